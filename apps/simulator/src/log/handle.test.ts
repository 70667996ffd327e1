import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";

const FORWARD = "log/disk/traffic/forward";

async function fill(device: TestDevice, request: object): Promise<void> {
  assert.equal((await device.control("POST", "/logs", request)).status, 204);
}

test("every log endpoint answers its verb, empty and filled", async (t) => {
  const device = await startDevice(t);
  for (const count of [0, 3]) {
    await fill(device, { count });
    let endpoints = 0;
    for (const { path, methods } of fortios.rows("log")) {
      if (path.includes("{")) continue;
      const entry = await fortios.load("log", path);
      const form = entry?.log?.form ?? "";
      const query = form.startsWith("archive") ? "?mkey=2&roll=0" : "";
      const { status, body, headers, text } = await device.call(methods[0] ?? "", `log/${path}${query}`);
      endpoints += 1;
      if (form === "archive-download") {
        assert.equal(status, count === 0 ? 404 : 200, path);
        continue;
      }
      assert.equal(status, 200, path);
      if (form === "raw") {
        assert.match(String(headers["content-type"]), /^text\/plain/, path);
        assert.equal(text.split("\n").length - 1, count, path);
      } else {
        const expected = form === "archive" ? Math.min(1, count) : count;
        assert.deepEqual([body.status, body.results.length, body.total_lines], ["success", expected, expected], path);
      }
    }
    assert.equal(endpoints, 284);
  }
});

test("lines look like a device's, come newest first, and are the same whenever they are read", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await fill(device, { path: "disk/traffic/forward", count: 200_000, seed: 7 });
  const { body } = await device.get(`${FORWARD}?rows=500&start=199000`);
  assert.deepEqual([body.total_lines, body.results.length, body.rows, body.start], [200_000, 500, 500, 199_000]);
  const [first] = body.results;
  assert.deepEqual(Object.keys(first).slice(0, 12), [
    "date",
    "time",
    "eventtime",
    "tz",
    "logid",
    "type",
    "subtype",
    "level",
    "vd",
    "srcip",
    "srcport",
    "srcintf",
  ]);
  assert.deepEqual([first.logid, first.type, first.subtype, first.vd], ["0000000013", "traffic", "forward", "root"]);
  assert.equal(`${first.date}T${first.time}.000Z`, new Date(first._metadata.timestamp * 1000).toISOString());
  const times: string[] = body.results.map((line: { eventtime: string }) => line.eventtime);
  assert.deepEqual(times, times.toSorted().toReversed());
  clock.advance(3600);
  const again = await device.get(`${FORWARD}?rows=500&start=199000`);
  assert.deepEqual(again.body.results, body.results);
  await fill(device, { path: "disk/traffic/forward", count: 200_000, seed: 8 });
  assert.notDeepEqual((await device.get(`${FORWARD}?rows=500&start=199000`)).body.results, body.results);
  assert.equal((await device.get("log/memory/traffic/forward")).body.total_lines, 0, "only this log was filled");
  await device.control("DELETE", "/logs");
  assert.equal((await device.get(FORWARD)).body.total_lines, 0);
});

test("filters let through what matches, and pages go on where they are told", async (t) => {
  const device = await startDevice(t);
  await fill(device, { count: 2000 });
  const all = (await device.get(`${FORWARD}?rows=2000`)).body.results;
  type Line = { action: string; dstport: number; sentbyte: number; srcip: string; _metadata: { timestamp: number } };
  for (const [query, passes] of [
    ["filter=action==deny", ({ action }: Line) => action === "deny"],
    [
      "filter=action!=deny&filter=dstport==443,dstport==22",
      (l: Line) => l.action !== "deny" && [443, 22].includes(l.dstport),
    ],
    ["filter=srcip=@168.1.11", ({ srcip }: Line) => srcip.includes("168.1.11")],
    ["filter=sentbyte>=40000", ({ sentbyte }: Line) => sentbyte >= 40_000],
    [
      `filter=_metadata.timestamp>=${all[99]._metadata.timestamp}`,
      (line: Line) => line._metadata.timestamp >= all[99]._metadata.timestamp,
    ],
  ] as const) {
    const expected = all.filter(passes);
    assert.ok(expected.length > 1 && expected.length < 2000, query);
    const { body } = await device.get(`${FORWARD}?rows=2000&${query}`);
    assert.deepEqual([body.total_lines, body.results], [expected.length, expected], query);
    const page = await device.get(`${FORWARD}?rows=5&start=1&session_id=${body.session_id}`);
    assert.deepEqual(page.body.results, expected.slice(1, 6), "the session keeps its filter");
  }
  assert.equal((await device.get(`${FORWARD}?filter=nonsense`)).status, 400);
});

test("a search gets on from question to question, and stops when it is aborted", async (t) => {
  const device = await startDevice(t);
  await fill(device, { count: 1000, completeAfter: 4 });
  const ask = async (query: string) => (await device.get(`${FORWARD}?rows=1000${query}`)).body;
  const first = await ask("");
  assert.deepEqual([first.completed, first.total_lines, first.results.length], [25, 250, 250]);
  const second = await ask(`&session_id=${first.session_id}`);
  assert.deepEqual([second.session_id, second.completed, second.total_lines], [first.session_id, 50, 500]);
  assert.deepEqual(second.results.slice(0, 250), first.results);
  const status = await device.get(`log/search/status/${first.session_id}`);
  assert.deepEqual([status.body.session_id, status.body.completed], [first.session_id, 75]);
  assert.equal((await ask(`&session_id=${first.session_id}`)).completed, 100);
  assert.equal((await ask(`&session_id=${first.session_id}`)).total_lines, 1000);
  assert.equal(
    (await device.get(`${FORWARD}/raw?rows=1000`)).text.split("\n").length,
    1001,
    "text comes when all is found",
  );
  assert.equal((await device.post(`log/search/abort/${first.session_id}`)).status, 200);
  for (const gone of [first.session_id, 999, 0, "x"]) {
    assert.equal((await device.get(`log/search/status/${gone}`)).status, 404);
    assert.equal((await device.post(`log/search/abort/${gone}`)).status, 404);
  }
  assert.notEqual((await ask(`&session_id=${first.session_id}`)).session_id, first.session_id);
});

test("a search through a whole log holds up no other request, and ends with a reset", async (t) => {
  const device = await startDevice(t);
  await fill(device, { count: 20_000_000 });
  const search = device.get(`${FORWARD}?filter=action==deny`);
  assert.equal((await device.get("monitor/system/status")).status, 200);
  assert.equal((await device.control("POST", "/reset")).status, 204);
  const { body } = await search;
  assert.equal(body.completed, 0);
});

test("an answer has so many lines and no more", async (t) => {
  const device = await startDevice(t);
  await fill(device, { count: 200_000 });
  const { body } = await device.get(`${FORWARD}?rows=99999999`);
  assert.deepEqual([body.rows, body.results.length, body.total_lines], [100_000, 100_000, 200_000]);
});

test("a session belongs to one log of one VDOM, and lines that come later do not move its pages", async (t) => {
  const device = await startDevice(t);
  await fill(device, { count: 10 });
  const { body } = await device.get("log/memory/event/system?rows=1");
  await device.put("cmdb/system/global", { admintimeout: 30 });
  const next = await device.get(`log/memory/event/system?rows=1&session_id=${body.session_id}`);
  assert.deepEqual([next.body.total_lines, next.body.results], [10, body.results]);
  assert.equal((await device.get("log/memory/event/system")).body.total_lines, 11);
  const other = await device.get(`log/memory/event/user?rows=1&session_id=${body.session_id}`);
  assert.notEqual(other.body.session_id, body.session_id);
});

test("the raw form holds the same lines as text", async (t) => {
  const device = await startDevice(t);
  await fill(device, { count: 5 });
  for (const path of [FORWARD, "log/disk/virus", "log/disk/event/user"]) {
    const [{ _metadata: _own, ...line }] = (await device.get(`${path}?rows=1`)).body.results;
    const { text } = await device.get(`${path}/raw?rows=1`);
    const pairs = Array.from(text.matchAll(/([\w-]+)=(?:"([^"]*)"|(\S+))/g), ([, name, quoted, bare]) => [
      name,
      quoted ?? bare,
    ]);
    const texts = Object.entries(line).map(([name, value]) => [name, String(value)]);
    assert.deepEqual(pairs, texts);
    assert.match(text, /^date=\d{4}-\d\d-\d\d time=\d\d:\d\d:\d\d eventtime=\d{19} tz="\+0000" logid="\d{10}" type="/);
    assert.match(text, /\n$/);
  }
});

test("a line of text is one line, whatever somebody wrote", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "web", comment: 'x\r\nlogid="0100032001"' });
  const { text } = await device.get("log/memory/event/system/raw");
  assert.deepEqual(text.match(/^.*cfgattr="comment\[x logid=\\"0100032001\\"\].*\n$/)?.length, 1, text);
});

test("archives are listed and downloaded as bytes", async (t) => {
  const device = await startDevice(t);
  await fill(device, { count: 25_000 });
  const line = (await device.get("log/disk/ips?rows=1")).body.results[0];
  const { "#": mkey, roll } = line._metadata;
  assert.deepEqual([mkey, roll], [25_000, 2]);
  const [item] = (await device.get(`log/disk/ips/archive?mkey=${mkey}&roll=${roll}`)).body.results;
  assert.deepEqual([item.mkey, item.roll, item.filename], [mkey, roll, "ips-25000.pcap"]);
  const file = await device.get(`log/disk/ips/archive-download?mkey=${mkey}&roll=${roll}`);
  assert.deepEqual([file.status, file.headers["content-length"]], [200, String(item.size)]);
  assert.match(String(file.headers["content-disposition"]), /filename="ips-25000\.pcap"/);
  for (const wrong of ["", "?mkey=25001", `?mkey=${mkey}&roll=0`, "?mkey=0"]) {
    assert.deepEqual((await device.get(`log/disk/ips/archive${wrong}`)).body.results, []);
    assert.equal((await device.get(`log/disk/ips/archive-download${wrong}`)).status, 404);
  }
});

test("unknown logs are 404, wrong verbs 405", async (t) => {
  const device = await startDevice(t);
  assert.deepEqual(
    [(await device.get("log/disk/nonsense")).status, (await device.post("log/disk/anomaly")).status],
    [404, 405],
  );
});

test("logs are of a VDOM, and for whoever may read them", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.post("cmdb/system/accprofile", { name: "soc", scope: "global", fwgrp: "read-write" });
  await fill(device, { count: 1 });
  const { body } = await device.get("log/disk/anomaly?vdom=*");
  const lines = body.map(({ vdom, results }: { vdom: string; results: { vd: string }[] }) => [vdom, results[0]?.vd]);
  assert.deepEqual(lines, [
    ["root", "root"],
    ["branch", "branch"],
  ]);
  const { token } = (await device.control("POST", "/tokens", { profile: "soc" })).body;
  const refused = await device.call("GET", "log/disk/anomaly", undefined, { token });
  assert.deepEqual([refused.status, refused.body.error], [403, -37]);
});
