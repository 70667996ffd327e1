/**
 * Log searches, in FortiAnalyzer's dialect.
 */

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { askControl } from "../../testing/client.ts";
import { startManager } from "../../testing/manager.ts";

const SEARCHES = "logview/adom/root/logsearch";
const LONG_AGO = { start: "2000-01-01 00:00:00", end: "2099-12-31 23:59:59" };
const ALL = { device: [{ devid: "All_FortiGate" }], logtype: "traffic", "time-range": LONG_AGO };

/** Two FortiGates with 30 lines of traffic each. */
async function open(t: TestContext, completeAfter = 1) {
  const manager = await startManager(t, { fortigates: 2 });
  for (const fortigate of manager.fortigates) {
    await askControl(fortigate, "POST", "/logs", { path: "disk/traffic/forward", count: 30, completeAfter });
  }
  const call = async (method: string, path = "", item: object = {}) => {
    const params = [{ apiver: 3, url: SEARCHES + path, ...item }];
    const headers = { authorization: `Bearer ${manager.handle.apiKey}` };
    return (await manager.post({ jsonrpc: "2.0", id: 1, method, params }, headers)).body;
  };
  const start = async (item: object = {}): Promise<number> => (await call("add", "", { ...ALL, ...item })).result.tid;
  return { ...manager, call, start };
}

test("a search is polled until it is done, newest first, and then gone", async (t) => {
  const { call, start, fortigates } = await open(t, 4);
  const tid = await start({ limit: 100 });
  for (const percentage of [25, 50, 75]) {
    const { result } = await call("get", `/${tid}`);
    assert.deepEqual([result.percentage, result.data], [percentage, []]);
  }
  const { result } = await call("get", `/${tid}`);
  assert.deepEqual([result.percentage, result["return-lines"], result["total-count"]], [100, 60, 60]);
  const moments = result.data.map(({ eventtime }: { eventtime: string }) => Number(eventtime));
  assert.deepEqual(
    moments,
    moments.toSorted((a: number, b: number) => b - a),
  );
  const names = new Set(result.data.map(({ devname }: { devname: string }) => devname));
  assert.deepEqual([...names].toSorted(), fortigates.map(({ name }) => name).toSorted());
  assert.match((await call("get", `/${tid}`)).error.message, /Invalid tid/);
});

test("offset and limit, order, device, time and filter choose", async (t) => {
  const { call, start, fortigates } = await open(t);
  const read = async (item: object) => (await call("get", `/${await start({ limit: 1000, ...item })}`)).result;
  const { data: all } = await read({});
  assert.deepEqual((await read({ offset: 50, limit: 20 })).data, all.slice(50));
  assert.deepEqual((await read({ "time-order": "asc" })).data, all.toReversed());
  const [first] = fortigates;
  for (const device of [{ devid: first?.serial }, { devname: first?.name }]) {
    assert.equal((await read({ device: [device] }))["total-count"], 30);
  }
  const { date, time } = all[10];
  const since = await read({ "time-range": { ...LONG_AGO, start: `${date}T${time}` } });
  assert.ok(since["total-count"] >= 11 && since["total-count"] < 20);
  const denied = await read({ filter: "action==deny" });
  assert.equal(denied["total-count"], all.filter(({ action }: { action: string }) => action === "deny").length);
});

test("a count tells the same and leaves the search where it is, and a delete ends it", async (t) => {
  const { call, start } = await open(t);
  const tid = await start({ filter: "action!=deny" });
  const { result } = await call("get", `/count/${tid}`);
  assert.deepEqual([result["progress-percent"], result["scanned-logs"]], [100, 60]);
  assert.ok(result["matched-logs"] < 60);
  assert.equal((await call("delete", `/${tid}`)).result.status.code, 0);
  assert.match((await call("delete", `/${tid}`)).error.message, /Invalid tid/);
});

test("four searches run at a time, and those that nobody asks for are given up", async (t) => {
  const { call, start, advance } = await open(t);
  for (let turn = 0; turn < 4; turn++) await start();
  assert.match((await call("add", "", ALL)).error.message, /Too many/);
  await advance(300_000);
  assert.ok((await start()) > 4);
});

test("what lacks something, or cannot be read, is refused", async (t) => {
  const { call } = await open(t);
  for (const item of [
    { ...ALL, device: [] },
    { ...ALL, logtype: "trafic" },
    { ...ALL, "time-range": {} },
    { ...ALL, filter: "action" },
    { ...ALL, limit: 1001 },
  ]) {
    assert.equal((await call("add", "", item)).error.code, -8, JSON.stringify(item));
  }
});

test("switched on, a page is empty that should not be, and a search is lost", async (t) => {
  const { call, start, trouble } = await open(t);
  await trouble({ kind: "empty-log-page", times: 1 });
  const { result } = await call("get", `/${await start()}`);
  assert.deepEqual([result.percentage, result.data, result["total-count"]], [100, [], 60]);
  await trouble({ kind: "lost-log-search", times: 1 });
  assert.match((await call("get", `/${await start()}`)).error.message, /Invalid tid/);
  assert.equal((await call("get", `/${await start()}`)).result["total-count"], 60);
});
