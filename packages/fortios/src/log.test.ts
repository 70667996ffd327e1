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
  const fgt = createFortiGate({ transport, runtime });
  return { runtime, transport, fgt, log: fgt.log("disk", "traffic/forward") };
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
    ["filter", "srcip==203.0.113.9"],
    ["rows", "2"],
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

test("leaving a search early ends it on the device, and what that answers does not matter", async () => {
  const { log, transport } = connect([page([1, 2], { session_id: 9, completed: 40 }), { status: 500 }]);
  for await (const { id } of log.search({ rows: 2, vdom: "guest" })) if (id === 1) break;
  const ended = transport.requests[1];
  assert.equal(`${ended?.method} ${ended?.path}`, "POST /api/v2/log/search/abort/9");
  assert.equal(ended?.effect, "read");
  assert.deepEqual(ended?.query, [["vdom", "guest"]]);
  assert.equal(transport.requests.length, 2);
});

test("a search that is complete needs no end", async () => {
  const { log, transport } = connect([page([1, 2], { session_id: 9, total_lines: 9 })]);
  for await (const _ of log.search({ rows: 2 })) break;
  assert.equal(transport.requests.length, 1);
});

test("lines come as text once the search is complete, whole ones wherever the answer is cut into chunks", async () => {
  const text = (lines: string): ScriptedStep => ({ body: new TextEncoder().encode(lines) });
  const { fgt, runtime, transport } = connect([
    page([1], { session_id: 9, completed: 50 }),
    page([1], { session_id: 9, completed: 100 }),
    text('msg="first ü"\r\nmsg="second"\n'),
    text('msg="third"'),
  ]);
  const lines: string[] = [];
  const filter = [["level", "==", "notice"]] as const;
  const reading = (async () => {
    for await (const line of fgt.log("disk/traffic/forward/raw").lines({ rows: 2, filter })) lines.push(line);
  })();
  await runtime.advance(1000);
  await reading;
  assert.deepEqual(lines, ['msg="first ü"', 'msg="second"', 'msg="third"']);
  assert.deepEqual(
    transport.requests.map(({ path, expect }) => [path.replace("/api/v2/log/disk/traffic/", ""), expect]),
    [
      ["forward", undefined],
      ["forward", undefined],
      ["forward/raw", "stream"],
      ["forward/raw", "stream"],
    ],
  );
  assert.deepEqual(transport.requests[3]?.query, [
    ["filter", "level==notice"],
    ["rows", "2"],
    ["start", "2"],
    ["session_id", "9"],
  ]);
});

test("lines are read on while the device has more than it gives at a time", async () => {
  const text = (lines: string): ScriptedStep => ({ body: new TextEncoder().encode(lines) });
  const { fgt, transport } = connect([page([1], { session_id: 9, total_lines: 3 }), text("a\nb\n"), text("c\n")]);
  const lines: string[] = [];
  for await (const line of fgt.log("disk/traffic/forward/raw").lines()) lines.push(line);
  assert.deepEqual(lines, ["a", "b", "c"]);
  assert.deepEqual(transport.requests.at(-1)?.query?.slice(1, 2), [["start", "2"]]);
});

test("a number of rows that would never end is refused, and sends nothing", async () => {
  const { fgt, transport } = connect([]);
  for (const rows of [0, -1, 0.5]) {
    for (const search of [
      fgt.log("disk", "traffic/forward").search({ rows }),
      fgt.log("disk/traffic/forward/raw").lines({ rows }),
    ])
      await assert.rejects(
        search.next(),
        (error) => isFortiError(error, "INVALID_INPUT") && /rows/.test(error.message),
      );
  }
  assert.equal(transport.requests.length, 0);
});

test("a signal ends the wait of a search with ABORTED, and the search on the device, whoever gave it", async () => {
  const more = page([], { session_id: 9, completed: 10 });
  for (const usual of [true, false]) {
    const { fgt, runtime, transport } = connect([more, { body: { status: "success" } }]);
    const cancel = new AbortController();
    const { signal } = cancel;
    const log = (usual ? fgt.with({ signal }) : fgt).log("disk", "traffic/forward");
    const ended = assert.rejects(
      log.search(usual ? {} : { signal }).next(),
      (error) => isFortiError(error, "ABORTED") && /log disk\/traffic\/forward/.test(error.message),
    );
    await runtime.advance(0);
    assert.equal(runtime.sleeping, 1);
    cancel.abort();
    await ended;
    assert.deepEqual(
      transport.requests.map(({ path }) => path),
      ["/api/v2/log/disk/traffic/forward", "/api/v2/log/search/abort/9"],
    );
    assert.equal(runtime.sleeping, 0);
  }
});
