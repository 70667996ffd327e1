import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedStep } from "@fortiweave/core/testing";
import { createFortiGate } from "./client.ts";

const page = (ids: readonly number[], more: object = {}): ScriptedStep => ({
  body: { status: "success", results: ids.map((id) => ({ id })), ...more } as never,
});

function connect(script: readonly ScriptedStep[] | (() => never)) {
  const runtime = createManualClock();
  const transport = createScriptedTransport(script as readonly ScriptedStep[]);
  return { runtime, transport, log: createFortiGate({ transport, runtime }).log("disk", "traffic/forward") };
}

async function collect(rows: AsyncIterable<Record<string, unknown>>): Promise<unknown[]> {
  const ids: unknown[] = [];
  for await (const { id } of rows) ids.push(id);
  return ids;
}

test("a search follows its session to the last line", async () => {
  const { log, transport } = connect([
    page([1, 2], { session_id: 9, total_lines: 3 }),
    page([3], { session_id: 9, total_lines: 3 }),
  ]);
  assert.deepEqual(
    await collect(log.search({ rows: 2, filter: [["srcip", "==", "203.0.113.9"]], query: { extra: "country_id" } })),
    [1, 2, 3],
  );
  const [first, second] = transport.requests;
  assert.equal(first?.path, "/api/v2/log/disk/traffic/forward");
  assert.deepEqual(first?.query, [
    ["extra", "country_id"],
    ["rows", "2"],
    ["filter", "srcip==203.0.113.9"],
    ["start", "0"],
  ]);
  assert.deepEqual(second?.query?.slice(-2), [
    ["start", "2"],
    ["session_id", "9"],
  ]);
});

test("without a count of lines, a page that is not full is the last", async () => {
  const { log, transport } = connect([page([1, 2]), page([3])]);
  assert.deepEqual(await collect(log.search({ rows: 2 })), [1, 2, 3]);
  assert.equal(transport.requests.length, 2);
});

test("a search that is still going on is asked again, on the injected clock", async () => {
  const { log, runtime } = connect([
    page([], { session_id: 9, completed: 10 }),
    page([1], { session_id: 9, completed: 60, total_lines: 1 }),
    page([2], { session_id: 9, completed: 100, total_lines: 2 }),
  ]);
  const ids = collect(log.search());
  await runtime.advance(10_000);
  assert.deepEqual(await ids, [1, 2]);
  assert.equal(runtime.sleeping, 0);
});

test("a search that never ends is given up", async () => {
  const { log, runtime } = connect((() => page([], { completed: 10 })) as never);
  const failing = assert.rejects(
    collect(log.search()),
    (error) => isFortiError(error, "TIMEOUT") && /log disk\/traffic\/forward/.test(error.message),
  );
  await runtime.advance(120_000);
  await failing;
});
