import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import type { FortiManager, Preview } from "@fortiweave/fortimanager";
import { openManager, type TestManager } from "../../contract/manager.ts";

const manager = await openManager();
const older = await openManager("7.2.11");

beforeEach(async () => {
  await manager.reset();
  await older.reset();
});

const FGT1 = { name: "fortigate-1", vdom: "root" };
const FGT2 = { name: "fortigate-2", vdom: "root" };
const ask = { adom: "root", package: "default", scope: [FGT1] };
/** Tests do not wait for tasks longer than they must. */
const soon = { pollMs: 1 };

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.format("detailed")));

/** An address, and a policy that lets everybody reach it, in a package that is meant for two devices. */
async function change(fmg: FortiManager, name = "web"): Promise<void> {
  const { table, package: open } = fmg.adom("root");
  await table("firewall/address").create({ name, subnet: ["192.0.2.10", "255.255.255.255"] });
  const policy = { srcintf: ["any"], dstintf: ["any"], srcaddr: ["all"], service: ["ALL"], schedule: ["always"] };
  await open("default").policies.create({ ...policy, name: `to ${name}`, dstaddr: [name], action: "accept" });
  await fmg.add("pm/pkg/adom/root/default/scope member", [FGT1, FGT2]);
}

/** What FortiManager's console was asked to do. */
const console = async (from: TestManager = manager): Promise<string[]> =>
  (await from.calls()).flatMap((call) => /securityconsole\/(.*)/.exec(call)?.[1] ?? []);

const addressOn = async (index: number, name = "web", from: TestManager = manager) => {
  await using fgt = from.fortigates[index]?.connect();
  return await fgt?.cmdb("firewall/address").find(name);
};

test("feature install: a package goes to its devices, and each has a result", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  const install = await fmg.install({ ...ask, scope: [FGT1, FGT2] });
  const { changed, devices } = await install.wait(soon);
  assert.equal(changed, true);
  assert.deepEqual(
    devices.map(({ device, vdom, ok }) => [device, vdom, ok]),
    [
      ["fortigate-1", "root", true],
      ["fortigate-2", "root", true],
    ],
  );
  assert.match(devices[0]?.detail ?? "", /status=OK/);
  assert.ok((devices[0]?.history.length ?? 0) > 2);
  assert.equal((await addressOn(0))?.subnet, "192.0.2.10 255.255.255.255");
  assert.equal((await addressOn(1))?.subnet, "192.0.2.10 255.255.255.255");
  assert.equal(await addressOn(2), undefined);
});

test("feature install: a second one finds nothing to do, says so, and touches no device", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await (await fmg.install(ask)).wait(soon);
  await manager.forget();
  const again = await fmg.install(ask);
  assert.deepEqual([again.id, (await again.wait()).changed], [undefined, false]);
  assert.deepEqual(await console(), []);
  const forced = await (await fmg.install({ ...ask, force: true })).wait(soon);
  assert.equal(forced.changed, false);
});

test("feature install: progress can be followed step by step", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await manager.settings({ taskMs: 1000 });
  const install = await fmg.install(ask);
  const percents: number[] = [];
  for await (const step of install.steps(soon)) {
    percents.push(step.percent);
    assert.equal(step.lines.length > 0, true);
    await manager.advance(300);
  }
  assert.equal(percents.at(-1), 100);
  assert.ok(percents.length > 3);
  assert.deepEqual(
    percents,
    [...percents].sort((a, b) => a - b),
  );
});

test("feature install: a device that fails is named, with its reason, and the others are done", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await manager.trouble({ kind: "failed-line", device: "fortigate-1" });
  const install = await fmg.install({ ...ask, scope: [FGT1, FGT2] });
  await assert.rejects(install.wait(soon), (error) => {
    assert.ok(isFortiError(error, "TASK_FAILED"));
    assert.match(error.message, /fortigate-1/);
    assert.doesNotMatch(error.message, /fortigate-2/);
    assert.ok(error.cliErrors.length > 0);
    return true;
  });
  const devices = await install.devices();
  assert.deepEqual(
    devices.map(({ device, ok }) => [device, ok]),
    [
      ["fortigate-1", false],
      ["fortigate-2", true],
    ],
  );
  assert.notEqual(devices[0]?.detail, "");
  assert.notEqual(await addressOn(1), undefined);
});

test("feature install: what a FortiGate cannot take fails there, although the call was answered with success", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await fmg.add("pm/config/adom/root/obj/dynamic/interface", { name: "dmz", "single-intf": "disable" });
  await fmg
    .adom("root")
    .package("default")
    .policies.update(1, { srcintf: ["dmz"] });
  const install = await fmg.install(ask);
  await rejects(install.wait(soon), "TASK_FAILED", /fortigate-1.*dmz/s);
  assert.equal((await install.devices())[0]?.ok, false);
});

test("feature install: a device that the package is not meant for is no success", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  const scope = [{ name: "fortigate-3" }];
  await rejects(
    (await fmg.install({ ...ask, scope })).wait(soon),
    "TASK_FAILED",
    /default is assigned to none.*installation targets/s,
  );
  await rejects(fmg.preview({ ...ask, scope }, soon), "TASK_FAILED", /assigned to none/);
});

test("feature install: a group of devices is a scope, and no scope is every target", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await fmg.adom("root").groups.create({ name: "branches", members: [FGT2] });
  const group = await (await fmg.install({ ...ask, scope: [{ group: "branches" }] })).wait(soon);
  assert.deepEqual(
    group.devices.map(({ device }) => device),
    ["fortigate-2"],
  );
  const all = await fmg.adom("root").package("default").install();
  assert.deepEqual((await all.wait(soon)).devices.map(({ device }) => device).sort(), ["fortigate-1", "fortigate-2"]);
});

test("feature install: comments, a revision of the ADOM and flags go along", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  const { devices, revisions } = fmg.adom("root");
  const revision = { name: "change 17", comments: "approved" };
  await (await fmg.install({ ...ask, revision, deviceComments: "for change 17" })).wait(soon);
  assert.deepEqual(
    (await revisions.list()).map(({ name }) => name),
    ["change 17"],
  );
  assert.equal((await devices.revisions("fortigate-1").list())[0]?.comments, "for change 17");
});

test("feature install: settings of a device's own database are installed by themselves", async () => {
  await using fmg = manager.connect();
  await fmg.deviceDatabase("fortigate-1").untyped.object("system/dns").update({ primary: "192.0.2.53" });
  assert.equal((await fmg.adom("root").devices.get("fortigate-1")).db_status, "mod");
  const preview = await fmg.preview({ adom: "root", scope: [FGT1] }, soon);
  assert.match(preview.text, /config system dns\n\s+set primary 192\.0\.2\.53/);
  const { devices } = await (await fmg.installDevice({ adom: "root", scope: [FGT1] })).wait(soon);
  assert.deepEqual([devices[0]?.device, devices[0]?.ok], ["fortigate-1", true]);
  await using fgt = manager.fortigates[0]?.connect();
  assert.equal((await fgt?.cmdb("system/dns").get())?.primary, "192.0.2.53");
});

test("feature install: several packages are installed with one call", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  const packages = [
    { package: "default", scope: [FGT1] },
    { package: "default", scope: [FGT2] },
  ];
  const { devices } = await (await fmg.reinstall({ adom: "root", packages })).wait(soon);
  assert.deepEqual(devices.map(({ device }) => device).sort(), ["fortigate-1", "fortigate-2"]);
  assert.notEqual(await addressOn(1), undefined);
});

test("feature install: a preview tells what would be sent, as text and entry by entry, and sends nothing", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  const preview = await fmg.preview(ask, soon);
  assert.equal(preview.changed, true);
  assert.match(preview.text, /config firewall address\n\s+edit "web"\n\s+set subnet 192\.0\.2\.10 255\.255\.255\.255/);
  const [device] = preview.devices;
  assert.equal(device?.text, preview.text);
  assert.deepEqual(
    device?.changes.map(({ action, path, key }) => [action, path, key]),
    [
      ["edit", "firewall address", "web"],
      ["edit", "firewall policy", "1"],
    ],
  );
  assert.deepEqual(device?.changes[0]?.set.subnet, ["192.0.2.10", "255.255.255.255"]);
  assert.deepEqual(device?.changes[1]?.set.dstaddr, ["web"]);
  assert.equal(await addressOn(0), undefined);
  assert.deepEqual(await console(), ["install/package", "install/preview", "preview/result", "package/cancel/install"]);
});

test("feature install: a preview after an install is empty", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await (await fmg.install(ask)).wait(soon);
  const { changed, text, devices } = await fmg.preview(ask, soon);
  assert.deepEqual([changed, text, devices[0]?.changes], [false, "", []]);
});

test("feature install: an older version is asked for each device, and the answer is the same", async () => {
  await using fmg = older.connect();
  await change(fmg);
  const preview = await fmg.preview({ ...ask, scope: [FGT1, FGT2] }, soon);
  assert.deepEqual(
    preview.devices.map(({ device, changes }) => [device, changes.length]),
    [
      ["fortigate-1", 2],
      ["fortigate-2", 2],
    ],
  );
  assert.equal((await console(older)).filter((call) => call === "preview/result").length, 2);
  assert.equal((await console(older)).at(-1), "package/cancel/install");
});

test("feature install: a preview that sticks is cancelled and made once more", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await manager.trouble({ kind: "stuck-preview", times: 1 });
  const { changed } = await fmg.preview(ask, { ...soon, staleTimeoutMs: 5 });
  assert.equal(changed, true);
  assert.equal((await console()).filter((call) => call === "package/cancel/install").length, 2);

  await manager.trouble({ kind: "stuck-preview" });
  await manager.forget();
  await rejects(fmg.preview(ask, { ...soon, staleTimeoutMs: 5 }), "TIMEOUT", /5 %/);
  const calls = await console();
  assert.equal(calls.filter((call) => call === "install/preview").length, 2);
  assert.equal(calls.at(-1), "package/cancel/install");
});

test("feature install: a preview whose session is lost is made again in the new one", async () => {
  const { username, password } = manager.handle;
  await using fmg = manager.connect({ username, password });
  await change(fmg);
  await manager.trouble({ kind: "expire-session", times: 1, after: 3 });
  assert.equal((await fmg.preview(ask, soon)).changed, true);
  assert.equal((await console()).filter((call) => call === "install/package").length, 2);
});

test("feature install: a preview that the caller gives up leaves nothing behind", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await manager.settings({ taskMs: 60_000 });
  const stop = new AbortController();
  const preview = fmg.with({ signal: stop.signal }).preview(ask, soon);
  while ((await console()).length === 0) await Promise.resolve();
  stop.abort();
  await rejects(preview, "ABORTED");
  assert.equal((await console()).at(-1), "package/cancel/install");
});

test("feature install: a person sees the preview and says yes, and that is what is installed", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  const shown: Preview[] = [];
  const percents: number[] = [];
  const { approved, result } = await fmg.previewAndInstall(
    {
      ...ask,
      approve(preview) {
        shown.push(preview);
        return Promise.resolve(true);
      },
    },
    { ...soon, onProgress: ({ percent }) => percents.push(percent) },
  );
  assert.deepEqual([approved, result?.changed, shown.length, percents.at(-1)], [true, true, 1, 100]);
  assert.equal(shown[0]?.changed, true);
  assert.notEqual(await addressOn(0), undefined);
  assert.equal((await console()).at(-1), "package/cancel/install");
});

test("feature install: a person says no, and nothing is installed", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  const { approved, preview, result } = await fmg.previewAndInstall({ ...ask, approve: () => false }, soon);
  assert.deepEqual([approved, preview.changed, result], [false, true, undefined]);
  assert.equal(await addressOn(0), undefined);
  assert.equal((await console()).includes("package/commit"), false);
});

test("feature install: an approval that comes when the session is over installs nothing", async () => {
  const { username, password } = manager.handle;
  await using fmg = manager.connect({ username, password });
  await change(fmg);
  const late = fmg.previewAndInstall(
    {
      ...ask,
      async approve() {
        await manager.endSessions();
        return true;
      },
    },
    soon,
  );
  await rejects(late, "SESSION_EXPIRED", /preview again/);
  assert.equal(await addressOn(0), undefined);
});

test("feature install: the state of a package is told, device by device, and a change on a FortiGate shows in it", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  const states = async () =>
    (await fmg.packageStatus("root", { package: "default" })).map(
      ({ device, vdom, status }) => `${device} ${vdom} ${status}`,
    );
  assert.deepEqual(await states(), ["fortigate-1 root never installed", "fortigate-2 root never installed"]);
  await (await fmg.install(ask)).wait(soon);
  assert.deepEqual(await states(), ["fortigate-1 root installed", "fortigate-2 root never installed"]);
  await using fgt = manager.fortigates[0]?.connect();
  await fgt?.cmdb("firewall/address").update("web", { subnet: "192.0.2.11 255.255.255.255" });
  const [first] = await fmg.packageStatus("root", { device: "fortigate-1", vdom: "root" });
  assert.notEqual(first?.status, "installed");
  assert.notEqual((await fmg.install(ask)).id, undefined);
});

test("feature install: packages are copied, moved and given targets", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await (await fmg.adom("root").package("default").clone({ name: "copy" })).wait(soon);
  assert.equal(await fmg.adom("root").package("copy").policies.count(), 1);
  await fmg.adom("root").package("copy").move({ name: "branches" });
  assert.equal(await fmg.adom("root").package("branches").policies.count(), 1);
});

test("feature install: a package of the global database is assigned to an ADOM", async () => {
  await using fmg = manager.connect();
  await fmg.add("pm/pkg/global", { name: "everywhere", type: "pkg" });
  const task = await fmg.assignGlobalPackage("everywhere", { adoms: [{ adom: "root" }] });
  assert.equal((await task.wait(soon))[0]?.ok, true);
  const status = (await fmg.get("pm/config/global/_package/status")) as { adom: string; pkg: string }[];
  assert.deepEqual(
    status.map(({ adom, pkg }) => [adom, pkg]),
    [["root", "everywhere"]],
  );
});

test("feature install: a dropped poll and a lost answer do not end it", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  const install = await fmg.install(ask);
  await manager.trouble({ kind: "drop-poll", times: 2 });
  assert.equal((await install.wait(soon)).changed, true);
});

test("feature install: an install can be cancelled", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await manager.settings({ taskMs: 60_000 });
  const install = await fmg.install(ask);
  await install.cancel();
  await rejects(install.wait(soon), "TASK_FAILED", /cancel|abort/);
  assert.equal(await addressOn(0), undefined);
});

test("feature install: a client that simulates writes starts none", async () => {
  await using fmg = manager.connect({ readOnly: "simulate" });
  await rejects(fmg.install({ ...ask, force: true }), "READ_ONLY");
  await rejects(fmg.preview(ask, soon), "READ_ONLY");
  assert.deepEqual(await console(), []);
});

test("feature install: in workspace mode what is not committed is not installed", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await manager.settings({ workspace: "normal" });
  await using lock = await fmg.lock("root");
  await lock.fmg
    .adom("root")
    .table("firewall/address")
    .update("web", { subnet: ["192.0.2.99", "255.255.255.255"] });
  await using other = manager.connect({ username: manager.handle.username, password: manager.handle.password });
  await rejects((await other.install(ask)).wait(soon), "TASK_FAILED", /fortigate-1/);
  await lock.commit();
  await (await lock.fmg.install(ask)).wait(soon);
  assert.equal((await addressOn(0))?.subnet, "192.0.2.99 255.255.255.255");
});

test("feature install: FortiManager locks what it needs itself, when it is asked to", async () => {
  await using fmg = manager.connect();
  await change(fmg);
  await manager.settings({ workspace: "normal" });
  await rejects((await fmg.install(ask)).wait(soon), "TASK_FAILED");
  assert.equal((await (await fmg.install({ ...ask, autoLock: true })).wait(soon)).changed, true);
  assert.deepEqual(await manager.locks(), []);
});
