import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { unlessAborted } from "./unless-aborted.ts";

test("nothing is left behind on a signal that lives on", async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  const counted = Object.assign(signal, {
    addEventListener: (...given: Parameters<typeof add>) => {
      listeners++;
      add(...given);
    },
    removeEventListener: (...given: Parameters<typeof remove>) => {
      listeners--;
      remove(...given);
    },
  });
  assert.equal(await unlessAborted(() => Promise.resolve(7), counted, "it"), 7);
  const failure = new Error("No");
  await assert.rejects(
    unlessAborted(() => Promise.reject(failure), counted, "it"),
    failure,
  );
  assert.equal(listeners, 0);
});

test("whoever has given up from the start begins nothing", async () => {
  let begun = 0;
  const work = () => Promise.resolve(begun++);
  await assert.rejects(unlessAborted(work, AbortSignal.abort(), "it"), (error) => isFortiError(error, "ABORTED"));
  assert.equal(begun, 0);
  assert.equal(await unlessAborted(work, undefined, "it"), 0);
});
