import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";
import { callWith, jarOf, signInByApi } from "../../testing/session.ts";

// biome-ignore lint/suspicious/noExplicitAny: results of every shape
async function results(device: TestDevice, path: string): Promise<any> {
  const { status, body, text } = await device.get(`monitor/${path}`);
  assert.equal(status, 200, text);
  return body.results;
}

async function eventIds(device: TestDevice): Promise<string[]> {
  return (await device.get("log/memory/event/system?rows=50")).body.results.map(
    (line: { logid: string }) => line.logid,
  );
}

test("load is told by resource and by span, and all of it agrees", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock, model: "FGT-60F" });
  const usage = await results(device, "system/resource/usage?scope=global");
  assert.deepEqual(Object.keys(usage).slice(0, 3), ["cpu", "mem", "session"]);
  const [total, ...cores] = usage.cpu;
  assert.ok(cores.length > 1 && total.current >= 0 && total.current <= 100);
  assert.deepEqual(Object.keys(total.historical), ["1-min", "10-min", "30-min", "1-hour", "12-hour", "24-hour"]);
  const { values, min, max, average, start, end } = total.historical["10-min"];
  const numbers = values.map(([, value]: [number, number]) => value);
  assert.deepEqual([values.length, min, max], [20, Math.min(...numbers), Math.max(...numbers)]);
  assert.ok(average >= min && average <= max);
  assert.deepEqual([start, end, values[0][0] - values[1][0]], [values.at(-1)[0], values[0][0], 30_000]);
  const performance = await results(device, "system/performance/status");
  assert.equal(performance.cpu.idle, 100 - total.current);
  const { total: memory, used, free, freeable } = performance.mem;
  assert.equal(used + free + freeable, memory);
  assert.equal(Math.round((used / memory) * 100), usage.mem[0].current);
  assert.deepEqual(await results(device, "system/resource/usage?scope=global"), usage);
  const one = await results(device, "system/resource/usage?resource=mem&interval=1-min");
  assert.deepEqual([Object.keys(one), Object.keys(one.mem[0].historical)], [["mem"], ["1-min"]]);
  assert.equal((await results(device, "system/vdom-resource")).session.current_usage, usage.session[0].current);
});

test("a VDOM's resources are counted from its configuration", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  const before = (await results(device, "system/vdom-resource"))["firewall-address"];
  await device.post("cmdb/firewall/address", { name: "web", subnet: "10.0.0.1/32" });
  const after = (await results(device, "system/vdom-resource"))["firewall-address"];
  assert.equal(after.current_usage, before.current_usage + 1);
  const { body } = await device.get("monitor/system/vdom-resource?vdom=*");
  assert.deepEqual(
    body.map((one: { vdom: string; results: { is_deletable: boolean } }) => [one.vdom, one.results.is_deletable]),
    [
      ["root", false],
      ["branch", true],
    ],
  );
  assert.ok((await results(device, "system/global-resources"))["firewall-address"].current_usage > after.current_usage);
});

test("a device that stands alone has no cluster, and one that does not has two units", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  for (const path of ["ha-peer", "ha-statistics", "ha-checksums"])
    assert.deepEqual(await results(device, `system/${path}`), [], path);
  assert.deepEqual(await results(device, "system/ha-history"), {});
  await device.put("cmdb/system/ha", { mode: "a-p", "group-name": "pair", priority: 200, password: "x" });
  const [own, peer] = await results(device, "system/ha-peer");
  assert.deepEqual(own, {
    serial_no: device.handle.serial,
    vcluster_id: 0,
    priority: 200,
    hostname: "fortigate-1",
    primary: true,
  });
  assert.notEqual(peer.serial_no, own.serial_no);
  assert.equal(peer.primary, undefined);
  const [first, second] = await results(device, "system/ha-checksums");
  assert.deepEqual([first.checksum, first.is_manage_primary, second.is_manage_primary], [second.checksum, true, false]);
  await device.post("cmdb/firewall/address", { name: "web", subnet: "10.0.0.1/32" });
  const [changed] = await results(device, "system/ha-checksums");
  assert.deepEqual(
    [changed.checksum.root === first.checksum.root, changed.checksum.global === first.checksum.global],
    [false, true],
  );
  assert.equal(
    (await device.post("monitor/system/ha-peer/update", { serial_no: peer.serial_no, priority: 90 })).status,
    200,
  );
  assert.equal(
    (await device.post("monitor/system/ha-peer/update", { serial_no: own.serial_no, hostname: "first" })).status,
    200,
  );
  assert.deepEqual(
    (await results(device, "system/ha-peer")).map((unit: { priority: number; hostname: string }) => [
      unit.priority,
      unit.hostname,
    ]),
    [
      [200, "first"],
      [90, "first-2"],
    ],
  );
  assert.equal((await results(device, "system/status")).hostname, "first");
  const parameters = { serial_no: peer.serial_no, interface: "port1", ip: "10.0.0.1", mask: "255.255.255.0" };
  assert.equal((await device.post("monitor/system/ha-peer/disconnect", parameters)).status, 200);
  assert.equal((await results(device, "system/ha-statistics")).length, 1);
  assert.equal((await device.post("monitor/system/ha-peer/disconnect", parameters)).status, 404);
});

test("those who are signed in are listed, and can be sent away", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  assert.deepEqual(await results(device, "system/current-admins"), []);
  const [first, second] = [jarOf(await signInByApi(device)), jarOf(await signInByApi(device))];
  const admins = await results(device, "system/current-admins");
  assert.deepEqual(
    admins.map(({ admin, profile, srcaddr, time }: Record<string, unknown>) => [admin, profile, srcaddr, time]),
    [
      ["admin", "super_admin", "127.0.0.1", clock.now() / 1000],
      ["admin", "super_admin", "127.0.0.1", clock.now() / 1000],
    ],
  );
  const isOpen = async (jar: typeof first): Promise<boolean> =>
    (await callWith(device, jar, "GET", "monitor/system/status")).status === 200;
  assert.equal(
    (await device.post("monitor/system/disconnect-admins/select", { admins: [{ id: admins[0].id, method: "https" }] }))
      .status,
    200,
  );
  assert.deepEqual([await isOpen(first), await isOpen(second)], [false, true]);
  assert.equal(
    (await callWith(device, second, "GET", "monitor/system/current-admins")).body.results[0].is_current,
    true,
  );
  assert.ok((await eventIds(device)).includes("0100032003"));
});

test("a restart ends sessions, and counts time anew", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const jar = jarOf(await signInByApi(device));
  const before = await results(device, "web-ui/state");
  assert.ok(before.snapshot_utc_time - before.utc_last_reboot > 7 * 24 * 3_600_000);
  assert.equal((await device.post("monitor/system/os/reboot", { event_log_message: "patch day" })).status, 200);
  assert.equal((await callWith(device, jar, "GET", "monitor/system/status")).status, 401);
  clock.advance(90);
  const after = await results(device, "web-ui/state");
  assert.equal(after.snapshot_utc_time - after.utc_last_reboot, 90_000);
  const { body } = await device.get("log/memory/event/system?rows=10&filter=logid==0100032138");
  assert.match(body.results[0].msg, /rebooted the device from https\(127\.0\.0\.1\)\. The reason is 'patch day'/);
  await device.post("monitor/system/os/shutdown", {});
  assert.ok((await eventIds(device)).includes("0100032139"));
  await device.control("POST", "/reset");
  assert.equal((await results(device, "web-ui/state")).utc_last_reboot, before.utc_last_reboot);
});

test("a restart lasts as long as somebody wants, and nobody is answered meanwhile", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  assert.deepEqual((await device.control("GET", "/settings")).body, { restartMs: 0 });
  assert.equal((await device.control("POST", "/settings", { restartMs: 60_000 })).status, 204);
  assert.equal((await device.control("POST", "/settings", { restartMs: -1 })).status, 400);
  assert.equal((await device.post("monitor/system/os/reboot", {})).status, 200);
  await assert.rejects(device.get("monitor/system/status"));
  clock.advance(59);
  await assert.rejects(device.get("monitor/system/status"));
  clock.advance(1);
  assert.equal((await device.get("monitor/system/status")).status, 200);
  await device.post("monitor/system/os/reboot", {});
  await device.control("POST", "/reset");
  assert.equal((await device.get("monitor/system/status")).status, 200);
});

test("what happens to the whole device, administrators of a VDOM may not do", async (t) => {
  const device = await startDevice(t);
  const issue = async (body: object): Promise<string> => (await device.control("POST", "/tokens", body)).body.token;
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.post("cmdb/system/api-user", { name: "soc", accprofile: "super_admin" });
  const token = await issue({ profile: "prof_admin", vdoms: ["branch"] });
  const act = async (path: string, body: object): Promise<number> =>
    (await device.call("POST", `monitor/${path}?vdom=branch`, body, { token })).status;
  const noon = { year: 2030, month: 0, day: 1, hour: 12, minute: 0, second: 0 };
  for (const [path, body] of [
    ["system/os/reboot", {}],
    ["system/os/shutdown", {}],
    ["system/firmware/upgrade", { source: "upload", file_content: "AAAA" }],
    ["system/logdisk/format", { raid: "no" }],
    ["system/time/set", noon],
    ["system/disconnect-admins/select", { admins: [{ id: 1 }] }],
    ["system/admin/toggle-vdom-mode", {}],
    ["system/api-user/generate-key", { "api-user": "soc" }],
    ["system/change-password/select", { mkey: "admin", new_password: "n3w-Pass" }],
    ["vpn-certificate/csr/generate", { certname: "web", subject: "web", keytype: "ec", scope: "global" }],
  ] as const) {
    assert.equal(await act(path, body), 403, path);
  }
  const own = { certname: "web", subject: "web", keytype: "ec" };
  assert.equal(await act("vpn-certificate/csr/generate", own), 200);
  const reader = await issue({ profile: "super_admin_readonly" });
  assert.equal((await device.call("POST", "monitor/system/os/reboot", {}, { token: reader })).status, 403);
});

test("everybody may change their own password, and not everybody that of others", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/accprofile", { name: "nothing", scope: "global" });
  await device.post("cmdb/system/admin", { name: "anna", accprofile: "nothing", password: "anna-1" });
  const jar = jarOf(await signInByApi(device, { username: "anna", secretkey: "anna-1" }));
  const change = async (body: object): Promise<number> =>
    (await callWith(device, jar, "POST", "monitor/system/change-password/select", body)).status;
  assert.equal(await change({ mkey: "admin", new_password: "mine-now-1" }), 403);
  assert.equal(await change({ mkey: "anna", old_password: "anna-1", new_password: "anna-2" }), 200);
});

test("parameters of the wrong kind are never more than a refusal", async (t) => {
  const device = await startDevice(t);
  const odd = { toString: 1, valueOf: 2 };
  for (const [path, body] of [
    ["system/time/set", { year: odd, month: odd, day: odd, hour: odd, minute: odd, second: odd }],
    ["system/disconnect-admins/select", { id: odd, admins: [odd, null] }],
    ["system/external-resource/dynamic", { commands: [odd, { name: odd, command: odd, entries: [odd] }] }],
    ["system/automation-stitch/webhook", { mkey: odd }],
    ["system/automation-stitch/test", { mkey: odd, log: odd }],
    ["system/api-user/generate-key", { "api-user": odd, expiry: odd }],
    ["system/ha-peer/update", { serial_no: odd, priority: odd }],
    ["system/csf/register-appliance", { serial: odd, type: odd, mgmt_port: odd }],
    ["user/firewall/deauth", { id: odd, users: [odd, null] }],
    ["user/fortitoken/activate", { tokens: [odd, null] }],
    ["vpn-certificate/csr/generate", { certname: odd, keytype: odd, keysize: odd, curvename: "constructor" }],
    ["vpn-certificate/local/create", { certname: odd, common_name: odd, scope: odd, keytype: "rsa", keysize: 7 }],
    ["license/database/upgrade", { db_name: "constructor", file_id: "x" }],
  ] as const) {
    const { status, body: answer } = await device.post(`monitor/${path}`, body);
    assert.ok(answer !== undefined && "serial" in answer, `${path}: ${status}`);
  }
  const filters = encodeURIComponent(JSON.stringify([{ type: "mac", value: odd, op: "__proto__" }]));
  assert.equal((await device.get(`monitor/user/device/query?filters=${filters}`)).status, 200);
});

test("time is set, and the log goes by it", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  assert.deepEqual(await results(device, "system/time"), { time: clock.now() / 1000 });
  const wanted = { year: 2030, month: 1, day: 28, hour: 12, minute: 0, second: 5 };
  assert.equal((await device.post("monitor/system/time/set", wanted)).status, 200);
  clock.advance(10);
  assert.equal((await results(device, "system/time")).time, Date.UTC(2030, 1, 28, 12, 0, 15) / 1000);
  const { body } = await device.get("log/memory/event/system?rows=1");
  assert.deepEqual([body.results[0].date, body.results[0].time], ["2030-02-28", "12:00:05"]);
  for (const wrong of [
    { ...wanted, day: 30 },
    { ...wanted, month: 12 },
    { ...wanted, hour: "noon" },
  ]) {
    assert.equal((await device.post("monitor/system/time/set", wrong)).status, 500);
  }
  assert.equal(
    (await device.get(`service/system/fabric-time-in-sync?utc=${clock.now() / 1000}`)).body.results.synchronized,
    false,
  );
});

test("who uses an object is told, with the field and the table", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "web", subnet: "10.0.0.1/32" });
  await device.post("cmdb/firewall/addrgrp", { name: "servers", member: [{ name: "web" }] });
  const policy = {
    name: "p",
    srcintf: [{ name: "port1" }],
    dstintf: [{ name: "port2" }],
    srcaddr: [{ name: "web" }],
    dstaddr: [{ name: "web" }],
    service: [{ name: "ALL" }],
    schedule: "always",
  };
  assert.equal((await device.post("cmdb/firewall/policy", policy)).status, 200);
  const { body } = await device.get("monitor/system/object/usage?q_path=firewall&q_name=address&mkey=web");
  assert.equal(body.mkey, "web");
  const { can_use, currently_using, q_types } = body.results;
  assert.deepEqual(q_types, [31]);
  assert.ok(
    can_use.some(
      (row: { path: string; name: string; range: string }) =>
        `${row.path}.${row.name} ${row.range}` === "firewall.addrgrp vdom",
    ),
  );
  const users = currently_using.map(
    ({ path, name, mkey, attribute, vdom, table_type, reference_count }: Record<string, unknown>) => [
      `${path}/${name}`,
      mkey,
      attribute,
      vdom,
      table_type,
      reference_count,
    ],
  );
  assert.deepEqual(users.sort(), [
    ["firewall/addrgrp", "servers", "member", "root", "table", 0],
    ["firewall/policy", "1", "dstaddr", "root", "table", 0],
    ["firewall/policy", "1", "srcaddr", "root", "table", 0],
  ]);
  assert.deepEqual(
    (await results(device, "system/object/usage?q_path=system&q_name=interface&mkey=web")).currently_using,
    [],
  );
  assert.deepEqual(
    (await results(device, "system/object/usage?q_path=firewall&q_name=address&mkey=nobody")).currently_using,
    [],
  );
});

test("entries are found by their names and by what is in them", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "Zebra web", subnet: "10.0.0.1/32", comment: "stripes" });
  const found = await results(device, "system/global-search?search=zebra");
  assert.deepEqual(found, [
    { pathname: "firewall.address", mkey: "Zebra web", weight: 2, matched_properties: ["name"] },
  ]);
  assert.deepEqual((await results(device, "system/global-search?search=stripes"))[0].matched_properties, ["comment"]);
  assert.deepEqual(await results(device, "system/global-search?search=stripes&skip_tables=firewall.address"), []);
});

test("VDOMs are switched on and off, unless there are some", async (t) => {
  const device = await startDevice(t);
  const mode = async (): Promise<string> => (await device.get("cmdb/system/global")).body.results["vdom-mode"];
  await device.post("monitor/system/admin/toggle-vdom-mode", {});
  assert.equal(await mode(), "multi-vdom");
  await device.post("cmdb/system/vdom", { name: "branch" });
  assert.equal(
    (await device.post("monitor/system/admin/change-vdom-mode", { "vdom-mode": "no-vdom" })).body.error,
    -23,
  );
  await device.delete("cmdb/system/vdom/branch");
  assert.equal((await device.post("monitor/system/admin/change-vdom-mode", { "vdom-mode": "no-vdom" })).status, 200);
  assert.equal(await mode(), "no-vdom");
  assert.equal((await device.post("monitor/system/admin/change-vdom-mode", { "vdom-mode": "many" })).status, 424);
});

test("passwords are changed and judged by the policy", async (t) => {
  const device = await startDevice(t);
  const change = (body: object) => device.post("monitor/system/change-password/select", { mkey: "admin", ...body });
  assert.equal((await change({ old_password: "wrong", new_password: "n3w" })).body.error, -31);
  assert.deepEqual((await change({ old_password: device.handle.password, new_password: "n3w-Pass" })).body.results, {
    changed: true,
  });
  assert.equal((await signInByApi(device, { secretkey: "n3w-Pass" })).status, 200);
  assert.equal((await change({ mkey: "nobody", new_password: "x" })).status, 404);
  const judge = async (password: string) =>
    (await device.post("monitor/system/password-policy-conform/select", { mkey: "admin", password })).body.results;
  await device.put("cmdb/system/password-policy", { status: "disable" });
  assert.equal((await judge("short")).valid, true);
  await device.put("cmdb/system/password-policy", { status: "enable", "minimum-length": 12, "min-number": 2 });
  const verdict = await judge("no-numbers-here");
  assert.deepEqual([verdict.valid, verdict.minimum_length, verdict.min_number], [false, true, false]);
  assert.equal((await judge("Two-numbers-12")).valid, true);
});

test("hardware has sensors, and machines that are none have no such endpoint", async (t) => {
  const virtual = await startDevice(t);
  assert.equal((await virtual.get("monitor/system/sensor-info")).status, 404);
  const device = await startDevice(t, { model: "FGT-60F" });
  const sensors = await results(device, "system/sensor-info");
  assert.ok(
    sensors.every(
      (sensor: { alarm: boolean; value: number; thresholds: { upper_critical: number } }) =>
        !sensor.alarm && sensor.value < sensor.thresholds.upper_critical,
    ),
  );
  assert.equal((await results(device, "system/status")).model, "FGT60F");
  assert.deepEqual(await results(device, "system/vm-information"), {});
});

test("firmware is offered, and an upgrade starts the device again", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  const { current, available } = await results(device, "system/firmware");
  assert.deepEqual(
    [current.version, current.major, current.minor, current.patch, current.source],
    ["v7.4.8", 7, 4, 8, "current"],
  );
  assert.ok(
    available.some(
      (image: { version: string; "can-upgrade": boolean }) => image.version === "v7.6.5" && image["can-upgrade"],
    ),
  );
  const upgrade = (body: object) => device.post("monitor/system/firmware/upgrade", body);
  assert.equal((await upgrade({ source: "fortiguard", filename: "nonsense" })).status, 500);
  assert.equal((await upgrade({ source: "upload" })).status, 424);
  assert.deepEqual((await upgrade({ source: "fortiguard", file_id: available[0].id })).body.results, {
    status: "success",
  });
  assert.ok((await eventIds(device)).includes("0100032138"));
});

test("ports that the device listens on are taken", async (t) => {
  const device = await startDevice(t);
  const { body } = await device.get("monitor/system/check-port-availability?port_ranges=443&port_ranges=8443-8450");
  assert.deepEqual(
    body.results.map(({ available }: { available: boolean }) => available),
    [false, true],
  );
  await device.put("cmdb/system/global", { "admin-sport": 8443 });
  const [first, second] = await results(device, "system/check-port-availability?port_ranges=443,8443-8450");
  assert.deepEqual([first.available, second.available], [true, false]);
});

test("processes run, and come back when they are killed", async (t) => {
  const device = await startDevice(t);
  const { processes, total_clock_ticks } = await results(device, "system/running-processes");
  assert.ok(total_clock_ticks > 0 && processes.length > 10);
  assert.equal((await device.post("monitor/system/process/kill", { pid: processes[3].pid, signal: 9 })).status, 200);
  assert.equal((await device.post("monitor/system/process/kill", { pid: 99_999 })).status, 404);
});

test("languages and the encryption of secrets are set where the configuration has them", async (t) => {
  const device = await startDevice(t);
  const language = "monitor/web-ui/custom-language";
  const given = { lang_name: "klingon", lang_comments: "for tests", file_content: "eA==" };
  assert.equal((await device.post(`${language}/create`, given)).status, 200);
  assert.equal((await device.post(`${language}/create`, given)).body.error, -5);
  assert.equal((await device.post(`${language}/update`, { mkey: "klingon", lang_comments: "better" })).status, 200);
  const [row] = (await device.get("cmdb/system/custom-language/klingon")).body.results;
  assert.deepEqual([row.name, row.comments], ["klingon", "better"]);
  assert.equal((await device.post("monitor/system/private-data-encryption/set", { enable: true })).status, 200);
  assert.equal((await device.get("cmdb/system/global")).body.results["private-data-encryption"], "enable");
});
