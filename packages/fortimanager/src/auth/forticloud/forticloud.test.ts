import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError, type JsonValue } from "@fortiweave/core";
import { createScriptedTransport, type ScriptedAnswer } from "@fortiweave/core/testing";
import { openSigned } from "../../../test/signed.ts";
import { fortiCloud } from "./forticloud.ts";

const CLOUD_LOGIN = "POST /p/forticloud_jsonrpc_login/";
const TOKEN = "/api/v1/oauth/token/";
const REVOKE = "/api/v1/oauth/revoke_token/";
const READ = "get dvmdb/adom";

interface Script {
  readonly token?: (turn: number) => ScriptedAnswer | Error;
  readonly revoke?: () => ScriptedAnswer | Error;
  /** Tokens that the instance takes. */
  readonly isGood?: (token: string) => boolean;
}

/** An instance in the cloud, and FortiCloud. */
function open({ token, revoke = () => ({ body: {} }), isGood = () => true }: Script = {}) {
  const alive = new Set<unknown>();
  let tokens = 0;
  let sessions = 0;
  const oauth = createScriptedTransport(({ path }) => {
    if (path === REVOKE) return revoke();
    tokens++;
    return token?.(tokens) ?? { body: { access_token: `TOKEN-${tokens}`, expires_in: 3600, status: "success" } };
  });
  const options = { username: "E8766032", password: "geheim", oauth: { transport: oauth } };
  const manager = openSigned(fortiCloud(options), (call, { body }) => {
    const { session, access_token: given } = body as { session?: string; access_token?: string };
    if (call === CLOUD_LOGIN) {
      if (!isGood(given ?? "")) return { code: 1 };
      const key = `KEY-${++sessions}`;
      alive.add(key);
      return { session: key };
    }
    if (call === "exec sys/logout") return { code: alive.delete(session) ? 0 : -11 };
    return alive.has(session) ? { data: [] } : { code: -11, message: "No permission for the resource" };
  });
  const asked = (): [string, JsonValue | undefined][] => oauth.requests.map(({ path, body }) => [path, body]);
  return { ...manager, alive, asked, oauth };
}

test("it gets a token, a session for it, and at the end gives back both", async () => {
  const cloud = open();
  await Promise.all([cloud.get("dvmdb/adom"), cloud.get("dvmdb/adom")]);
  await cloud.close();
  assert.deepEqual(cloud.calls(), [CLOUD_LOGIN, READ, READ, "exec sys/logout"]);
  assert.deepEqual(cloud.asked(), [
    [TOKEN, { username: "E8766032", password: "geheim", client_id: "FortiManager", grant_type: "password" }],
    [REVOKE, { client_id: "FortiManager", token: "TOKEN-1" }],
  ]);
  assert.deepEqual(cloud.requests[0]?.body, { access_token: "TOKEN-1" });
  assert.equal(cloud.oauth.closed, false, "who brings a transport closes it");
});

test("a session that is over is replaced with the same token, and with a new one once that has expired", async () => {
  const cloud = open();
  await cloud.get("dvmdb/adom");
  for (const [minutes, tokens] of [
    [1, 1],
    [60, 2],
  ] as const) {
    await cloud.clock.advance(minutes * 60_000);
    cloud.alive.clear();
    await cloud.get("dvmdb/adom");
    assert.equal(cloud.asked().length, tokens);
  }
  assert.equal(cloud.calls().filter((call) => call === CLOUD_LOGIN).length, 3);
});

test("a token that is no longer taken gives way to a new one", async () => {
  let bad = "";
  const cloud = open({ isGood: (token) => token !== bad });
  await cloud.get("dvmdb/adom");
  bad = "TOKEN-1";
  cloud.alive.clear();
  await cloud.get("dvmdb/adom");
  assert.deepEqual(
    cloud.asked().map(([path]) => path),
    [TOKEN, TOKEN],
  );
});

test("a token without a lifetime, or with an odd one, counts as good for an hour", async () => {
  for (const expires_in of [undefined, "soon", -1]) {
    const cloud = open({
      token: (turn) => ({ body: { access_token: `T${turn}`, ...(expires_in && { expires_in }) } }),
    });
    await cloud.get("dvmdb/adom");
    for (const [minutes, tokens] of [
      [58, 1],
      [2, 2],
    ] as const) {
      await cloud.clock.advance(minutes * 60_000);
      cloud.alive.clear();
      await cloud.get("dvmdb/adom");
      assert.equal(cloud.asked().length, tokens, String(expires_in));
    }
  }
});

test("whatever FortiCloud refuses with is an AUTH_FAILED that says it, and is not tried again at once", async () => {
  for (const [answer, words] of [
    [{ status: 401, body: { message: "Authentication failed", status: "error" } }, /HTTP 401, Authentication failed/],
    [
      { status: 400, body: { error: "invalid_grant", error_description: "Invalid credentials" } },
      /Invalid credentials/,
    ],
    [{ status: 200, body: { access_token: null, status: "error", message: "Inactive" } }, /Inactive/],
    [{ status: 403, body: "<html><body>Forbidden</body></html>" }, /HTTP 403/],
    [{ status: 200, body: "null" }, /HTTP 200/],
    [{ status: 200, body: "[]" }, /HTTP 200/],
    [{ status: 200, body: "" }, /HTTP 200/],
  ] as const) {
    const cloud = open({ token: () => answer });
    for (let turn = 0; turn < 2; turn++) {
      await assert.rejects(cloud.get("dvmdb/adom"), (error) => {
        assert.ok(isFortiError(error, "AUTH_FAILED"), String(error));
        assert.match(error.message, words);
        return !error.format().includes("geheim");
      });
    }
    assert.equal(cloud.asked().length, 1);
    await cloud.close();
    assert.deepEqual(cloud.calls(), []);
  }
});

test("an instance that does not take the token says what to check", async () => {
  const cloud = open({ isGood: () => false });
  await assert.rejects(cloud.get("dvmdb/adom"), (error) => {
    assert.ok(isFortiError(error, "AUTH_FAILED"));
    assert.match(error.hint ?? "", /permission profile.*clientId/);
    return !error.format().includes("TOKEN-1");
  });
  await cloud.close();
  assert.equal(cloud.asked().at(-1)?.[0], REVOKE);
});

test("a token that cannot be given back troubles nobody", async () => {
  for (const revoke of [() => ({ status: 500, body: "no" }), () => new Error("gone"), () => ({ status: 401 })]) {
    const cloud = open({ revoke });
    await cloud.get("dvmdb/adom");
    const closing = cloud.close();
    await cloud.clock.advance(10_000);
    await closing;
    assert.deepEqual([...cloud.alive], []);
  }
});

test("options that make no sense are refused before anything is sent", () => {
  for (const options of [
    { username: "", password: "x" },
    { username: "x", password: undefined as unknown as string },
    { username: "x", password: "y", clientId: "FortiGate" as "FortiManager" },
  ]) {
    assert.throws(
      () => fortiCloud(options),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});
