import assert from "node:assert/strict";
import { test } from "node:test";
import { FortiError, isFortiError } from "@fortiweave/core";
import { type BatchOptions, sendInChunks } from "./batch.ts";
import type { Engine, RpcCall, RpcOutcome } from "./engine.ts";

const OK = { code: 0, message: "OK" };
const items = Array.from({ length: 7 }, (_, at) => ({ url: `u/${at}` }));
const call: RpcCall = { method: "add", items };

/** An engine that fails as a whole with the nth request. */
function scripted(failsAt?: number) {
  const sizes: number[] = [];
  const sendMany = ({ items }: RpcCall): Promise<RpcOutcome[]> => {
    sizes.push(items.length);
    if (sizes.length === failsAt) {
      return Promise.reject(new FortiError({ code: "NETWORK", message: "Cut", reached: "maybe", operation: "u add" }));
    }
    return Promise.resolve(items.map(({ url }) => ({ ok: true, result: { status: OK, url } })));
  };
  const send = (options: BatchOptions) =>
    sendInChunks({ sendMany } as Pick<Engine, "sendMany"> as Engine, call, options);
  return { sizes, send };
}

test("a long list goes in several requests, and the outcomes keep their order", async () => {
  const { sizes, send } = scripted();
  const outcomes = await send({ itemsPerRequest: 3 });
  assert.deepEqual(sizes, [3, 3, 1]);
  assert.deepEqual(
    outcomes.map(({ result }) => result?.url),
    items.map(({ url }) => url),
  );
});

test("500 at a time unless told", async () => {
  const { sizes, send } = scripted();
  await send({});
  assert.deepEqual(sizes, [7]);
});

test("what failed later as a whole is the outcome of its items, and of those that were not sent any more", async () => {
  const { sizes, send } = scripted(2);
  const outcomes = await send({ itemsPerRequest: 3 });
  assert.deepEqual(sizes, [3, 3]);
  const codes = outcomes.map((outcome) => (outcome.ok ? "ok" : [outcome.error.code, outcome.error.reached]));
  const cut = ["NETWORK", "maybe"];
  assert.deepEqual(codes, ["ok", "ok", "ok", cut, cut, cut, ["ABORTED", "no"]]);
  const last = outcomes.at(-1);
  assert.match(last?.ok === false ? last.error.message : "", /u\/6 was not sent/);
});

test("when nothing was answered, it throws", async () => {
  await assert.rejects(scripted(1).send({ itemsPerRequest: 3 }), (error) => isFortiError(error, "NETWORK"));
});

test("no items is no number of items", async () => {
  await assert.rejects(scripted().send({ itemsPerRequest: 0 }), (error) => isFortiError(error, "INVALID_INPUT"));
});

test("more outcomes than a function takes arguments", async () => {
  const many: RpcCall = { method: "get", items: Array.from({ length: 200_000 }, () => ({ url: "u" })) };
  const sendMany = ({ items }: RpcCall): Promise<RpcOutcome[]> =>
    Promise.resolve(items.map(() => ({ ok: true, result: { status: OK } })));
  const engine = { sendMany } as Pick<Engine, "sendMany"> as Engine;
  assert.equal((await sendInChunks(engine, many, { itemsPerRequest: 200_000 })).length, 200_000);
});
