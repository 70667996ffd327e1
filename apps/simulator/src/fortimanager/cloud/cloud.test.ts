import assert from "node:assert/strict";
import { Agent } from "node:https";
import { type TestContext, test } from "node:test";
import { type Answer, send } from "../../testing/client.ts";
import { startManager, type TestManager } from "../../testing/manager.ts";

function connectCloud(t: TestContext, { handle }: TestManager) {
  const agent = new Agent({ rejectUnauthorized: false });
  t.after(() => agent.destroy());
  const { hostname: host, port } = new URL(handle.cloud.url);
  const call = (path: string, body: unknown, method = "POST"): Promise<Answer> => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return send(agent, { host, port, method, path, headers: {}, text });
  };
  const { apiId: username, password } = handle.cloud;
  return {
    call,
    token: (more: object = {}) =>
      call("/api/v1/oauth/token/", {
        username,
        password,
        client_id: "FortiManager",
        grant_type: "password",
        ...more,
      }),
  };
}

test("a token of FortiCloud opens a session", async (t) => {
  const manager = await startManager(t);
  const cloud = connectCloud(t, manager);
  const { status, body } = await cloud.token();
  assert.deepEqual([status, body.token_type, body.expires_in, body.status], [200, "Bearer", 14_400, "success"]);
  const { access_token } = body;
  const entered = await manager.post({ access_token }, {}, "/p/forticloud_jsonrpc_login/");
  assert.equal(entered.status, 200);
  assert.equal((await manager.callAs(entered.body.session, "get", "sys/status")).status.code, 0);
  const [session] = (await manager.control("GET", "/sessions")).body;
  assert.deepEqual([session.kind, session.user], ["cloud", manager.handle.cloud.apiId]);
  assert.equal((await manager.callAs(entered.body.session, "exec", "sys/logout")).status.code, 0);
});

test("wrong credentials, another client's token, an old one and none let nobody in", async (t) => {
  const manager = await startManager(t);
  const cloud = connectCloud(t, manager);
  for (const [more, status] of [
    [{ password: "wrong" }, 401],
    [{ username: "wrong" }, 401],
    [{ grant_type: "client" }, 400],
    [{ client_id: 1 }, 400],
  ] as const) {
    assert.equal((await cloud.token(more)).status, status);
  }
  const enter = async (access_token: unknown) =>
    (await manager.post({ access_token }, {}, "/p/forticloud_jsonrpc_login/")).status;
  const analyzer = (await cloud.token({ client_id: "FortiAnalyzer" })).body.access_token;
  const { access_token: token } = (await cloud.token()).body;
  assert.deepEqual([await enter(analyzer), await enter("made-up"), await enter(undefined)], [401, 401, 401]);
  assert.equal(await enter(token), 200);
  await manager.advance(14_400_000);
  assert.equal(await enter(token), 401);
});

test("a token is revoked, once", async (t) => {
  const manager = await startManager(t);
  const cloud = connectCloud(t, manager);
  const { access_token: token } = (await cloud.token()).body;
  const revoke = (body: unknown) => cloud.call("/api/v1/oauth/revoke_token/", body);
  assert.equal((await revoke({ client_id: "FortiAnalyzer", token })).status, 400);
  assert.equal((await revoke({ client_id: "FortiManager", token })).status, 200);
  assert.equal((await revoke({ client_id: "FortiManager", token })).status, 400);
  assert.equal((await manager.post({ access_token: token }, {}, "/p/forticloud_jsonrpc_login/")).status, 401);
});

test("FortiCloud has the faults of the FortiManager, its log of requests, and no other calls", async (t) => {
  const manager = await startManager(t);
  const cloud = connectCloud(t, manager);
  await manager.control("POST", "/faults", { kind: "status", status: 500, match: { path: "revoke_token" } });
  const { access_token: token } = (await cloud.token()).body;
  assert.equal((await cloud.call("/api/v1/oauth/revoke_token/", { token })).status, 500);
  assert.equal((await cloud.call("/api/v1/oauth/else/", {})).status, 404);
  assert.equal((await cloud.call("/api/v1/oauth/token/", "", "GET")).status, 405);
  assert.equal((await cloud.call("/api/v1/oauth/token/", "{")).status, 400);
  const { text } = await manager.control("GET", "/requests");
  for (const secret of [token, manager.handle.cloud.password]) assert.ok(!text.includes(secret));
  assert.match(text, /revoke_token/);
});
