import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDefaultTransport, isFortiError, type Transport } from "@fortiweave/core";
import { type FortiCloudOptions, type FortiManager, fortiCloud } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const { cloud } = manager.handle;
const READ = "get dvmdb/adom";
const read = (fmg: FortiManager): Promise<unknown> => fmg.get("dvmdb/adom", { fields: ["name"] });

/** FortiCloud, and what was asked of it. */
function watchCloud(): Transport & { readonly asked: string[] } {
  const transport = createDefaultTransport({ url: cloud.url, tls: { fingerprint: cloud.fingerprint } });
  const asked: string[] = [];
  return {
    ...transport,
    asked,
    send: (request) => {
      asked.push(request.path);
      return transport.send(request);
    },
  };
}

const TOKEN = "/api/v1/oauth/token/";
const REVOKE = "/api/v1/oauth/revoke_token/";
const account = { username: cloud.apiId, password: cloud.password };
const oauth = { url: cloud.url, tls: { fingerprint: cloud.fingerprint } };

const connect = (options: Partial<FortiCloudOptions> = {}): FortiManager =>
  manager.connect({ auth: fortiCloud({ ...account, oauth, ...options }) });

beforeEach(() => manager.reset());

test("feature forticloud: a token gets a session, and both are given back at the end", async () => {
  const transport = watchCloud();
  {
    await using fmg = connect({ oauth: { transport } });
    await Promise.all([read(fmg), read(fmg)]);
    const sessions = await manager.sessions();
    assert.deepEqual(
      sessions.map(({ kind }) => kind),
      ["cloud"],
    );
    assert.equal(fmg.stats().session?.kind, "forticloud");
  }
  assert.deepEqual(transport.asked, [TOKEN, REVOKE]);
  assert.deepEqual(await manager.sessions(), []);
  await transport.close();
  assert.deepEqual(await manager.calls(), [READ, READ, "exec sys/logout"]);
});

test("feature forticloud: it needs no more than the account, and brings its own way to FortiCloud", async () => {
  await using fmg = connect();
  await read(fmg);
});

test("feature forticloud: a session that is lost is replaced with the same token", async () => {
  const transport = watchCloud();
  await using fmg = connect({ oauth: { transport } });
  await read(fmg);
  await manager.endSessions();
  await Promise.all([read(fmg), read(fmg), read(fmg)]);
  assert.deepEqual(transport.asked, [TOKEN]);
  assert.equal(fmg.stats().session?.signIns, 2);
  assert.equal((await manager.sessions()).length, 1);
});

test("feature forticloud: a token that has expired is replaced by a new one", async () => {
  await manager.settings({ cloudTokenSeconds: 120 });
  const transport = watchCloud();
  await using fmg = connect({ oauth: { transport } });
  await read(fmg);
  // To the client's clock the token is good yet: the instance says that it is not.
  await manager.advance(121_000);
  await manager.endSessions();
  await read(fmg);
  assert.deepEqual(transport.asked, [TOKEN, TOKEN]);
});

test("feature forticloud: an account that is refused is AUTH_FAILED with its words, and never a crash", async () => {
  await using fmg = connect({ password: "wrong" });
  for (let turn = 0; turn < 2; turn++) {
    await assert.rejects(read(fmg), (error) => {
      assert.ok(isFortiError(error, "AUTH_FAILED"));
      assert.match(error.message, /FortiCloud does not accept the API user \(HTTP 401, Invalid credentials\)/);
      return !error.format().includes("wrong");
    });
  }
  assert.equal((await manager.requests()).length, 1, "a refused account is not tried again at once");
  assert.deepEqual(await manager.calls(), []);
});

test("feature forticloud: a token for another product is refused by the instance, with what to check", async () => {
  await using fmg = connect({ clientId: "FortiAnalyzer" });
  await assert.rejects(read(fmg), (error) => {
    return isFortiError(error, "AUTH_FAILED") && /clientId/.test(error.hint ?? "") && error.status === 401;
  });
});

test("feature forticloud: a revocation that fails troubles nobody", async () => {
  for (const spoil of ["refused", "lost"]) {
    const transport = watchCloud();
    const send: Transport["send"] = (request) => {
      if (request.path !== REVOKE) return transport.send(request);
      if (spoil === "lost") return Promise.reject(new Error("no route"));
      return Promise.resolve({ status: 400, headers: {}, body: '{"status":"error"}' });
    };
    {
      await using fmg = connect({ oauth: { transport: { ...transport, send } } });
      await read(fmg);
    }
    assert.deepEqual(await manager.sessions(), [], spoil);
    await transport.close();
  }
});

test("feature forticloud: the certificate of FortiCloud is verified", async () => {
  await using fmg = connect({ oauth: { url: cloud.url } });
  await assert.rejects(read(fmg), (error) => isFortiError(error, "TLS") && !error.format().includes(cloud.password));
});

test("feature forticloud: everything goes over HTTP/1.1", async () => {
  const transport = watchCloud();
  await using fmg = connect({ oauth: { transport } });
  await read(fmg);
  assert.equal(fmg.stats().connections?.http2, false);
  assert.equal(transport.stats?.().http2, false);
});
