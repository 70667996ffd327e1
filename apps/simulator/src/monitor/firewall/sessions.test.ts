import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";
import { addPolicy } from "../../testing/policy.ts";

interface Row {
  readonly sessionid: number;
  readonly saddr: string;
  readonly sport: number;
  readonly daddr: string;
  readonly dport: number;
  readonly proto: string;
  readonly srcintf: string;
  readonly policyid: number;
  readonly duration: number;
  readonly snaddr?: string;
}

async function sessions(device: TestDevice, query: string = ""): Promise<Row[]> {
  return (await device.get(`monitor/firewall/session?count=1000${query}`)).body.results.details;
}

test("without a policy there are only the device's own sessions", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  clock.advance(600);
  const rows = await sessions(device);
  assert.ok(rows.length > 0 && rows.every(({ policyid, srcintf }) => policyid === 0 && srcintf === "root"));
  await device.put("cmdb/system/interface/port2", { status: "down" });
  assert.deepEqual(await sessions(device), [], "and none without a way out");
});

test("the device's own sessions are in the management VDOM alone", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  const port = { vdom: "branch", mode: "dhcp", role: "wan" };
  assert.equal((await device.put("cmdb/system/interface/port6", port)).status, 200);
  assert.equal((await device.get("monitor/router/ipv4?vdom=branch&ip_mask=0.0.0.0/0")).body.results.length, 1);
  assert.deepEqual(await sessions(device, "&vdom=branch"), []);
  assert.ok((await sessions(device)).length > 0);
});

test("hosts try the same without any service object", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await device.put("cmdb/log/setting", { "fwpolicy-implicit-log": "enable" });
  assert.equal((await device.delete("cmdb/firewall.service/custom/ALL")).status, 200);
  clock.advance(600);
  assert.ok((await sessions(device)).every(({ policyid }) => policyid === 0));
  const { total_lines: stopped, status } = (await device.get("log/memory/traffic/forward")).body;
  assert.deepEqual([status, stopped > 50], ["success", true]);
});

test("sessions go through policies, last, and are the same whenever somebody looks", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const id = await addPolicy(device);
  clock.advance(600);
  const rows = await sessions(device, `&policyid=${id}`);
  assert.ok(rows.length > 5);
  assert.ok(
    rows.every((row) => row.srcintf === "port1" && /^192\.168\.1\./.test(row.saddr) && row.snaddr !== undefined),
  );
  assert.deepEqual(await sessions(device, `&policyid=${id}`), rows);
  const [policy] = (await device.get(`monitor/firewall/policy?policyid=${id}`)).body.results;
  assert.equal(policy.active_sessions, rows.length);
  clock.advance(2);
  const later = await sessions(device, `&policyid=${id}`);
  const known = new Map(rows.map((row) => [row.sessionid, row]));
  const kept = later.filter(({ sessionid }) => known.has(sessionid));
  assert.ok(kept.length > 3 && kept.length >= rows.length - 2);
  for (const row of kept) assert.equal(row.duration, Number(known.get(row.sessionid)?.duration) + 2);
  // Another policy changes nothing for what is open.
  await addPolicy(device, { name: "second" });
  assert.deepEqual(await sessions(device, `&policyid=${id}`), later);
});

test("sessions are filtered by everything that they are asked for by, counted and paged", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addPolicy(device);
  clock.advance(600);
  const all = await sessions(device);
  const [example] = all.filter(({ policyid }) => policyid > 0);
  assert.ok(example);
  for (const [query, passes] of [
    [`source=${example.saddr}`, (row: Row) => row.saddr === example.saddr],
    [`destport=443`, (row: Row) => row.dport === 443],
    [`protocol=udp`, (row: Row) => row.proto === "udp"],
    [`protocol=17`, (row: Row) => row.proto === "udp"],
    [`srcintf=port1&destport=443`, (row: Row) => row.srcintf === "port1" && row.dport === 443],
    [`destination=${example.daddr}`, (row: Row) => row.daddr === example.daddr],
    [`ip_version=ipv6`, () => false],
    [`seconds=5`, (row: Row) => row.duration <= 5],
    [`username=anna`, () => false],
  ] as const) {
    assert.deepEqual(await sessions(device, `&${query}`), all.filter(passes), query);
  }
  const page = (await device.get("monitor/firewall/session?summary=true&start=1&count=2")).body.results;
  assert.deepEqual([page.details, page.summary.matched_count], [all.slice(1, 3), all.length]);
  const plural = (await device.get("monitor/firewall/sessions?count=20&dstport=443,53")).body.results;
  assert.equal("summary" in plural, false);
  assert.deepEqual(plural.details, all.filter(({ dport }) => dport === 443 || dport === 53).slice(0, 20));
  assert.equal((await device.get("monitor/firewall/sessions")).status, 424, "the plural wants a count");
});

test("sessions are closed one by one, several at once, and all", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addPolicy(device);
  clock.advance(600);
  const through = async () => (await sessions(device, "&policyid=1")).map(({ sessionid }) => sessionid);
  const rows = await sessions(device, "&policyid=1");
  const [first] = rows;
  assert.ok(first);
  const { saddr, daddr, sport, dport, proto: pro } = first;
  const close = "monitor/firewall/session/close";
  assert.equal((await device.post(close, { pro, saddr, daddr, sport, dport })).status, 200);
  assert.deepEqual(
    await through(),
    rows.slice(1).map(({ sessionid }) => sessionid),
  );
  assert.equal((await device.post(close, { pro, saddr, daddr, sport })).status, 424);
  assert.equal((await device.post(close, { pro, saddr: "x", daddr, sport, dport })).status, 500);
  await device.post("monitor/firewall/session/close-multiple", {});
  assert.equal((await through()).length, rows.length - 1, "nothing named, nothing closed");
  await device.post("monitor/firewall/session/close-multiple", { dport: 443, proto: "tcp" });
  assert.deepEqual(
    await through(),
    rows.slice(1).flatMap(({ sessionid, dport }) => (dport === 443 ? [] : [sessionid])),
  );
  await device.post("monitor/firewall/session/close-all", {});
  assert.deepEqual(await through(), []);
  clock.advance(60);
  assert.ok((await through()).length > 0, "new ones come");
});

test("sessions are added up by who, where and what", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addPolicy(device);
  clock.advance(600);
  const all = await sessions(device);
  for (const [report, field] of [
    ["source", "srcaddr"],
    ["destination", "dstaddr"],
    ["application", "application"],
    ["policy", "policyid"],
    ["country", "country"],
  ] as const) {
    const { details } = (await device.get(`monitor/fortiview/realtime-statistics?report_by=${report}&sort_by=sessions`))
      .body.results;
    const sum = details.reduce((count: number, row: { sessions: number }) => count + row.sessions, 0);
    assert.equal(sum, all.length, report);
    assert.ok(
      details.every((row: object) => field in row),
      report,
    );
    const counts = details.map((row: { sessions: number }) => row.sessions);
    assert.deepEqual(
      counts,
      counts.toSorted((a: number, b: number) => b - a),
      report,
    );
  }
  assert.equal((await device.get("monitor/fortiview/realtime-statistics?report_by=weather")).status, 500);
});
