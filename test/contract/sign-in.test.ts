import assert from "node:assert/strict";
import { test } from "node:test";
import { createDefaultTransport, type Transport } from "@fortiweave/core";
import { createManualClock } from "@fortiweave/core/testing";
import {
  type ConnectOptions,
  createFortiGate,
  type FortiError,
  type FortiErrorCode,
  type FortiGate,
  isFortiError,
  type PasswordOptions,
  password,
} from "@fortiweave/fortios";
import { openDevice, type TestDevice } from "./device.ts";

/** On either side of 7.4.5, where the token in a URL ended, and of 7.6.3, where the older sign-in did. */
const VERSIONS = [
  ["7.2.11", "logincheck"],
  ["7.4.4", "logincheck"],
  ["7.4.5", "logincheck"],
  ["7.6.2", "logincheck"],
  ["7.6.3", undefined],
  ["7.6.5", undefined],
] as const;

const web = { name: "web", subnet: "192.0.2.1/32" };
const list = (fgt: FortiGate): Promise<unknown> => fgt.cmdb("firewall/address").list({ count: 1 });
const create = (fgt: FortiGate): Promise<unknown> => fgt.cmdb("firewall/address").create(web);

function signIn(device: TestDevice, options: PasswordOptions = {}, more: Partial<ConnectOptions> = {}): FortiGate {
  const { username, password: secret } = device.handle;
  return device.connect({ auth: password(username, secret, options), ...more });
}

/** The error of a call, which must have this code and not show the password. */
async function failure(code: FortiErrorCode, fgt: FortiGate, call = list): Promise<FortiError> {
  await using client = fgt;
  const error: unknown = await call(client).then(
    () => assert.fail(`${code} did not happen`),
    (reason) => reason,
  );
  assert.ok(isFortiError(error), String(error));
  assert.equal(error.code, code, error.format("detailed"));
  return error;
}

const SIGN_IN = "POST /authentication";
const ADDRESSES = "/cmdb/firewall/address";

for (const [version, older] of VERSIONS) {
  const device = await openDevice(version);

  for (const dialect of ["auto", "authentication"] as const) {
    test(`${version}: ${dialect} signs in at /api/v2/authentication, writes with the CSRF token, and signs out`, async () => {
      await device.reset();
      const fgt = signIn(device, { dialect });
      await create(fgt);
      assert.equal((await fgt.cmdb("firewall/address").get("web")).name, "web");
      assert.equal((await device.sessions()).length, 1);
      await fgt.close();
      assert.deepEqual(await device.sessions(), []);
      const calls = [SIGN_IN, `POST ${ADDRESSES}`, `GET ${ADDRESSES}/web`, "DELETE /authentication"];
      assert.deepEqual(await device.calls(), calls);
    });
  }

  test(`${version}: /logincheck ${older === undefined ? "gives no session, and that is said" : "does as well"}`, async () => {
    await device.reset();
    const fgt = signIn(device, { dialect: "logincheck" });
    if (older === undefined) {
      const { message, hint } = await failure("UNSUPPORTED", fgt);
      assert.match(message, /gives no session$/);
      assert.match(hint ?? "", /7\.6\.3/);
      return;
    }
    await create(fgt);
    await fgt.close();
    assert.deepEqual(await device.sessions(), []);
    assert.deepEqual(await device.calls(), ["POST /logincheck", `POST ${ADDRESSES}`, "POST /logout"]);
  });

  test(`${version}: a session that the device has ended is opened again, once for twenty calls`, async () => {
    await device.reset();
    await using fgt = signIn(device, { dialect: older ?? "auto" });
    await list(fgt);
    await device.endSessions();
    await device.forget();
    await Promise.all(Array.from({ length: 20 }, () => list(fgt)));
    await device.endSessions();
    await create(fgt);
    const signIns = (await device.calls()).filter((call) => call === SIGN_IN || call === "POST /logincheck");
    assert.equal(signIns.length, 2);
    assert.equal(fgt.stats().failures, 0);
  });

  test(`${version}: a disclaimer`, async () => {
    await device.reset();
    await device.signIn({ preDisclaimer: older === undefined, postDisclaimer: true });
    const dialect = older ?? "auto";
    const { hint } = await failure("AUTH_FAILED", signIn(device, { dialect }), create);
    assert.match(hint ?? "", /acknowledgeDisclaimer: true/);
    assert.deepEqual(await device.sessions(), [], "half a session is not left behind");
    await using fgt = signIn(device, { dialect, acknowledgeDisclaimer: true });
    await create(fgt);
  });

  test(`${version}: a second factor`, async () => {
    await device.reset();
    await device.signIn({ twoFactor: true, tokenCode: "314159" });
    const dialect = older ?? "auto";
    const missing = await failure("AUTH_FAILED", signIn(device, { dialect }));
    assert.match(missing.message, /asks for a second factor/);
    await failure("AUTH_FAILED", signIn(device, { dialect, tokenCode: "000000" }));
    let asked = 0;
    const tokenCode = () => {
      asked++;
      return Promise.resolve("314159");
    };
    await using fgt = signIn(device, { dialect, tokenCode });
    await create(fgt);
    assert.equal(asked, 1);
  });
}

const device = await openDevice();

test("a new password", async () => {
  await device.reset();
  await device.signIn({ changePassword: true });
  const { hint } = await failure("AUTH_FAILED", signIn(device));
  assert.match(hint ?? "", /newPassword/);
  await using fgt = signIn(device, { newPassword: "Neues-Wort-1" });
  await list(fgt);
  await device.endSessions();
  await list(fgt);
  await using other = device.connect({ username: device.handle.username, password: "Neues-Wort-1" });
  await list(other);
});

test("a 401 in JSON opens the session again as one in a page does", async () => {
  await device.reset();
  await using fgt = signIn(device);
  await list(fgt);
  for (const kind of ["status", "html"] as const) {
    await device.fault({ kind, status: 401, times: 1, match: { path: "/api/v2/cmdb" } });
    await list(fgt);
  }
  assert.equal(fgt.stats().session?.signIns, 3);
});

test("a wrong password, and the lockout that it leads to", async () => {
  await device.reset();
  const wrong = (): FortiGate => device.connect({ username: "admin", password: "falsch-geraten" });
  for (let turn = 0; turn < 3; turn++) {
    const error = await failure("AUTH_FAILED", wrong());
    assert.match(error.message, /user name or the password/);
    assert.match(error.hint ?? "", /trusted hosts/);
    assert.doesNotMatch(error.format(), /falsch-geraten/);
  }
  assert.match((await failure("LOCKED_OUT", wrong())).hint ?? "", /wait for the lockout/);
  await failure("LOCKED_OUT", signIn(device));
});

test("one client does not lead to a lockout, nor prolong it", async () => {
  await device.reset();
  await using wrong = device.connect({ username: "admin", password: "falsch-geraten" });
  for (let turn = 0; turn < 10; turn++)
    await assert.rejects(list(wrong), (error) => isFortiError(error, "AUTH_FAILED"));
  assert.deepEqual(await device.calls(), [SIGN_IN]);
  await device.lockOut();
  await device.forget();
  await using fgt = signIn(device);
  for (let turn = 0; turn < 10; turn++) await assert.rejects(list(fgt), (error) => isFortiError(error, "LOCKED_OUT"));
  assert.deepEqual(await device.calls(), [SIGN_IN]);
});

/** A token of an API administrator of its own. */
async function issue(fgt: FortiGate, more: object = {}): Promise<string> {
  const admin = { name: "robot", accprofile: "super_admin", vdom: [{ name: "root" }], ...more };
  await fgt.untyped().cmdb("system/api-user").create(admin);
  const made = await fgt.untyped().monitor("system/api-user/generate-key").post({ "api-user": "robot" });
  return (made as { access_token: string }).access_token;
}

test("a token that is wrong, cut off, no longer good, or from elsewhere", async () => {
  await device.reset();
  await using owner = device.connect();
  const unknown = await failure("AUTH_FAILED", device.connect({ token: "wrong-token-0123456789abcdef" }));
  const cut = await failure("AUTH_FAILED", device.connect({ token: device.handle.token.slice(0, 20) }));
  const robot = device.connect({ token: await issue(owner) });
  await list(robot);
  await owner.untyped().cmdb("system/api-user").delete("robot");
  const ended = await failure("AUTH_FAILED", robot);
  const hosts = [{ id: 1, type: "ipv4-trusthost", "ipv4-trusthost": "10.0.0.0 255.0.0.0" }];
  const elsewhere = await failure("AUTH_FAILED", device.connect({ token: await issue(owner, { trusthost: hosts }) }));

  assert.match(cut.message, /not one that a FortiGate makes$/);
  assert.match(ended.message, /no longer accepts the API token, which it did before$/);
  // The device does not tell these two apart, so the hint says what can be looked at, and where the device says it.
  assert.equal(unknown.hint, elsewhere.hint);
  for (const cause of [/token/, /trusted hosts/, /expired/, /httpsd/]) assert.match(unknown.hint ?? "", cause);
});

test("a password from elsewhere", async () => {
  await device.reset();
  await using owner = device.connect();
  const admin = { name: "far", accprofile: "super_admin", password: "Fern-1-weit", trusthost1: "10.0.0.0 255.0.0.0" };
  await owner.untyped().cmdb("system/admin").create(admin);
  const error = await failure("AUTH_FAILED", device.connect({ username: "far", password: "Fern-1-weit" }));
  assert.match(error.hint ?? "", /trusted hosts/);
});

test("a profile that does not allow it, with a token and with a session", async () => {
  await device.reset();
  const token = await device.token({ profile: "super_admin_readonly" });
  const byToken = await failure("FORBIDDEN", device.connect({ token }), create);
  await using owner = device.connect();
  const admin = { name: "reader", accprofile: "super_admin_readonly", password: "Lesen-1-nur" };
  await owner.untyped().cmdb("system/admin").create(admin);
  await device.forget();
  const bySession = await failure("FORBIDDEN", device.connect({ username: "reader", password: "Lesen-1-nur" }), create);
  for (const { hint } of [byToken, bySession])
    assert.match(hint ?? "", /^Check the administrator's profile, its VDOMs/);
  assert.equal((await device.calls()).filter((call) => call === SIGN_IN).length, 1, "the device said why");
});

test("a CSRF token that gets lost on the way", async () => {
  await device.reset();
  const { url, fingerprint } = device.handle;
  const direct = createDefaultTransport({ url, tls: { fingerprint } });
  const proxy: Transport = {
    ...direct,
    send: (request) => {
      const { "x-csrftoken": _lost, ...headers } = request.headers ?? {};
      return direct.send({ ...request, headers });
    },
  };
  const { message, hint } = await failure("FORBIDDEN", signIn(device, {}, { transport: proxy }), create);
  assert.match(message, /misses the CSRF token of the session$/);
  assert.match(hint ?? "", /X-CSRFTOKEN/);
  const signIns = (await device.calls()).filter((call) => call === SIGN_IN);
  assert.equal(signIns.length, 2, "another session was tried, once");
});

test("an idle session is renewed before the next call, or opened anew where the device has ended it", async () => {
  await device.reset();
  const { url, fingerprint, username, password: secret } = device.handle;
  const runtime = createManualClock();
  const transport = createDefaultTransport({ url, tls: { fingerprint } });
  const auth = password(username, secret, { idleTimeoutMs: 60_000 });
  await using fgt = createFortiGate({ transport, runtime, auth });
  await list(fgt);
  await runtime.advance(59_000);
  await list(fgt);
  await runtime.advance(61_000);
  await list(fgt);
  await runtime.advance(61_000);
  await device.endSessions();
  await list(fgt);
  const read = `GET ${ADDRESSES}`;
  const renew = "PUT /authentication";
  assert.deepEqual(await device.calls(), [SIGN_IN, read, read, renew, read, renew, SIGN_IN, read]);
});

test("closing does not fail when the device does not let anybody sign out", async () => {
  await device.reset();
  const fgt = signIn(device, {}, { retry: { maxRetries: 0 } });
  await list(fgt);
  await device.fault({ kind: "drop", match: { method: "DELETE" } });
  await fgt.close();
  await fgt.close();
});

test("nothing of a sign-in shows in audit, errors or statistics", async () => {
  await device.reset();
  await device.signIn({ twoFactor: true, tokenCode: "271828" });
  const shown: unknown[] = [];
  const fgt = signIn(device, { tokenCode: "271828" }, { audit: [(event) => void shown.push(event)] });
  await create(fgt);
  shown.push(fgt.stats());
  await device.endSessions();
  const refused = await fgt
    .cmdb("firewall/address")
    .create(web)
    .catch((error: FortiError) => error.format());
  shown.push(refused);
  await fgt.close();
  const text = JSON.stringify(shown);
  for (const secret of [device.handle.password, "271828", "session_key", "csrf"])
    assert.ok(!text.includes(secret), secret);
});
