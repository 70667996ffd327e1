import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";
import { addPolicy } from "../testing/policy.ts";

type Line = Readonly<Record<string, string | number>>;

async function lines(device: TestDevice, path: string, query: string = ""): Promise<Line[]> {
  const { status, body, text } = await device.get(`log/disk/${path}?rows=5000${query}`);
  assert.equal(status, 200, text);
  return body.results;
}

function isOrdered(all: readonly Line[]): boolean {
  const times = all.map(({ eventtime }) => String(eventtime));
  return times.every((time, index) => index === 0 || time < (times[index - 1] ?? ""));
}

test("sessions are logged as they end, where their policy wants it", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const out = await addPolicy(device, { name: "out", logtraffic: "all" });
  await addPolicy(device, { name: "silent", logtraffic: "disable" });
  assert.deepEqual(await lines(device, "traffic/forward"), []);
  clock.advance(600);
  const all = await lines(device, "traffic/forward");
  assert.ok(all.length > 50 && isOrdered(all));
  const { uuid } = (await device.get(`cmdb/firewall/policy/${out}`)).body.results[0];
  const hosts = new Map(
    (await device.get("monitor/network/arp")).body.results.map((row: Record<string, string>) => [row.ip, row.mac]),
  );
  for (const line of all) {
    assert.deepEqual([line.policyid, line.policyname, line.poluuid], [out, "out", uuid]);
    assert.deepEqual([line.srcintf, line.dstintf, line.srcmac], ["port1", "port2", hosts.get(line.srcip)]);
    assert.ok(Number(line.duration) >= 0 && Number(line.sentbyte) > 0);
  }
  clock.advance(60);
  const more = await lines(device, "traffic/forward");
  assert.ok(more.length > all.length);
  assert.deepEqual(
    more.slice(more.length - all.length).map(({ eventtime }) => eventtime),
    all.map(({ eventtime }) => eventtime),
  );
  const [policy] = (await device.get(`monitor/firewall/policy?policyid=${out}`)).body.results;
  assert.ok(Math.abs(policy.hit_count - more.length) < 60, "about as many as there were sessions");
});

test("an open session is logged when it ends, with the same ends", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addPolicy(device, { logtraffic: "all" });
  clock.advance(600);
  const open = (await device.get("monitor/firewall/session?policyid=1&count=1000")).body.results.details;
  clock.advance(1200);
  const logged = new Map((await lines(device, "traffic/forward")).map((line) => [line.sessionid, line]));
  assert.ok(open.length > 5);
  for (const { sessionid, saddr, sport, daddr, dport } of open) {
    const line = logged.get(sessionid);
    assert.deepEqual([line?.srcip, line?.srcport, line?.dstip, line?.dstport], [saddr, sport, daddr, dport]);
  }
});

test("lines of an earlier policy stay as they were", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const id = await addPolicy(device, { name: "first", logtraffic: "all" });
  clock.advance(300);
  const before = await lines(device, "traffic/forward");
  await device.put(`cmdb/firewall/policy/${id}`, { name: "second" });
  clock.advance(300);
  const after = await lines(device, "traffic/forward");
  const names = after.map(({ policyname }) => policyname);
  assert.ok(isOrdered(after));
  assert.deepEqual([names[0], names.at(-1)], ["second", "first"]);
  const content = (all: readonly Line[]) => all.map(({ eventtime, policyname }) => [eventtime, policyname]);
  assert.deepEqual(content(after.slice(-before.length)), content(before));
  await device.delete(`cmdb/firewall/policy/${id}`);
  const left = (await lines(device, "traffic/forward")).length;
  clock.advance(300);
  assert.equal((await lines(device, "traffic/forward")).length, left, "without a policy nothing passes");
  await device.put("cmdb/log/setting", { "fwpolicy-implicit-log": "enable" });
  assert.equal((await lines(device, "traffic/forward")).length, left, "what was stopped before is not logged after");
  clock.advance(1200);
  const denied = (await lines(device, "traffic/forward")).slice(0, -left);
  assert.ok(denied.length > 100 && denied.every(({ policyid, action }) => policyid === 0 && action === "deny"));
});

test("lines add up to the counters of their policy, whatever is written, closed and deleted meanwhile", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const id = await addPolicy(device, { logtraffic: "all" });
  for (const name of ["a", "b", "c"]) {
    clock.advance(400);
    assert.equal((await device.post("cmdb/firewall/address", { name })).status, 200);
    await device.post("monitor/firewall/session/close-multiple", { dport: 443 });
  }
  clock.advance(400);
  await device.post("monitor/firewall/session/close-all");
  const all = await lines(device, "traffic/forward");
  const [policy] = (await device.get(`monitor/firewall/policy?policyid=${id}`)).body.results;
  const bytes = all.reduce((sum, { sentbyte, rcvdbyte }) => sum + Number(sentbyte) + Number(rcvdbyte), 0);
  assert.deepEqual([all.length, bytes, policy.active_sessions], [policy.hit_count, policy.bytes, 0]);
  assert.ok(isOrdered(all) && new Set(all.map(({ sessionid }) => sessionid)).size === all.length);
});

test("a session that somebody ends is logged then, and not again", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addPolicy(device, { logtraffic: "all" });
  clock.advance(600);
  const [, , session] = (await device.get("monitor/firewall/session?policyid=1&count=1000")).body.results.details;
  const logged = async () =>
    (await lines(device, "traffic/forward")).filter((line) => line.sessionid === session.sessionid);
  assert.deepEqual(await logged(), []);
  const { saddr, sport, daddr, dport, proto, duration } = session;
  await device.post("monitor/firewall/session/close", { pro: proto, saddr, sport, daddr, dport });
  const [line] = await logged();
  assert.deepEqual([line?.eventtime?.toString().slice(0, 13), line?.duration], [String(clock.now()), duration]);
  clock.advance(1200);
  assert.deepEqual(await logged(), [line]);
});

test("sessions end with their policy, and none outlives a start of the device", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const id = await addPolicy(device, { logtraffic: "all" });
  const open = async () =>
    (await device.get(`monitor/firewall/session?policyid=${id}&count=1000`)).body.results.details;
  clock.advance(600);
  const before = await open();
  assert.ok(before.length > 5);
  await device.delete(`cmdb/firewall/policy/${id}`);
  await addPolicy(device, { policyid: id, logtraffic: "all" });
  assert.deepEqual(await open(), []);
  const logged = new Set((await lines(device, "traffic/forward")).map(({ sessionid }) => sessionid));
  assert.ok(before.every(({ sessionid }: Line) => logged.has(sessionid ?? 0)));
  clock.advance(600);
  assert.ok((await open()).length > 5);
  await device.put(`cmdb/firewall/policy/${id}`, { status: "disable" });
  clock.advance(10);
  assert.deepEqual(await open(), []);
  await device.put(`cmdb/firewall/policy/${id}`, { status: "enable" });
  clock.advance(600);
  assert.equal((await device.post("monitor/system/os/reboot", { event_log_message: "" })).status, 200);
  const started = clock.now();
  clock.advance(1200);
  const [policy] = (await device.get(`monitor/firewall/policy?policyid=${id}`)).body.results;
  assert.ok(policy.hit_count > 0 && policy.first_used * 1000 >= started - 1000);
  const later = (await lines(device, "traffic/forward")).filter((line) => Number(line.eventtime) / 1e6 > started);
  assert.ok(later.length > 50);
  assert.ok(later.every((line) => Number(line.eventtime) / 1e6 - Number(line.duration) * 1000 >= started));
});

test("what inspection finds is logged by its profiles, and only by those", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const inspection = { "utm-status": "enable", "ssl-ssh-profile": "certificate-inspection" };
  await addPolicy(device, { ...inspection, "webfilter-profile": "default", "application-list": "default" });
  clock.advance(1800);
  const web = await lines(device, "webfilter");
  assert.ok(web.length > 10 && isOrdered(web));
  assert.ok(web.every((line) => line.profile === "default" && ["HTTP", "HTTPS"].includes(String(line.service))));
  assert.ok((await lines(device, "app-ctrl")).every(({ applist }) => applist === "default"));
  assert.deepEqual(await lines(device, "virus"), []);
  // `logtraffic` is `utm` unless somebody says otherwise: only sessions with a finding are logged.
  const forward = await lines(device, "traffic/forward");
  const [policy] = (await device.get("monitor/firewall/policy?policyid=1")).body.results;
  assert.ok(forward.length > 10 && forward.length < policy.hit_count);
  const logged = new Set(forward.map(({ sessionid }) => sessionid));
  assert.ok(web.every(({ sessionid }) => logged.has(sessionid)));
});

test("the device writes of its load, among what happens to it", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  clock.advance(910);
  await device.put("cmdb/system/global", { admintimeout: 30 });
  clock.advance(890);
  const actions = (await lines(device, "event/system")).map(({ action }) => action);
  assert.deepEqual(actions, [
    "perf-stats",
    "perf-stats",
    "perf-stats",
    "Edit",
    "perf-stats",
    "perf-stats",
    "perf-stats",
  ]);
  clock.advance(300);
  const { cpu, mem } = (await device.get("monitor/system/resource/usage?interval=1-min")).body.results;
  const [last] = await lines(device, "event/system");
  assert.deepEqual([last?.cpu, last?.mem], [cpu[0].current, mem[0].current]);
  await device.put("cmdb/system/global", { "sys-perf-log-interval": 0 });
  assert.deepEqual(
    (await lines(device, "event/system")).map(({ action }) => action),
    ["Edit", "Edit"],
  );
});

test("logs start with as many lines as somebody wants, and name what is there", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock, logs: 500 });
  const id = await addPolicy(device, { name: "out", logtraffic: "all" });
  const history = await lines(device, "traffic/forward");
  assert.ok(history.length === 500 && isOrdered(history));
  const accepted = history.filter(({ action }) => action !== "deny");
  assert.ok(accepted.length > 300 && accepted.every((line) => line.policyid === id && line.policyname === "out"));
  assert.ok(history.some(({ action }) => action === "deny"));
  clock.advance(60);
  const later = await lines(device, "traffic/forward");
  assert.ok(later.length > 500 && isOrdered(later));
  await device.control("POST", "/reset");
  assert.equal((await lines(device, "webfilter")).length, 500, "and after a reset");
  const one = await startDevice(t, { logs: { path: "disk/virus", count: 7 } });
  assert.deepEqual([(await lines(one, "virus")).length, (await lines(one, "ips")).length], [7, 0]);
  const other = await startDevice(t, { logs: 3, model: "FGT-60F" });
  const [line] = await lines(other, "traffic/forward");
  assert.deepEqual([line?.srcintf, line?.dstintf], ["internal", "wan1"]);
});

test("a search through live lines keeps to those that there were", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addPolicy(device, { logtraffic: "all" });
  clock.advance(600);
  const first = (await device.get("log/disk/traffic/forward?rows=10")).body;
  clock.advance(60);
  const again = (await device.get(`log/disk/traffic/forward?rows=10&session_id=${first.session_id}`)).body;
  assert.deepEqual([again.total_lines, again.results], [first.total_lines, first.results]);
  const filtered = (await device.get("log/disk/traffic/forward?rows=10&filter=dstport==443")).body;
  assert.ok(filtered.total_lines > 10 && filtered.results.every((line: Line) => line.dstport === 443));
});
