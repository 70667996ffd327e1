import assert from "node:assert/strict";
import { test } from "node:test";
import { startManager, type TestManager } from "../../testing/manager.ts";

const ADMINS = "cli/global/system/admin/user";

async function code(answer: Promise<{ readonly status: { readonly code: number } }>): Promise<number> {
  return (await answer).status.code;
}

function login(manager: TestManager, data: unknown) {
  return manager.post({ id: 1, method: "exec", params: [{ url: "/sys/login/user", data }], session: null });
}

async function addAdmin(manager: TestManager, userid: string, more: object = {}): Promise<void> {
  const data = { userid, password: "secret-1", profileid: "Super_User", "rpc-permit": "read-write", ...more };
  assert.equal(await code(manager.call("add", ADMINS, { data })), 0);
}

test("login data is an object or a list of one; a wrong password is -22", async (t) => {
  const manager = await startManager(t);
  const { username: user, password: passwd } = manager.handle;
  for (const data of [{ user, passwd }, [{ user, passwd }]]) {
    const { body } = await login(manager, data);
    assert.equal(body.result[0].status.code, 0);
    assert.match(body.session, /^[A-Za-z0-9+/=]{40,}$/);
  }
  for (const data of [{ user, passwd: "wrong" }, { user: "nobody", passwd }, { user }, {}, [], null, "text"]) {
    const { body, status } = await login(manager, data);
    assert.deepEqual([status, body.result[0].status.code, body.session], [200, -22, undefined], JSON.stringify(data));
  }
});

test("logout ends the session, and only a live one can be ended", async (t) => {
  const manager = await startManager(t);
  const session = await manager.logIn();
  const other = await manager.logIn();
  assert.equal(await code(manager.callAs(session, "exec", "sys/logout")), 0);
  assert.equal(await code(manager.callAs(session, "get", "sys/status")), -11);
  assert.equal(await code(manager.callAs(session, "exec", "sys/logout")), -11);
  assert.equal(await code(manager.callAs(other, "get", "sys/status")), 0);
});

test("without a session, or with an unknown one, every item is -11", async (t) => {
  const manager = await startManager(t);
  for (const session of [undefined, null, "unknown", 42]) {
    const params = [{ url: "sys/status" }, { url: "dvmdb/adom" }];
    const { body } = await manager.post({ id: 1, method: "get", params, session });
    assert.deepEqual(
      body.result.map(({ status }: { status: object }) => status),
      Array(2).fill({ code: -11, message: "No permission for the resource" }),
    );
  }
});

test("a session idles out by the device's clock, and its locks with it", async (t) => {
  const manager = await startManager(t, { workspace: "normal" });
  const session = await manager.logIn();
  assert.equal(await code(manager.callAs(session, "exec", "dvmdb/adom/root/workspace/lock")), 0);
  await manager.advance(899_000);
  assert.equal(await code(manager.callAs(session, "get", "sys/status")), 0);
  await manager.advance(899_000);
  assert.equal(await code(manager.callAs(session, "get", "sys/status", { keep_session_idle: 1 })), 0);
  assert.equal((await manager.control("GET", "/locks")).body.length, 1);
  await manager.advance(1000);
  assert.equal(await code(manager.callAs(session, "get", "sys/status")), -11);
  assert.deepEqual((await manager.control("GET", "/locks")).body, []);
});

test("the idle time is configured, and told by sys/session", async (t) => {
  const manager = await startManager(t);
  assert.equal(
    await code(manager.call("update", "cli/global/system/admin/setting", { data: { idle_timeout_api: 60 } })),
    0,
  );
  const session = await manager.logIn();
  await manager.advance(10_000);
  const { data } = await manager.callAs(session, "get", "sys/session", { keep_session_idle: 1 });
  assert.deepEqual([data.login_user, data.time_left, data.valid], ["admin", 50, 1]);
  await manager.advance(50_000);
  assert.equal(await code(manager.callAs(session, "get", "sys/status")), -11);
});

test("a second factor is asked for, and given", async (t) => {
  const manager = await startManager(t);
  await manager.control("POST", "/settings", { twoFactor: true });
  const { username: user, password: passwd } = manager.handle;
  const begin = async () => (await login(manager, { user, passwd })).body;
  const answer = (data: object) =>
    manager.post({ id: 1, method: "exec", params: [{ url: "sys/login/challenge", data }] });
  const begun = await begin();
  assert.equal(begun.result[0].data.challenge, "Token code");
  assert.equal(await code(manager.callAs(begun.session, "get", "sys/status")), -11, "it is no session yet");
  const done = (await answer({ session: begun.session, answer: "123456" })).body;
  assert.equal(await code(manager.callAs(done.session, "get", "sys/status")), 0);
  const wrong = await begin();
  for (const data of [{ session: wrong.session, answer: "000000" }, { session: wrong.session, answer: "123456" }, {}]) {
    assert.equal((await answer(data)).body.result[0].status.code, -22, JSON.stringify(data));
  }
});

test("rpc-permit decides who may use the API, and how", async (t) => {
  const manager = await startManager(t);
  await addAdmin(manager, "none", { "rpc-permit": "none" });
  await addAdmin(manager, "reader", { "rpc-permit": "read" });
  assert.equal((await login(manager, { user: "none", passwd: "secret-1" })).body.result[0].status.code, -11);
  const session = await manager.logIn("reader", "secret-1");
  assert.equal(await code(manager.callAs(session, "get", "dvmdb/adom")), 0);
  const data = { name: "web", subnet: ["10.0.0.1", "255.255.255.255"] };
  assert.equal(await code(manager.callAs(session, "add", "pm/config/adom/root/obj/firewall/address", { data })), -11);
  assert.equal(await code(manager.callAs(session, "exec", "sys/logout")), 0);
});

test("an administrator of one ADOM may not touch the others", async (t) => {
  const manager = await startManager(t);
  await manager.call("add", "dvmdb/adom", { data: { name: "branch" } });
  await addAdmin(manager, "branch-admin", { "adom-access": "specify", adom: [{ "adom-name": "branch" }] });
  const own = await manager.logIn("branch-admin", "secret-1");
  for (const [adom, expected] of [
    ["branch", 0],
    ["root", -11],
  ] as const) {
    const url = `pm/config/adom/${adom}/obj/firewall/address`;
    assert.equal(await code(manager.callAs(own, "get", url)), expected, adom);
  }
  assert.equal(
    await code(manager.callAs(own, "exec", "sys/hitcount", { data: { adom: "root", pkg: "default" } })),
    -11,
  );
  assert.equal(await code(manager.callAs(own, "get", "pm/config/global/obj/firewall/address")), -11);
});

test("lists show an administrator of one ADOM nothing of the others", async (t) => {
  const manager = await startManager(t, { fortigates: 1 });
  await manager.call("add", "dvmdb/adom", { data: { name: "branch" } });
  await addAdmin(manager, "inside", { "adom-access": "specify", adom: [{ "adom-name": "branch" }] });
  await addAdmin(manager, "outside", { "adom-access": "exclude", adom: [{ "adom-name": "branch" }] });
  for (const [user, adoms, devices] of [
    ["inside", ["branch"], 0],
    ["outside", ["root"], 1],
  ] as const) {
    const session = await manager.logIn(user, "secret-1");
    const filter = ["name", "in", "root", "branch"];
    const { data } = await manager.callAs(session, "get", "dvmdb/adom", { filter });
    assert.deepEqual(
      data.map(({ name }: { name: string }) => name),
      adoms,
    );
    assert.equal((await manager.callAs(session, "get", "dvmdb/device", { option: "count" })).data, devices);
  }
});

test("failed logins lock an address out for a while, or a name where that is configured", async (t) => {
  const manager = await startManager(t);
  await addAdmin(manager, "soc");
  const logInAs = async (user: string, passwd: string) =>
    (await login(manager, { user, passwd })).body.result[0].status.code;
  for (let time = 0; time < 3; time += 1) assert.equal(await logInAs("soc", "wrong"), -22);
  assert.deepEqual([await logInAs("soc", "secret-1"), await logInAs("admin", manager.handle.password)], [-22, -22]);
  await manager.advance(60_000);
  assert.equal(await logInAs("soc", "secret-1"), 0);
  const data = { "admin-lockout-method": "user", "admin-lockout-threshold": 1, "admin-lockout-duration": 600 };
  await manager.call("set", "cli/global/system/global", { data });
  assert.equal(await logInAs("soc", "wrong"), -22);
  await manager.advance(599_000);
  assert.deepEqual([await logInAs("soc", "secret-1"), await logInAs("admin", manager.handle.password)], [-22, 0]);
  await manager.advance(1000);
  assert.equal(await logInAs("soc", "secret-1"), 0);
});

test("what a profile does not allow is forbidden, and ADOMs are for those who rule the system", async (t) => {
  const manager = await startManager(t);
  const data = { profileid: "policies", "policy-objects": "read-write", "system-setting": "read" };
  assert.equal(await code(manager.call("add", "cli/global/system/admin/profile", { data })), 0);
  await addAdmin(manager, "narrow", { profileid: "policies" });
  const session = await manager.logIn("narrow", "secret-1");
  for (const [method, url, expected] of [
    ["get", "pm/config/adom/root/obj/firewall/address", 0],
    ["get", "pm/config/adom/root/pkg/default/firewall/policy", -11],
    ["get", "cli/global/system/global", 0],
    ["set", "cli/global/system/global", -10_147],
    ["get", "dvmdb/adom", 0],
    ["add", "dvmdb/adom", -10_147],
    ["exec", "securityconsole/install/package", -11],
  ] as const) {
    assert.equal(
      await code(manager.callAs(session, method, url, { data: { name: "x" } })),
      expected,
      `${method} ${url}`,
    );
  }
});

test("an administrator has so many sessions at a time, and none once it is gone", async (t) => {
  const manager = await startManager(t);
  await addAdmin(manager, "busy", { "login-max": 2 });
  const sessions = [await manager.logIn("busy", "secret-1"), await manager.logIn("busy", "secret-1")];
  assert.equal((await login(manager, { user: "busy", passwd: "secret-1" })).body.result[0].status.code, -22);
  await manager.callAs(sessions[0] ?? "", "exec", "sys/logout");
  assert.ok(await manager.logIn("busy", "secret-1"));
  await manager.call("delete", `${ADMINS}/busy`);
  assert.equal(await code(manager.callAs(sessions[1] ?? "", "get", "sys/status")), -11);
});

test("a profile hides what its owner may not see, and keeps it from writing what it may only read", async (t) => {
  const manager = await startManager(t);
  await addAdmin(manager, "restricted", { profileid: "Restricted_User" });
  const session = await manager.logIn("restricted", "secret-1");
  const url = "pm/config/adom/root/obj/firewall/address";
  const data = { name: "web", subnet: ["10.0.0.1", "255.255.255.255"] };
  assert.equal(await code(manager.callAs(session, "get", url)), 0);
  assert.equal(await code(manager.callAs(session, "add", url, { data })), -10_147);
  assert.equal(await code(manager.callAs(session, "get", "cli/global/system/global")), -11);
  assert.equal(await code(manager.callAs(session, "get", "cli/global/system/status")), 0);
});

test("an administrator comes from a trusted host, or not at all", async (t) => {
  const manager = await startManager(t);
  await addAdmin(manager, "near", { trusthost1: ["10.0.0.0", "255.0.0.0"], trusthost2: ["127.0.0.0", "255.0.0.0"] });
  await addAdmin(manager, "far", { trusthost1: ["10.0.0.0", "255.0.0.0"] });
  assert.ok(await manager.logIn("near", "secret-1"));
  assert.equal((await login(manager, { user: "far", passwd: "secret-1" })).body.result[0].status.code, -22);
});
