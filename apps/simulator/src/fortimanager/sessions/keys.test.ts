import assert from "node:assert/strict";
import { test } from "node:test";
import { startManager, type TestManager } from "../../testing/manager.ts";

const STATUS = { id: 1, method: "get", params: [{ url: "sys/status" }] };

async function codeOf(
  manager: TestManager,
  headers: Readonly<Record<string, string>>,
  more: object = {},
  path?: string,
): Promise<number> {
  return (await manager.post({ ...STATUS, ...more }, headers, path)).body.result[0].status.code;
}

test("a key goes in a header, needs no session, and none beside it matters", async (t) => {
  const manager = await startManager(t);
  const headers = { authorization: `Bearer ${manager.handle.apiKey}` };
  for (const more of [{}, { session: null }, { session: "made-up" }, { session: 1 }]) {
    assert.equal(await codeOf(manager, headers, more), 0);
  }
  for (const wrong of ["Bearer wrong", "Bearer ", manager.handle.apiKey, `Basic ${manager.handle.apiKey}`]) {
    assert.equal(await codeOf(manager, { authorization: wrong }), -11, wrong);
  }
  const session = await manager.logIn();
  assert.equal(await codeOf(manager, { authorization: "Bearer wrong" }, { session }), 0);
});

test("a key never idles out, and logging out leaves it alone", async (t) => {
  const manager = await startManager(t);
  await manager.advance(24 * 3600 * 1000);
  assert.equal((await manager.call("exec", "sys/logout")).status.code, 0);
  assert.equal((await manager.call("get", "sys/status")).status.code, 0);
  assert.deepEqual((await manager.control("GET", "/sessions")).body, []);
});

test("there are keys since 7.2.2, and in the query until 7.4.7 and 7.6.2", async (t) => {
  for (const [fortimanagerVersion, inHeader, inQuery] of [
    ["7.2.1", -11, -11],
    ["7.2.2", 0, 0],
    ["7.2.11", 0, 0],
    ["7.4.6", 0, 0],
    ["7.4.7", 0, -11],
    ["7.6.1", 0, 0],
    ["7.6.2", 0, -11],
    ["7.6.4", 0, -11],
  ] as const) {
    const manager = await startManager(t, { fortimanagerVersion });
    const { apiKey } = manager.handle;
    const path = `/jsonrpc?access_token=${apiKey}`;
    assert.equal(await codeOf(manager, { authorization: `Bearer ${apiKey}` }), inHeader, fortimanagerVersion);
    assert.equal(await codeOf(manager, {}, {}, path), inQuery, fortimanagerVersion);
    assert.equal(await codeOf(manager, { authorization: `Bearer ${apiKey}` }, {}, path), inHeader);
  }
});

test("a key belongs to an API user, who has no password, and goes with it", async (t) => {
  const manager = await startManager(t);
  const users = "cli/global/system/admin/user";
  const reader = { userid: "reader", user_type: "api", profileid: "Super_User", "rpc-permit": "read" };
  assert.equal((await manager.call("add", users, { data: reader })).status.code, 0);
  const { apiKey } = (await manager.control("POST", "/keys", { user: "reader" })).body;
  const headers = { authorization: `Bearer ${apiKey}` };
  assert.equal(await codeOf(manager, headers), 0);
  const reboot = await manager.post({ id: 1, method: "exec", params: [{ url: "sys/reboot" }] }, headers);
  assert.equal(reboot.body.result.status.code, -11);
  const data = { user: "fortiweave", passwd: "" };
  assert.equal((await manager.call("exec", "sys/login/user", { data })).status.code, -22);
  await manager.call("delete", `${users}/reader`);
  assert.equal(await codeOf(manager, headers), -11);
});

test("calls at a time on one key are refused at random where a version has that defect", async (t) => {
  for (const [fortimanagerVersion, races] of [
    ["7.4.8", true],
    ["7.6.1", true],
    ["7.6.2", false],
    ["7.2.11", false],
  ] as const) {
    const manager = await startManager(t, { fortimanagerVersion });
    const headers = { authorization: `Bearer ${manager.handle.apiKey}` };
    const parallel = () => Promise.all(Array.from({ length: 12 }, () => codeOf(manager, headers)));
    assert.ok(!(await parallel()).includes(-11), "not unless it is switched on");
    await manager.trouble({ kind: "key-race" });
    const codes = await parallel();
    assert.deepEqual([codes.includes(0), codes.includes(-11)], [true, races], fortimanagerVersion);
    for (let round = 0; round < 3; round += 1) assert.equal(await codeOf(manager, headers), 0, "one at a time is fine");
    const session = await manager.logIn();
    const sessions = await Promise.all(Array.from({ length: 12 }, () => codeOf(manager, {}, { session })));
    assert.ok(!sessions.includes(-11), "sessions do not race");
  }
});
