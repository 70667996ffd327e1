import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDefaultTransport } from "@fortiweave/core";
import { createManualClock } from "@fortiweave/core/testing";
import {
  type ConnectOptions,
  createFortiGate,
  type DeviceRequest,
  type FortiGate,
  isFortiError,
  password,
  type Transport,
  token,
} from "@fortiweave/fortios";
import { openDevice, type TestDevice } from "../../contract/device.ts";

const device = await openDevice("7.6.5");
const SIGN_IN = "POST /authentication";
const READ = "GET /cmdb/firewall/address";

const web = { name: "web", subnet: "192.0.2.1/32" };
const list = (fgt: FortiGate): Promise<unknown> => fgt.cmdb("firewall/address").list({ count: 1 });
const create = (fgt: FortiGate): Promise<unknown> => fgt.cmdb("firewall/address").create(web);

beforeEach(() => device.reset());

/** The device's own transport, and what was sent over it. */
function watch({ handle }: TestDevice): Transport & { readonly sent: DeviceRequest[] } {
  const transport = createDefaultTransport({ url: handle.url, tls: { fingerprint: handle.fingerprint } });
  const sent: DeviceRequest[] = [];
  const send: Transport["send"] = (request) => {
    sent.push(request);
    return transport.send(request);
  };
  return { ...transport, send, sent };
}

function admin(options: Partial<ConnectOptions> = {}, of: TestDevice = device): FortiGate {
  return of.connect({ username: of.handle.username, password: of.handle.password, ...options });
}

test("feature sign-in: an API token goes in a header, never in a URL, and opens no session", async () => {
  await using fgt = device.connect({ auth: token(device.handle.token) });
  await list(fgt);
  assert.deepEqual(await device.calls(), [READ]);
  assert.deepEqual(await device.sessions(), []);
  for (const { url } of await device.requests()) assert.doesNotMatch(url, /access_token/);
});

test("feature sign-in: user name and password open one session with the first call, and close ends it", async () => {
  const fgt = admin();
  assert.deepEqual(await device.calls(), []);
  await Promise.all([list(fgt), list(fgt), list(fgt)]);
  assert.deepEqual(await device.calls(), [SIGN_IN, READ, READ, READ]);
  assert.equal((await device.sessions()).length, 1);
  await fgt.close();
  assert.deepEqual(await device.sessions(), []);
  assert.equal((await device.calls()).at(-1), "DELETE /authentication");
});

test("feature sign-in: await using ends the session, also after a failure", async () => {
  await assert.rejects(async () => {
    await using fgt = admin();
    await list(fgt);
    throw new Error("something else");
  }, /something else/);
  assert.deepEqual(await device.sessions(), []);
});

test("feature sign-in: cookies go back as they came, and the CSRF token without its quotes, with every write", async () => {
  const transport = watch(device);
  await using fgt = admin({ transport });
  const addresses = fgt.cmdb("firewall/address");
  await create(fgt);
  await addresses.update("web", { comment: "x" });
  await addresses.get("web");
  await addresses.delete("web");
  const [, post, put, get, remove] = transport.sent;
  const [, csrf] = /ccsrf_token_\w+="(\w+)"/.exec(post?.headers?.cookie ?? "") ?? [];
  assert.ok(csrf !== undefined, "the cookie keeps its quotes");
  assert.deepEqual(
    [post, put, get, remove].map((request) => request?.headers?.["x-csrftoken"]),
    [csrf, csrf, undefined, csrf],
  );
});

for (const [version, worksAtLogincheck] of [
  ["7.4.4", true],
  ["7.4.5", true],
  ["7.6.2", true],
  ["7.6.3", false],
] as const) {
  const other = await openDevice(version);

  test(`feature sign-in: both dialects of ${version}, as far as it has them`, async () => {
    await other.reset();
    const { username, password: secret } = other.handle;
    for (const dialect of ["auto", "authentication", "logincheck"] as const) {
      const fgt = other.connect({ auth: password(username, secret, { dialect }) });
      const call = list(fgt);
      if (dialect === "logincheck" && !worksAtLogincheck) {
        await assert.rejects(call, (error) => isFortiError(error, "UNSUPPORTED") && /7\.6\.3/.test(error.hint ?? ""));
      } else {
        await call;
      }
      await fgt.close();
      assert.deepEqual(await other.sessions(), []);
    }
  });
}

test("feature sign-in: a disclaimer is accepted by who says so, and else the sign-in says what to do", async () => {
  await device.signIn({ preDisclaimer: true, postDisclaimer: true });
  const { username, password: secret } = device.handle;
  await using silent = admin();
  await assert.rejects(list(silent), (error) => {
    return isFortiError(error, "AUTH_FAILED") && /acknowledgeDisclaimer: true/.test(error.hint ?? "");
  });
  await using fgt = device.connect({ auth: password(username, secret, { acknowledgeDisclaimer: true }) });
  await create(fgt);
});

test("feature sign-in: after any 401 it signs in again and the call goes through, a create too", async () => {
  await using fgt = admin();
  await list(fgt);
  await device.endSessions();
  await create(fgt);
  await device.fault({ kind: "status", status: 401, times: 1, match: { path: "/api/v2/cmdb" } });
  await fgt.cmdb("firewall/address").delete("web");
  await device.fault({ kind: "html", status: 401, times: 1, match: { path: "/api/v2/cmdb" } });
  await list(fgt);
  assert.equal(fgt.stats().failures, 0);
  assert.equal(fgt.stats().session?.signIns, 4);
});

test("feature sign-in: twenty parallel calls on an expired session make one sign-in", async () => {
  await using fgt = admin();
  await list(fgt);
  await device.endSessions();
  await device.forget();
  await Promise.all(Array.from({ length: 20 }, () => list(fgt)));
  assert.equal((await device.calls()).filter((call) => call === SIGN_IN).length, 1);
});

test("feature sign-in: a 401 that stays is tried once more and no oftener", async () => {
  await using fgt = admin();
  await list(fgt);
  await device.fault({ kind: "html", status: 401, match: { path: "/api/v2/cmdb" } });
  await device.forget();
  await assert.rejects(list(fgt), (error) => isFortiError(error, "SESSION_EXPIRED"));
  assert.deepEqual(await device.calls(), [READ, SIGN_IN, READ]);
});

test("feature sign-in: a session is renewed once it stood idle since the last call, not since the sign-in", async () => {
  const runtime = createManualClock();
  const { username, password: secret } = device.handle;
  await using fgt = createFortiGate({ transport: watch(device), runtime, auth: password(username, secret) });
  for (const idleMs of [0, 299_000, 299_000, 301_000]) {
    await runtime.advance(idleMs);
    await list(fgt);
  }
  assert.deepEqual(await device.calls(), [SIGN_IN, READ, READ, READ, "PUT /authentication", READ]);
});

test("feature sign-in: renewal can be switched off", async () => {
  const runtime = createManualClock();
  const { username, password: secret } = device.handle;
  const auth = password(username, secret, { idleTimeoutMs: false });
  await using fgt = createFortiGate({ transport: watch(device), runtime, auth });
  await list(fgt);
  await runtime.advance(86_400_000);
  await list(fgt);
  assert.deepEqual(await device.calls(), [SIGN_IN, READ, READ]);
});

test("feature sign-in: a call that is cancelled does not take the sign-in from the others", async () => {
  await device.fault({ kind: "delay", ms: 100, match: { path: "/api/v2/authentication" }, times: 1 });
  await using fgt = admin();
  const cancel = new AbortController();
  const cancelled = assert.rejects(
    fgt.cmdb("firewall/address").list({ signal: cancel.signal }),
    (error) => isFortiError(error, "ABORTED") && error.reached === "no",
  );
  const patient = list(fgt);
  cancel.abort();
  await cancelled;
  await patient;
  assert.deepEqual(await device.calls(), [SIGN_IN, READ]);
});

test("feature sign-in: refusals are told apart, each with a hint of its own", async () => {
  const hints = new Map<string, string>();
  const refused = async (what: string, fgt: FortiGate, call = list): Promise<void> => {
    await using client = fgt;
    const error: unknown = await call(client).catch((reason: unknown) => reason);
    assert.ok(isFortiError(error), what);
    hints.set(`${what}: ${error.code}`, error.hint ?? "");
  };
  await refused("unknown token or address", device.connect({ token: "wrong-token-0123456789abcdef" }));
  await refused("malformed token", device.connect({ token: "too-short" }));
  await using robot = device.connect({ token: await device.token({}) });
  await list(robot);
  await device.reset();
  await refused("token no longer good", robot);
  await refused("profile", device.connect({ token: await device.token({ profile: "super_admin_readonly" }) }), create);
  await device.signIn({ twoFactor: true });
  await refused("second factor", admin());
  await device.signIn({ twoFactor: false, postDisclaimer: true });
  await refused("disclaimer", admin());
  await device.signIn({ postDisclaimer: false, changePassword: true });
  await refused("new password", admin());
  await device.signIn({ changePassword: false });
  const transport = watch(device);
  const send: Transport["send"] = ({ headers: { "x-csrftoken": _lost, ...headers } = {}, ...request }) =>
    transport.send({ ...request, headers });
  await refused("CSRF", admin({ transport: { ...transport, send } }), create);
  await refused("wrong password", device.connect({ username: "admin", password: "wrong" }));
  await device.lockOut();
  await refused("lockout", admin());
  assert.deepEqual(
    [...hints.keys()],
    [
      "unknown token or address: AUTH_FAILED",
      "malformed token: AUTH_FAILED",
      "token no longer good: AUTH_FAILED",
      "profile: FORBIDDEN",
      "second factor: AUTH_FAILED",
      "disclaimer: AUTH_FAILED",
      "new password: AUTH_FAILED",
      "CSRF: FORBIDDEN",
      "wrong password: AUTH_FAILED",
      "lockout: LOCKED_OUT",
    ],
  );
  assert.equal(new Set(hints.values()).size, hints.size);
});

test("feature sign-in: a locked-out machine does not prolong the lockout", async () => {
  await device.lockOut();
  await using fgt = admin();
  for (let turn = 0; turn < 5; turn++) await assert.rejects(list(fgt), (error) => isFortiError(error, "LOCKED_OUT"));
  assert.deepEqual(await device.calls(), [SIGN_IN]);
});
