import assert from "node:assert/strict";
import { test } from "node:test";
import { startManager } from "../../testing/manager.ts";

test("it says who it is, in two places", async (t) => {
  for (const [asked, version, numbers] of [
    ["7.2", "v7.2.11", [7, 2, 11]],
    ["7.4.8", "v7.4.8", [7, 4, 8]],
    [undefined, "v7.6.4", [7, 6, 4]],
  ] as const) {
    const manager = await startManager(t, asked === undefined ? {} : { fortimanagerVersion: asked });
    assert.equal(manager.handle.version, version);
    for (const url of ["sys/status", "cli/global/system/status"]) {
      const { data } = await manager.call("get", url);
      assert.deepEqual([data.Major, data.Minor, data.Patch], numbers);
      assert.match(data.Version, new RegExp(`^${version}-build\\d+ \\d{6} \\(GA\\)$`));
      assert.deepEqual([data["Serial Number"], data.Hostname], [manager.handle.serial, manager.handle.name]);
    }
  }
});

test("it shows its load, and that it stands alone", async (t) => {
  const manager = await startManager(t);
  const { data: load } = await manager.call("get", "cli/global/system/performance");
  assert.match(load.CPU.Used, /%$/);
  const { data: cluster } = await manager.call("get", "sys/ha/status");
  assert.deepEqual([cluster["HA Role"], cluster.members], ["Standalone", []]);
});

test("hit counts are told by a task and its result", async (t) => {
  const manager = await startManager(t);
  const url = "pm/config/adom/root/pkg/default/firewall/policy";
  const policy = {
    name: "web",
    srcintf: "any",
    dstintf: "any",
    srcaddr: "all",
    dstaddr: "all",
    service: "ALL",
    schedule: "always",
    action: "accept",
  };
  assert.equal((await manager.call("add", url, { data: policy })).status.code, 0);
  const { taskid } = await manager.call("exec", "sys/hitcount", { data: { adom: "root", pkg: "default" } });
  assert.equal((await manager.call("get", `task/task/${taskid}`)).data.state, "done");
  const { data } = await manager.call("exec", "sys/task/result", { data: { taskid } });
  assert.deepEqual(
    data["firewall policy"].map(({ name, hitcount }: { name: string; hitcount: number }) => [name, hitcount]),
    [["web", 0]],
  );
  assert.equal((await manager.call("exec", "sys/hitcount", { data: {} })).status.code, -10);
});

test("a backup is a task, and needs a password in newer versions", async (t) => {
  const data = { server: "10.0.0.1", service: "scp", filename: "fmg.dat" };
  for (const [fortimanagerVersion, code] of [
    ["7.2.4", 0],
    ["7.2.5", -10],
    ["7.4.1", 0],
    ["7.6.4", -10],
  ] as const) {
    const manager = await startManager(t, { fortimanagerVersion });
    assert.equal((await manager.call("exec", "sys/backup", { data })).status.code, code, fortimanagerVersion);
    const { taskid } = await manager.call("exec", "sys/backup", { data: { ...data, passwd: "secret" } });
    assert.equal((await manager.call("get", `task/task/${taskid}`)).data.percent, 100);
  }
});

test("a restart ends all sessions, and for a while nobody gets in", async (t) => {
  const manager = await startManager(t);
  await manager.control("POST", "/settings", { restartMs: 30_000 });
  const session = await manager.logIn();
  assert.equal((await manager.call("exec", "sys/reboot")).status.code, 0);
  await assert.rejects(manager.call("get", "sys/status"));
  await manager.advance(29_000);
  await assert.rejects(manager.call("get", "sys/status"));
  await manager.advance(1000);
  assert.equal((await manager.callAs(session, "get", "sys/status")).status.code, -11);
  assert.equal((await manager.call("get", "sys/status")).status.code, 0);
});
