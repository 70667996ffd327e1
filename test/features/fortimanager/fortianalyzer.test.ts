import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import {
  connectFortiAnalyzer,
  type FortiAnalyzer,
  type FortiManager,
  type LogEntry,
  type LogSearchOptions,
} from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const [first, second] = manager.fortigates;
if (first === undefined || second === undefined) throw new Error("There are no FortiGates");
const ADD = "add logview/adom/root/logsearch";

const day = (time: number): string => new Date(time).toISOString().slice(0, 19).replace("T", " ");
const always = { from: day(Date.now() - 86_400_000), to: day(Date.now() + 3_600_000) };
const traffic = (more: Partial<LogSearchOptions> = {}): LogSearchOptions => ({
  logtype: "traffic",
  ...always,
  pollMs: 1,
  ...more,
});
const fill = (count: number, completeAfter = 1): Promise<void> =>
  first.logs({ path: "disk/traffic/forward", count, completeAfter });

async function collect(search: AsyncIterable<LogEntry>): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const entry of search) entries.push(entry);
  return entries;
}

/** The searches that FortiAnalyzer still has: it takes four at a time, so a fifth shows that none is left behind. */
async function openSearches(fmg: FortiManager): Promise<number> {
  const { "time-range": range } = { "time-range": { start: always.from, end: always.to } };
  const params = { device: [{ devid: "All_FortiGate" }], logtype: "traffic" as const, "time-range": range };
  const call = () => fmg.logs("root").call("logview/adom/{adom}/logsearch", "add", { url: { adom: "root" }, params });
  const outcomes = await Promise.allSettled(Array.from({ length: 4 }, call));
  return outcomes.filter(({ status }) => status === "rejected").length;
}

beforeEach(() => manager.reset());

test("feature fortianalyzer: a search is begun, followed until it is done, and yields what it finds", async () => {
  await fill(30, 3);
  await using fmg = manager.connect();
  const entries = await collect(fmg.logs("root").search(traffic()));
  assert.equal(entries.length, 30);
  assert.equal(entries[0]?.devname, first.handle.name);
  const moments = entries.map(({ eventtime }) => Number(eventtime));
  assert.deepEqual(
    moments,
    moments.toSorted((a, b) => b - a),
  );
  assert.deepEqual(await manager.calls(), [
    ADD,
    ...Array.from({ length: 3 }, () => "get logview/adom/root/logsearch/1"),
  ]);
  const [request] = await manager.requests();
  assert.deepEqual([Object(request?.body).jsonrpc, Object(request?.body).params[0].apiver], ["2.0", 3]);
});

test("feature fortianalyzer: pages come by searches of their own, and nothing twice or never", async () => {
  await fill(250);
  await using fmg = manager.connect();
  const all = await collect(fmg.logs("root").search(traffic()));
  await manager.forget();
  const paged = await collect(fmg.logs("root").search(traffic({ pageSize: 100 })));
  assert.deepEqual(paged, all);
  assert.equal((await manager.calls()).filter((call) => call === ADD).length, 3);
  const some = await collect(fmg.logs("root").search(traffic({ pageSize: 100, start: 90, count: 120 })));
  assert.deepEqual(some, all.slice(90, 210));
  const oldest = await collect(fmg.logs("root").search(traffic({ order: "asc", count: 5 })));
  assert.deepEqual(oldest, all.toReversed().slice(0, 5));
});

test("feature fortianalyzer: devices, filter and time narrow a search down", async () => {
  await Promise.all([first, second].map((device) => device.logs({ count: 40 })));
  await using fmg = manager.connect();
  const logs = fmg.logs("root");
  const all = await collect(logs.search(traffic()));
  const { name, serial } = second.handle;
  for (const devices of [name, serial, { devname: name }, { devid: serial }] as const) {
    const entries = await collect(logs.search(traffic({ devices })));
    assert.deepEqual(
      entries,
      all.filter(({ devname }) => devname === name),
    );
  }
  const denied = await collect(logs.search(traffic({ filter: "action==deny and (dstport=443 or dstport=80)" })));
  assert.deepEqual(
    denied,
    all.filter(({ action, dstport }) => action === "deny" && [80, 443].includes(Number(dstport))),
  );
  const times = all.map(({ date, time }) => `${date} ${time}`).toSorted();
  const [from = "", to = ""] = [times[20], times[40]];
  const between = await collect(logs.search(traffic({ from, to })));
  assert.deepEqual(
    between,
    all.filter(({ date, time }) => `${date} ${time}` >= from && `${date} ${time}` <= to),
  );
  assert.deepEqual(await collect(logs.search(traffic({ logtype: "gtp", filter: "action==nothing" }))), []);
});

test("feature fortianalyzer: matches are counted without being read, and the search is given up after that", async () => {
  await fill(50, 2);
  await using fmg = manager.connect();
  const { from, to } = always;
  const filter = { logtype: "traffic", from, to, pollMs: 1 } as const;
  assert.deepEqual(await fmg.logs("root").count(filter), { matched: 50, scanned: 50, total: 50 });
  const { matched, total } = await fmg.logs("root").count({ ...filter, filter: "action==deny" });
  assert.ok(matched < total);
  assert.equal(await openSearches(fmg), 0);
});

test("feature fortianalyzer: whichever way a loop is left, no search is left behind", async () => {
  await fill(20, 1000);
  await using fmg = manager.connect();
  const logs = fmg.logs("root");
  const cancel = new AbortController();
  const ends = [
    rejects(collect(logs.search(traffic({ signal: cancel.signal }))), "ABORTED"),
    rejects(collect(logs.search(traffic({ searchTimeoutMs: 30 }))), "TIMEOUT"),
  ];
  while ((await manager.calls()).length < 4);
  cancel.abort();
  await Promise.all(ends);
  await fill(300);
  for await (const entry of logs.search(traffic({ pageSize: 100 }))) if (entry !== undefined) break;
  await assert.rejects(async () => {
    for await (const entry of logs.search(traffic({ pageSize: 100 }))) throw new Error(String(entry.logid));
  });
  await manager.fault({ kind: "soft-error", code: -1, times: 1, match: { item: "get logview" } });
  await rejects(collect(logs.search(traffic())), "DEVICE_ERROR");
  assert.equal(await openSearches(fmg), 0);
});

test("feature fortianalyzer: at most four searches of a client run at a time, and the others wait for their turn", async () => {
  await fill(20, 3);
  await using fmg = manager.connect();
  const logs = fmg.logs("root");
  const all = await Promise.all(Array.from({ length: 12 }, () => collect(logs.search(traffic()))));
  assert.ok(all.every((entries) => entries.length === 20));
  assert.equal((await manager.calls()).filter((call) => call === ADD).length, 12, "none was refused and begun again");
});

test("feature fortianalyzer: places that others have taken are waited for", async () => {
  await fill(20, 12);
  await using other = manager.connect();
  const held = Array.from({ length: 4 }, () => collect(other.logs("root").search(traffic())));
  while ((await manager.calls()).length < 8);
  await using fmg = manager.connect();
  assert.equal((await collect(fmg.logs("root").search(traffic()))).length, 20);
  assert.ok((await manager.calls()).filter((call) => call === ADD).length > 5, "it was refused at first");
  assert.ok((await Promise.all(held)).every((entries) => entries.length === 20));
});

test("feature fortianalyzer: a page that is said to be there and is empty is asked for again", async () => {
  await fill(250);
  await using fmg = manager.connect();
  const all = await collect(fmg.logs("root").search(traffic()));
  await manager.trouble({ kind: "empty-log-page", times: 3 });
  assert.deepEqual(await collect(fmg.logs("root").search(traffic({ pageSize: 100 }))), all);
  await manager.trouble({ kind: "empty-log-page" });
  await rejects(collect(fmg.logs("root").search(traffic())), "BAD_RESPONSE");
});

test("feature fortianalyzer: a search that FortiAnalyzer has lost is begun anew, and not for ever", async () => {
  await fill(20, 2);
  await using fmg = manager.connect();
  await manager.trouble({ kind: "lost-log-search", times: 1 });
  assert.equal((await collect(fmg.logs("root").search(traffic()))).length, 20);
  await manager.trouble({ kind: "lost-log-search" });
  await rejects(collect(fmg.logs("root").search(traffic())), "DEVICE_ERROR");
});

test("feature fortianalyzer: a dropped answer and a lost session in the middle of a search do not end it", async () => {
  await fill(20, 3);
  const { username, password } = manager.handle;
  await using fmg = manager.connect({ username, password });
  await manager.fault({ kind: "drop", times: 1, match: { item: "get logview" } });
  assert.equal((await collect(fmg.logs("root").search(traffic()))).length, 20);
  await manager.trouble({ kind: "expire-session", times: 1, after: 2 });
  assert.equal((await collect(fmg.logs("root").search(traffic()))).length, 20);
  assert.equal(fmg.stats().session?.signIns, 2);
});

test("feature fortianalyzer: what makes no sense is refused before anything is sent, and the way out named", async () => {
  await using fmg = manager.connect();
  const logs = fmg.logs("root");
  for (const [options, words] of [
    [{ logtype: "trafic" as "traffic" }, /logtype/],
    [{ from: "yesterday" }, /from is no time/],
    [{ pageSize: 5000 }, /at most 1000/],
    [{ devices: [] }, /at least one device/],
    [{ order: "up" as "asc" }, /order/],
  ] as const) {
    await assert.rejects(collect(logs.search(traffic(options))), (error) => {
      return isFortiError(error, "INVALID_INPUT") && words.test(error.message);
    });
  }
  const call = logs.call as (path: string, method: string, input: object) => Promise<unknown>;
  for (const [path, method, hint] of [
    ["logview/adom/{adom}/logsearsch", "add", /Did you mean "logview\/adom\/{adom}\/logsearch"/],
    ["logview/adom/{adom}/logsearch", "set", /It takes/],
  ] as const) {
    await assert.rejects(call(path, method, {}), (error) => isFortiError(error) && hint.test(error.hint ?? ""));
  }
  await assert.rejects(
    call("logview/adom/{adom}/logsearch", "add", { url: { adom: "root" }, params: { logtype: "trafic" } }),
    (error) => isFortiError(error, "INVALID_INPUT") && /trafic/.test(error.message),
  );
  assert.deepEqual(await manager.requests(), []);
});

test("feature fortianalyzer: calls by path answer their result, and its refusals are errors like any other", async () => {
  await fill(5);
  await using fmg = manager.connect();
  const { call } = fmg.logs("root");
  const params = {
    device: [{ devid: "All_FortiGate" }],
    logtype: "traffic" as const,
    "time-range": { start: always.from, end: always.to },
  };
  const { tid = 0 } = await call("logview/adom/{adom}/logsearch", "add", { url: { adom: "root" }, params });
  const url = { adom: "root", tid };
  const { percentage, "total-count": total } = await call("logview/adom/{adom}/logsearch/{tid}", "get", { url });
  assert.deepEqual([percentage, total], [100, 5]);
  await assert.rejects(call("logview/adom/{adom}/logsearch/{tid}", "get", { url }), (error) => {
    return isFortiError(error, "DEVICE_ERROR") && error.cliErrors.some((line) => /Invalid tid/.test(line));
  });
  await rejects(collect(fmg.logs("nowhere").search(traffic())), "UNSUPPORTED");
});

test("feature fortianalyzer: a FortiAnalyzer of its own speaks both dialects over one connection", async () => {
  await fill(10);
  const { url, apiKey, fingerprint } = manager.handle;
  const faz: FortiAnalyzer = connectFortiAnalyzer({ url, apiKey, tls: { fingerprint } });
  assert.equal(await faz.version(), "7.6.4");
  const adoms = await faz.get<{ name: string }[]>("dvmdb/adom", { fields: ["name"] });
  assert.ok(adoms.some(({ name }) => name === "root"));
  assert.equal((await collect(faz.logs("root").search(traffic()))).length, 10);
  await faz.close();
  await rejects(faz.get("dvmdb/adom"), "INVALID_INPUT");
});

async function rejects(promise: Promise<unknown>, code: FortiErrorCode): Promise<void> {
  await assert.rejects(promise, (error) => isFortiError(error, code), code);
}
