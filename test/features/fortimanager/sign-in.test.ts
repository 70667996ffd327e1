import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDefaultTransport, isFortiError } from "@fortiweave/core";
import { createManualClock } from "@fortiweave/core/testing";
import { type ConnectOptions, createFortiManager, type FortiManager, password } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const { username, password: secret } = manager.handle;

const LOGIN = "exec sys/login/user";
const CHALLENGE = "exec sys/login/challenge";
const LOGOUT = "exec sys/logout";
const READ = "get dvmdb/adom";
const PROBES = ["get sys/status", "get cli/global/system/status"];
const FORBIDDEN = { code: -11, kind: "soft-error", match: { item: "get dvmdb/forbidden" } } as const;

const read = (fmg: FortiManager): Promise<unknown> => fmg.get("dvmdb/adom", { fields: ["name"] });
const admin = (options: Partial<ConnectOptions> = {}): FortiManager =>
  manager.connect({ username, password: secret, ...options });

beforeEach(() => manager.reset());

test("feature sign-in: a user name and a password open one session with the first call, and close ends it once", async () => {
  const fmg = admin();
  assert.deepEqual(await manager.calls(), []);
  await Promise.all([read(fmg), read(fmg), read(fmg)]);
  assert.deepEqual(await manager.calls(), [LOGIN, READ, READ, READ]);
  assert.equal((await manager.sessions()).length, 1);
  await Promise.all([fmg.close(), fmg.close()]);
  assert.deepEqual(await manager.sessions(), []);
  assert.equal((await manager.calls()).filter((call) => call === LOGOUT).length, 1);
});

test("feature sign-in: await using ends the session, also after a failure", async () => {
  await assert.rejects(async () => {
    await using fmg = admin();
    await read(fmg);
    throw new Error("something else");
  }, /something else/);
  assert.deepEqual(await manager.sessions(), []);
});

test("feature sign-in: a second factor is answered by a text or a function, each time it is asked for", async () => {
  await manager.settings({ twoFactor: true, tokenCode: "471108" });
  let asked = 0;
  const ask = (): Promise<string> => {
    asked++;
    return Promise.resolve("471108");
  };
  for (const answer of ["471108", ask]) {
    await manager.forget();
    await using fmg = manager.connect({ auth: password(username, secret, { answer }) });
    await read(fmg);
    assert.deepEqual(await manager.calls(), [LOGIN, CHALLENGE, READ]);
    if (answer !== ask) continue;
    await manager.endSessions();
    await read(fmg);
    assert.equal(asked, 2);
  }
});

test("feature sign-in: a second factor that is not given, or wrong, says so and leaves nothing behind", async () => {
  await manager.settings({ twoFactor: true, tokenCode: "471108" });
  for (const [options, words] of [
    [{}, /asks for a second factor/],
    [{ answer: "000000" }, /does not accept the code of the second factor/],
  ] as const) {
    await using fmg = manager.connect({ auth: password(username, secret, options) });
    await assert.rejects(read(fmg), (error) => isFortiError(error, "AUTH_FAILED") && words.test(error.message));
    assert.deepEqual(await manager.sessions(), []);
  }
});

test("feature sign-in: twenty parallel calls on a lost session make one sign-in, and all go through", async () => {
  await using fmg = admin();
  await read(fmg);
  for (let turn = 0; turn < 2; turn++) {
    await manager.endSessions();
    await manager.forget();
    await Promise.all(Array.from({ length: 20 }, () => read(fmg)));
    assert.equal((await manager.calls()).filter((call) => call === LOGIN).length, 1);
    assert.equal((await manager.sessions()).length, 1);
  }
  assert.equal(fmg.stats().failures, 0);
});

test("feature sign-in: a write on a lost session goes through, and is carried out once", async () => {
  await using fmg = admin();
  await read(fmg);
  await manager.endSessions();
  await fmg.add("pm/config/adom/root/obj/firewall/address", { name: "web", subnet: ["10.0.0.5", "255.255.255.255"] });
  assert.equal(fmg.stats().session?.signIns, 2);
});

test("feature sign-in: a right that is missing costs no session, however often it is asked for", async () => {
  await using fmg = admin();
  await read(fmg);
  await manager.fault(FORBIDDEN);
  for (let turn = 0; turn < 3; turn++) {
    await assert.rejects(fmg.get("dvmdb/forbidden"), (error) => isFortiError(error, "FORBIDDEN"));
  }
  assert.equal(fmg.stats().session?.signIns, 1);
  assert.equal((await manager.calls()).filter((call) => call === LOGIN).length, 1);
});

test("feature sign-in: a lock outlives a call that is forbidden", async () => {
  await manager.settings({ workspace: "normal" });
  await using fmg = admin();
  await fmg.exec("dvmdb/adom/root/workspace/lock");
  await manager.fault(FORBIDDEN);
  await assert.rejects(fmg.get("dvmdb/forbidden"), (error) => isFortiError(error, "FORBIDDEN"));
  assert.equal((await manager.locks()).length, 1);
});

test("feature sign-in: where FortiManager tells nothing it signs in once again, and believes what it hears then", async () => {
  await using fmg = admin();
  await read(fmg);
  await manager.fault({ kind: "soft-error", code: -11, match: { item: "^get (sys|cli/global/system)/status" } });
  await manager.fault(FORBIDDEN);
  await manager.forget();
  await assert.rejects(fmg.get("dvmdb/forbidden"), (error) => isFortiError(error, "FORBIDDEN"));
  const FIRST = "get dvmdb/forbidden";
  assert.deepEqual(await manager.calls(), [FIRST, ...PROBES, LOGOUT, LOGIN, FIRST]);
  assert.equal((await manager.sessions()).length, 1, "the session that was replaced is signed out");
});

test("feature sign-in: a session that FortiManager ended after its 900 idle seconds is replaced, one that stands is kept", async () => {
  const runtime = createManualClock();
  const { url, fingerprint } = manager.handle;
  const transport = createDefaultTransport({ url, tls: { fingerprint } });
  await using fmg = createFortiManager({ transport, runtime, auth: password(username, secret) });
  const wait = async (seconds: number): Promise<void> => {
    await runtime.advance(seconds * 1000);
    await manager.advance(seconds * 1000);
  };
  await read(fmg);
  await wait(800);
  await read(fmg);
  assert.deepEqual(await manager.calls(), [LOGIN, READ, READ]);
  await wait(901);
  await manager.forget();
  await read(fmg);
  assert.deepEqual(await manager.calls(), [...PROBES, LOGIN, READ]);
  await runtime.advance(901_000);
  await manager.forget();
  await read(fmg);
  assert.deepEqual(await manager.calls(), ["get sys/status", READ]);
});

test("feature sign-in: a wrong password is not tried again at once, and never in circles", async () => {
  await using fmg = manager.connect({ username, password: "wrong" });
  for (let turn = 0; turn < 5; turn++) {
    await assert.rejects(read(fmg), (error) => {
      assert.ok(isFortiError(error, "AUTH_FAILED"));
      assert.match(error.message, /Cannot sign in as "admin": .*\(Login fail\)/);
      assert.equal(error.deviceCode, -22);
      return !error.format().includes("wrong");
    });
  }
  assert.deepEqual(await manager.calls(), [LOGIN]);
});

test("feature sign-in: an administrator without rpc-permit is told what to set", async () => {
  await using root = admin();
  const user = { userid: "robot", password: ["geheim"], "rpc-permit": "none", profileid: ["Super_User"] };
  await root.add("cli/global/system/admin/user", user);
  await using fmg = manager.connect({ username: "robot", password: "geheim" });
  await assert.rejects(read(fmg), (error) => {
    return isFortiError(error, "AUTH_FAILED") && /rpc-permit read-write/.test(error.hint ?? "");
  });
});

test("feature sign-in: a session that ends at once is not renewed in circles", async () => {
  await using fmg = admin();
  await read(fmg);
  await manager.trouble({ kind: "expire-session" });
  await manager.forget();
  await assert.rejects(read(fmg), (error) => isFortiError(error, "FORBIDDEN") && error.deviceCode === -11);
  assert.equal((await manager.calls()).filter((call) => call === READ).length, 2);
  assert.equal((await manager.calls()).filter((call) => call === LOGIN).length, 1);
});

test("feature sign-in: what a call says and what it keeps on record holds no password, code or session", async () => {
  await manager.settings({ twoFactor: true, tokenCode: "471108" });
  const sent: string[] = [];
  const events: string[] = [];
  const transport = createDefaultTransport({
    url: manager.handle.url,
    tls: { fingerprint: manager.handle.fingerprint },
  });
  const send: typeof transport.send = async (request) => {
    const response = await transport.send(request);
    sent.push(String(response.body));
    return response;
  };
  {
    await using fmg = manager.connect({
      transport: { ...transport, send },
      auth: password(username, secret, { answer: "471108" }),
      audit: [(event) => void events.push(JSON.stringify(event))],
      trackOperations: true,
    });
    await read(fmg);
    events.push(JSON.stringify(fmg.operations()), JSON.stringify(fmg.stats()));
  }
  const keys = sent.flatMap((body) => /"session":"([^"]+)"/.exec(body)?.[1] ?? []);
  assert.ok(keys.length > 0 && events.length > 2);
  for (const hidden of [secret, "471108", ...keys]) {
    for (const line of events) assert.ok(!line.includes(hidden), line);
  }
});

test("feature sign-in: exactly one way to sign in is wanted, and the others named", () => {
  const { url, apiKey } = manager.handle;
  for (const options of [{}, { apiKey, username, password: secret }, { username }, { password: secret }]) {
    assert.throws(
      () => manager.connect({ url, apiKey: undefined, ...options } as unknown as ConnectOptions),
      (error) => isFortiError(error, "INVALID_INPUT") && !error.format().includes(secret),
    );
  }
});
