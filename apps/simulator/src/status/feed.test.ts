import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequestLog, type RequestLog } from "../device/request-log.ts";
import { type Batch, recentRequests, watchRequests } from "./feed.ts";

function add(log: RequestLog, url: string, at: number, body = ""): void {
  log.add({ method: "POST", url, headers: {}, body, status: 200, isHandled: true, at, ms: 1, codes: [0] });
}

test("what came before is in order of time, over all devices, and the last 200", () => {
  const [one, two] = [createRequestLog(), createRequestLog()];
  for (let at = 0; at < 300; at += 1) add(at % 2 === 0 ? one : two, `/${at}`, at);
  const recent = recentRequests([
    { name: "one", requests: one },
    { name: "two", requests: two },
  ]);
  assert.deepEqual(
    [recent.length, recent[0]?.url, recent.at(-1)?.url, recent.at(-1)?.device],
    [200, "/100", "/299", "two"],
  );
});

test("what JSON-RPC asks for is named, unless reading it would take long", () => {
  const log = createRequestLog();
  const body = JSON.stringify({ method: "get", params: [{ url: "/sys/status/" }], session: "geheim" });
  add(log, "/jsonrpc", 1, body);
  add(log, "/jsonrpc", 2, `${body}${" ".repeat(70_000)}`);
  const [short, long] = recentRequests([{ name: "manager", requests: log }]);
  assert.deepEqual(short?.items, [{ method: "get", url: "sys/status" }]);
  assert.equal(long?.items, undefined);
  assert.doesNotMatch(JSON.stringify([short, long]), /geheim/);
});

test("more than 200 in a tenth of a second are counted, not told", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const log = createRequestLog();
  const batches: Batch[] = [];
  const end = watchRequests([{ name: "one", requests: log }], (batch) => batches.push(batch));
  for (let at = 0; at < 250; at += 1) add(log, `/${at}`, at);
  assert.equal(batches.length, 0);
  t.mock.timers.tick(100);
  assert.deepEqual([batches.length, batches[0]?.requests.length, batches[0]?.skipped], [1, 200, 50]);
  add(log, "/next", 300);
  t.mock.timers.tick(100);
  assert.deepEqual([batches[1]?.requests.length, batches[1]?.skipped], [1, 0]);
  end();
  add(log, "/unseen", 400);
  t.mock.timers.tick(100);
  assert.equal(batches.length, 2);
});
