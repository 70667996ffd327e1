import assert from "node:assert/strict";
import { lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, type TestContext, test } from "node:test";
import type { SimulatorOptions } from "../options.ts";
import { type Simulator, startSimulator } from "../simulator.ts";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";
import { startManager, type TestManager } from "../testing/manager.ts";
import { addPolicy } from "../testing/policy.ts";
import { signInByForm } from "../testing/session.ts";

const folders: string[] = [];
// Simulators save once more when they stop, which they do at the end of their test.
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "simulator-state-"));
  folders.push(folder);
  return join(folder, "state.json");
}

/** A first life, until it is over; then the second one. */
async function twice<Started>(
  t: TestContext,
  start: (t: Pick<TestContext, "after">) => Promise<Started>,
  work: (first: Started) => Promise<void>,
): Promise<Started> {
  const endings: (() => unknown)[] = [];
  const first = await start({ after: (ending) => void endings.push(ending as () => unknown) });
  try {
    await work(first);
  } finally {
    for (const ending of endings) await ending();
  }
  return start(t);
}

function device(file: string, options: SimulatorOptions = {}) {
  return (t: Pick<TestContext, "after">): Promise<TestDevice> =>
    startDevice(t as TestContext, { ...options, state: file });
}

function manager(file: string, options: SimulatorOptions = {}) {
  return (t: Pick<TestContext, "after">): Promise<TestManager> =>
    startManager(t as TestContext, { ...options, state: file });
}

test("a FortiGate goes on where it stopped, under the same address and the same token", async (t) => {
  const file = await newFile();
  const before: { handle?: unknown; snapshot?: unknown; key?: string; list?: string } = {};
  const again = await twice(t, device(file, { fortios: "7.4.8", model: "FGT-60F" }), async (first) => {
    await first.post("cmdb/system/vdom", { name: "branch" });
    await first.post("cmdb/firewall/address?vdom=branch", { name: "inside", subnet: "10.0.0.0/8" });
    await first.post("cmdb/user/local", { name: "bob", type: "password", passwd: "hunter2" });
    await first.put("cmdb/system/global", { hostname: "edge" });
    await first.delete("cmdb/firewall/addrgrp/G%20Suite");
    await first.post("monitor/user/banned/add_users", { ip_addresses: ["203.0.113.1"], expiry: 0 });
    await first.post("cmdb/system/api-user", { name: "soc", accprofile: "super_admin" });
    before.key = (
      await first.post("monitor/system/api-user/generate-key", { "api-user": "soc" })
    ).body.results.access_token;
    await first.post("monitor/system/config-revision/save", { comments: "kept" });
    before.snapshot = (await first.control("GET", "/snapshot")).body;
    before.list = (await first.get("cmdb/firewall/address?vdom=branch")).body.revision;
    before.handle = { ...first.handle, control: "" };
  });
  // Another port is for the control API alone.
  assert.deepEqual({ ...again.handle, control: "" }, before.handle);
  assert.deepEqual((await again.control("GET", "/snapshot")).body, before.snapshot);
  assert.equal(
    (await again.get("cmdb/firewall/address?vdom=branch")).body.revision,
    before.list,
    "uuids are the same too",
  );
  const list = await again.call("GET", "cmdb/firewall/address/inside?vdom=branch", undefined, {
    token: before.key ?? "",
  });
  assert.equal(list.status, 200);
  assert.equal((await again.get("monitor/system/config-revision")).body.results.revisions[0].comment, "kept");
  assert.equal((await again.delete("cmdb/system/accprofile/super_admin")).body.error, -23, "it is known to be used");
  await again.control("POST", "/reset");
  assert.equal((await again.get("cmdb/system/vdom")).body.results.length, 1);
});

test("policies count from when the state is loaded", async (t) => {
  const clock = createTestClock();
  const again = await twice(t, device(await newFile(), { clock }), async (first) => {
    await addPolicy(first);
    clock.advance(3600);
  });
  const [, policy] = (await again.get("monitor/firewall/policy")).body.results;
  assert.deepEqual([policy.policyid, policy.hit_count, policy.active_sessions], [1, 0, 0]);
  clock.advance(600);
  assert.ok((await again.get("monitor/firewall/policy")).body.results[1].hit_count > 100);
});

test("users, tunnels, feeds and accounts are as they were", async (t) => {
  const file = await newFile();
  const clock = createTestClock();
  const again = await twice(t, device(file, { clock }), async (first) => {
    await first.post("cmdb/user/local", { name: "bob", type: "password", passwd: "hunter2" });
    await first.post("monitor/user/firewall/auth", { username: "bob", ip: "10.0.0.9" });
    const proposal = "aes256-sha256";
    const phase1 = { interface: "port1", "remote-gw": "203.0.113.9", psksecret: "s3cret-value", proposal };
    await first.post("cmdb/vpn.ipsec/phase1-interface", { name: "hub", ...phase1 });
    await first.post("cmdb/vpn.ipsec/phase2-interface", { name: "lan", phase1name: "hub", proposal });
    await first.post("monitor/vpn/ipsec/tunnel_down", { p1name: "hub", p2name: "lan" });
    await first.post("cmdb/system/external-resource", { name: "bad", type: "address", "update-method": "push" });
    const commands = [{ name: "bad", command: "snapshot", entries: ["203.0.113.0/24"] }];
    await first.post("monitor/system/external-resource/dynamic", { commands });
    await first.post("monitor/registration/forticloud/login", { email: "soc@example.com", password: "x" });
    clock.advance(60);
  });
  const get = async (path: string) => (await again.get(`monitor/${path}`)).body.results;
  const [user] = await get("user/firewall");
  assert.deepEqual([user.username, user.ipaddr, user.duration_secs], ["bob", "10.0.0.9", 60]);
  await again.post("monitor/user/firewall/auth", { username: "bob", ip: "10.0.0.10" });
  assert.equal(new Set((await get("user/firewall")).map(({ id }: { id: number }) => id)).size, 2);
  assert.equal((await get("vpn/ipsec"))[0].proxyid[0].status, "down");
  assert.deepEqual((await get("system/external-resource/entry-list?mkey=bad")).entries, [
    { entry: "203.0.113.0/24", valid: true },
  ]);
  assert.equal((await get("license/status")).forticloud.account, "soc@example.com");
});

test("bans run out while nobody looks", async (t) => {
  const file = await newFile();
  const clock = createTestClock();
  const again = await twice(t, device(file, { clock }), async (first) => {
    await first.post("monitor/user/banned/add_users", { ip_addresses: ["203.0.113.1"], expiry: 60 });
    await first.post("monitor/user/banned/add_users", { ip_addresses: ["203.0.113.2"], expiry: 600 });
    clock.advance(120);
  });
  const { results } = (await again.get("monitor/user/banned")).body;
  assert.deepEqual(
    results.map(({ ip_address }: { ip_address: string }) => ip_address),
    ["203.0.113.2"],
  );
});

test("what is not kept: sessions, faults, what was not committed", async (t) => {
  const file = await newFile();
  const again = await twice(t, device(file), async (first) => {
    const { results } = (await first.post("cmdb?action=transaction-start", {})).body;
    const headers = { "x-transaction-id": String(results["transaction-id"]) };
    await first.call("POST", "cmdb/firewall/address", { name: "draft" }, { headers });
    await first.control("POST", "/faults", { kind: "drop" });
  });
  assert.equal((await again.get("cmdb/firewall/address/draft")).status, 404);
});

test("a FortiManager goes on with its packages, tasks, keys, revisions and devices, and without locks", async (t) => {
  const file = await newFile();
  const before: { snapshot?: unknown; key?: string; handle?: unknown } = {};
  const options = { fortigates: 2, workspace: "normal" as const };
  const again = await twice(t, manager(file, options), async (first) => {
    const as = await first.logIn();
    const scope = { name: "fortigate-1", vdom: "root" };
    for (const [method, url, data] of [
      ["exec", "dvmdb/adom/root/workspace/lock", undefined],
      ["add", "pm/pkg/adom/root", { name: "branch", type: "pkg", "scope member": [scope] }],
      ["add", "pm/config/adom/root/obj/firewall/address", { name: "web", subnet: "10.0.0.1/32" }],
      [
        "add",
        "pm/config/adom/root/pkg/branch/firewall/policy",
        {
          name: "one",
          action: "accept",
          srcintf: ["any"],
          dstintf: ["any"],
          srcaddr: ["web"],
          dstaddr: ["all"],
          service: ["ALL"],
          schedule: ["always"],
        },
      ],
      ["add", "dvmdb/adom/root/revision", { name: "kept" }],
      ["exec", "dvmdb/adom/root/workspace/commit", undefined],
    ] as const) {
      const result = await first.callAs(as, method, url, data && { data });
      assert.equal(result.status.code, 0, `${method} ${url}: ${result.status.message}`);
    }
    const data = { adom: "root", pkg: "branch", scope: [scope] };
    const installed = await first.callAs(as, "exec", "securityconsole/install/package", { data });
    assert.equal(installed.status.code, 0, installed.status.message);
    for (let state = ""; state !== "done"; ) {
      const task = await first.call("get", `task/task/${installed.data.task}`);
      state = task.data.state;
      assert.notEqual(state, "error");
    }
    before.key = (await first.control("POST", "/keys", {})).body.apiKey;
    before.snapshot = (await first.control("GET", "/snapshot")).body;
    assert.equal((await first.control("GET", "/locks")).body.length, 1);
    before.handle = { ...first.handle, control: "" };
  });
  assert.deepEqual({ ...again.handle, control: "" }, before.handle);
  assert.deepEqual((await again.control("GET", "/snapshot")).body, before.snapshot);
  assert.deepEqual((await again.control("GET", "/locks")).body, []);
  const tasks = (await again.control("GET", "/tasks")).body;
  assert.ok(
    tasks.some(({ state, percent }: { state: string; percent: number }) => state === "done" && percent === 100),
  );
  const bearer = { authorization: `Bearer ${before.key}` };
  const item = { id: 1, method: "get", params: [{ url: "sys/status" }] };
  assert.equal((await again.post(item, bearer)).body.result[0].status.code, 0);
  const { data: packages } = await again.call("get", "pm/config/adom/root/_package/status");
  assert.deepEqual(
    packages.map(({ dev, pkg, status }: { dev: string; pkg: string; status: string }) => [dev, pkg, status]),
    [["fortigate-1", "branch", "installed"]],
  );
  const device = await again.call("get", "dvmdb/device/fortigate-1");
  assert.equal(device.data.conf_status, "insync", JSON.stringify(device.data));
  // Going back to a revision changes nothing that is as it was then.
  const as = await again.logIn();
  assert.equal((await again.callAs(as, "exec", "dvmdb/adom/root/workspace/lock")).status.code, 0);
  const reverted = await again.callAs(as, "clone", "dvmdb/adom/root/revision/1", { data: { name: "back" } });
  assert.equal(reverted.status.code, 0, reverted.status.message);
});

test("a task that was on its way has failed", async (t) => {
  const file = await newFile();
  const clock = createTestClock();
  const started: { task?: number } = {};
  const still = { ...clock, sleep: () => new Promise<void>(() => {}) };
  const again = await twice(t, manager(file, { clock: still, fortigates: 1 }), async (first) => {
    await first.control("POST", "/settings", { taskMs: 60_000 });
    const data = { adom: "root", scope: [{ name: "fortigate-1" }] };
    const { data: answer } = await first.call("exec", "securityconsole/install/device", { data });
    started.task = answer.task;
  });
  const { data } = await again.call("get", `task/task/${started.task}`);
  assert.deepEqual([data.state, data.num_err > 0], ["error", true]);
  assert.match(JSON.stringify(data.line), /restarted before the task was over/);
});

test("workflow sessions keep what was saved in them", async (t) => {
  const file = await newFile();
  const again = await twice(t, manager(file, { workspace: "workflow" }), async (first) => {
    const as = await first.logIn();
    const root = "dvmdb/adom/root";
    await first.callAs(as, "exec", `${root}/workspace/lock`);
    const { data } = await first.callAs(as, "exec", `${root}/workflow/start`, { workflow: { name: "change" } });
    const url = "pm/config/adom/root/obj/firewall/address";
    assert.equal((await first.callAs(as, "add", url, { data: { name: "web" } })).status.code, 0);
    for (const step of ["save", "submit"]) {
      const done = await first.callAs(as, "exec", `${root}/workflow/${step}/${data.sessionid}`);
      assert.equal(done.status.code, 0, done.status.message);
    }
  });
  const as = await again.logIn();
  await again.callAs(as, "exec", "dvmdb/adom/root/workspace/lock");
  const found = await again.callAs(as, "get", "dvmdb/adom/root/workflow");
  const approved = await again.callAs(as, "exec", `dvmdb/adom/root/workflow/approve/${found.data[0].sessionid}`);
  assert.equal(approved.status.code, 0, approved.status.message);
  assert.equal((await again.call("get", "pm/config/adom/root/obj/firewall/address/web")).status.code, 0);
});

test("it is saved soon after a change, whole or not at all, for nobody else to read", async (t) => {
  const file = await newFile();
  const clock = createTestClock();
  const first = await startDevice(t, { state: file, clock });
  assert.equal((await stat(file)).mode & 0o777, 0o600, "and at the start");
  await first.post("cmdb/firewall/address", { name: "early" });
  while (!(await readFile(file, "utf8")).includes("early"));
  // Nothing is told to the first one: this is what a killed process leaves.
  const second = await startSimulator({ state: `${file}`, port: 0 });
  t.after(() => second.close());
  const [handle] = second.fortigates;
  assert.equal(handle?.token, first.handle.token);
  assert.notEqual(handle?.url, first.handle.url, "the port is still taken");
});

test("a state can be saved when somebody wants it", async (t) => {
  const file = await newFile();
  const simulator = await startSimulator({ state: file });
  t.after(() => simulator.close());
  const before = await readFile(file, "utf8");
  await simulator.save();
  assert.equal(await readFile(file, "utf8"), before, "nothing has changed");
  const none = await startSimulator();
  t.after(() => none.close());
  await assert.rejects(none.save(), /no file to save the state in: name one with the option `state`/);
});

async function refused(options: SimulatorOptions): Promise<string> {
  let started: Simulator | undefined;
  try {
    started = await startSimulator(options);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  await started.close();
  return assert.fail("it starts");
}

test("a file that is broken, or somebody else's, is refused and left alone", async () => {
  const file = await newFile();
  const simulator = await startSimulator({ state: file });
  await simulator.close();
  const good = await readFile(file, "utf8");
  for (const [text, reason] of [
    [good.slice(0, -20), /does not hold the state of a simulator, or no longer does: name another file, or delete it/],
    ["", /does not hold the state/],
    ['{"name":"package"}', /does not hold the state/],
    [good.replace('"version":1', '"version":99'), /another version of the simulator \(form 99, not 1\)/],
    [good.replace(/"value":.*/s, '"value":{"fortigates":3}}'), /is damaged \(it names no FortiGates\)/],
    [good.replace(/"value":.*/s, '"value":{"$":"shared","of":99999}}'), /is damaged \(Nothing is shared at 99999\)/],
    [good.replace('"tables":[]', '"tables":[{"path":5}]'), /is damaged/],
  ] as const) {
    await writeFile(file, text);
    const message = await refused({ state: file });
    assert.match(message, reason);
    assert.ok(message.includes(file));
    assert.equal(await readFile(file, "utf8"), text, "nothing is overwritten");
  }
});

test("a password that is asked for counts, whatever the state says", async (t) => {
  const [file, other] = [await newFile(), await newFile()];
  const simulator = await startSimulator({ state: other, fortigates: 0, fortimanager: 1 });
  await simulator.close();
  const fortimanager = await startManager(t, { state: other, password: "another-1" });
  assert.ok(await fortimanager.logIn("admin", "another-1"));

  const passwords = ["the first", "another-2"].values();
  const start = (life: Pick<TestContext, "after">) => device(file, { password: passwords.next().value ?? "" })(life);
  const fortigate = await twice(t, start, async (first) => {
    // The state holds the table with all its administrators then.
    await first.post("cmdb/system/admin", { name: "anna", password: "hunter2", accprofile: "super_admin" });
  });
  assert.equal(fortigate.handle.password, "another-2");
  assert.equal((await signInByForm(fortigate)).text[0], "1");
});

test("a link to a file stays one, and leftovers of a process that was killed are no hindrance", async (t) => {
  const file = await newFile();
  const link = `${file}.link`;
  await symlink("state.json", link);
  await writeFile(`${file}.${process.pid}.tmp`, "half", { mode: 0o644 });
  for (const _start of ["the first", "the second"]) await (await startSimulator({ state: link })).close();
  assert.ok((await lstat(link)).isSymbolicLink());
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.deepEqual((await readdir(dirname(file))).toSorted(), ["state.json", "state.json.link"]);
  const device = await startDevice(t, { state: file });
  assert.equal(device.handle.name, "fortigate-1");
});

test("a start that contradicts the state is refused", async (t) => {
  const file = await newFile();
  const simulator = await startSimulator({ state: file, fortigates: 2, fortios: "7.4", fortimanager: 1 });
  await simulator.close();
  const of = (options: SimulatorOptions) => refused({ state: file, ...options });
  assert.match(
    await of({ fortios: "7.6" }),
    /is of FortiOS 7\.4\.12: start with that \(fortios, --fortios\), or name another/,
  );
  assert.match(await of({ model: "FGT-60F" }), /is of a FGVM64: start with that/);
  assert.match(await of({ fortigates: 1 }), /is of 2 FortiGates: start with as many/);
  assert.match(await of({ fortimanager: 0 }), /is of a FortiManager too/);
  assert.match(await of({ fortimanagerVersion: "7.2" }), /is of FortiManager 7\.6\.4/);
  assert.match(await refused({ state: "/proc/none/state.json" }), /Cannot save the state in \/proc\/none\/state\.json/);
  const more = await startSimulator({ state: file, fortigates: 3, fortios: "7.4.12" });
  t.after(() => more.close());
  assert.deepEqual([more.fortigates.length, more.fortimanager?.version], [3, "v7.6.4"]);
});
