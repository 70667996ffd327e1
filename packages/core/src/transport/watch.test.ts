import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { type FortiError, isFortiError } from "../errors.ts";
import { systemRuntime } from "../runtime/system.ts";
import { watchAttempt } from "./watch.ts";

const CONTEXT = { request: readRequest(), origin: "https://192.0.2.1", reached: "maybe" } as const;

function open(limits: { timeoutMs: number; readTimeoutMs: number }) {
  const { promise, resolve } = Promise.withResolvers<FortiError>();
  const watch = watchAttempt({ limits, signal: undefined, context: () => CONTEXT, stop: resolve });
  return { watch, stopped: promise };
}

test("silence counts from when the request went out, also when it took longer than that to get there", async () => {
  const { watch, stopped } = open({ timeoutMs: 60_000, readTimeoutMs: 10 });
  await systemRuntime.sleep(30);
  watch.heard();
  const error = await stopped;
  assert.ok(isFortiError(error, "TIMEOUT") && /sent nothing for 10 ms/.test(error.message));
});

test("a device that is not waited for may be silent, until it is waited for again", async () => {
  const { watch, stopped } = open({ timeoutMs: 60_000, readTimeoutMs: 10 });
  watch.heard();
  watch.rest();
  const early = await Promise.race([stopped, systemRuntime.sleep(30)]);
  assert.equal(early, undefined);
  watch.heard();
  assert.ok(isFortiError(await stopped, "TIMEOUT"));
});

test("what is over is not watched any more", async () => {
  const { watch, stopped } = open({ timeoutMs: 5, readTimeoutMs: 5 });
  watch.release();
  watch.heard();
  assert.equal(await Promise.race([stopped, systemRuntime.sleep(20)]), undefined);
});
