import assert from "node:assert/strict";
import { test } from "node:test";
import { FortiError, isFortiError } from "@fortiweave/core";
import { openSigned, type Said, type Signed } from "../../test/signed.ts";
import { type PasswordOptions, password } from "./password.ts";

const LOGIN = "exec sys/login/user";
const CHALLENGE = "exec sys/login/challenge";
const LOGOUT = "exec sys/logout";
const PROBE = "get sys/status";
const PROBES = [PROBE, "get cli/global/system/status"];
const READ = "get dvmdb/adom";
const FORBIDDEN = "get dvmdb/forbidden";
const NO_PERMISSION: Said = { code: -11, message: "No permission for the resource" };

/** A FortiManager that knows the keys it gave. */
function open(options: PasswordOptions = {}, answers: Readonly<Record<string, () => Said | Error>> = {}) {
  const alive = new Set<unknown>();
  let given = 0;
  const manager = openSigned(password("admin", "geheim", options), (call, request) => {
    const { session } = request.body as { session?: string };
    const own = answers[call]?.();
    if (own !== undefined) {
      if (!(own instanceof Error) && typeof own.session === "string") alive.add(own.session);
      return own;
    }
    if (call === LOGIN) {
      const key = `KEY-${++given}`;
      alive.add(key);
      return { session: key };
    }
    if (call === LOGOUT) return alive.delete(session) ? {} : NO_PERMISSION;
    return !alive.has(session) || call === FORBIDDEN ? NO_PERMISSION : { data: [] };
  });
  return { ...manager, alive };
}

const read = (manager: Signed): Promise<unknown> => manager.get("dvmdb/adom");

async function failure(call: Promise<unknown>): Promise<FortiError> {
  const error: unknown = await call.then(
    () => assert.fail("it went through"),
    (reason) => reason,
  );
  assert.ok(isFortiError(error), String(error));
  for (const secret of ["geheim", "KEY-1", "123456"]) assert.ok(!error.format().includes(secret), error.format());
  return error;
}

test("it signs in once, sends the session in the body of each request, and signs out once", async () => {
  const manager = open();
  await Promise.all([read(manager), read(manager), read(manager)]);
  await Promise.all([manager.close(), manager.close()]);
  await manager.close();
  assert.deepEqual(manager.calls(), [LOGIN, READ, READ, READ, LOGOUT]);
  const [login, ...rest] = manager.bodies();
  assert.deepEqual(login?.params, [{ url: "sys/login/user", data: { user: "admin", passwd: "geheim" } }]);
  assert.ok(rest.every(({ session }) => session === "KEY-1"));
  for (const request of manager.requests.slice(1)) {
    assert.equal(request?.headers, undefined);
    assert.deepEqual(request?.secrets, ["KEY-1"]);
  }
  assert.deepEqual([...manager.alive], []);
});

test("a session that is over is found out and replaced once, whoever asks meanwhile", async () => {
  const manager = open();
  await read(manager);
  for (let turn = 1; turn < 3; turn++) {
    manager.alive.clear();
    await Promise.all(Array.from({ length: 20 }, () => read(manager)));
    assert.equal(manager.calls().filter((call) => call === LOGIN).length, turn + 1);
    assert.equal(manager.calls().filter((call) => call === PROBE).length, turn);
  }
});

test("a right that is missing costs no session: its locks would go with it", async () => {
  const manager = open();
  for (let turn = 0; turn < 2; turn++) {
    const error = await failure(manager.get("dvmdb/forbidden"));
    assert.deepEqual([error.code, error.deviceCode], ["FORBIDDEN", -11]);
  }
  assert.deepEqual(manager.calls(), [LOGIN, FORBIDDEN, PROBE, FORBIDDEN, PROBE]);
});

test("an administrator who may not read the status is asked for the other one", async () => {
  const manager = open({}, { [PROBE]: () => NO_PERMISSION });
  await failure(manager.get("dvmdb/forbidden"));
  assert.deepEqual(manager.calls(), [LOGIN, FORBIDDEN, ...PROBES]);
});

test("where nothing tells, it signs in once again and believes what it hears then; no session is left behind", async () => {
  const manager = open({}, { [PROBE]: () => NO_PERMISSION, "get cli/global/system/status": () => NO_PERMISSION });
  assert.equal((await failure(manager.get("dvmdb/forbidden"))).code, "FORBIDDEN");
  assert.deepEqual(manager.calls(), [LOGIN, FORBIDDEN, ...PROBES, LOGOUT, LOGIN, FORBIDDEN]);
  assert.deepEqual([...manager.alive], ["KEY-2"]);
});

test("after 900 idle seconds the session is looked at, and kept if it stands", async () => {
  const manager = open();
  for (const seconds of [0, 899, 899, 901]) {
    await manager.clock.advance(seconds * 1000);
    await read(manager);
  }
  assert.deepEqual(manager.calls(), [LOGIN, READ, READ, READ, PROBE, READ]);
  manager.alive.clear();
  await manager.clock.advance(901_000);
  await read(manager);
  assert.deepEqual(manager.calls().slice(6), [...PROBES, LOGIN, READ]);
});

for (const [what, said] of [
  ["beside a yes", { session: "HALF", data: { challenge: "Token code" } }],
  ["beside a no", { session: "HALF", code: -24, message: "Token code required" }],
] as const) {
  test(`a second factor that is asked for ${what} is answered, from a text or a function`, async () => {
    for (const answer of ["123456", () => Promise.resolve("123456")]) {
      const manager = open({ answer }, { [LOGIN]: () => said, [CHALLENGE]: () => ({ session: "KEY-1" }) });
      await read(manager);
      assert.deepEqual(manager.calls(), [LOGIN, CHALLENGE, READ]);
      assert.deepEqual(manager.bodies()[1]?.params?.[0]?.data, { session: "HALF", answer: "123456" });
      assert.equal(manager.requests[1]?.idempotent, false);
    }
  });
}

test("a sign-in that stops half-way takes its half session back, and is not tried again at once", async () => {
  const asked = { session: "HALF", data: { challenge: "Token code" } };
  const login = { [LOGIN]: () => asked };
  const refuses = { ...login, [CHALLENGE]: () => ({ code: -22, message: "Login fail" }) };
  const goesOn = { ...login, [CHALLENGE]: () => asked };
  const cases: readonly [PasswordOptions, Readonly<Record<string, () => Said>>, RegExp, number][] = [
    [{}, login, /asks for a second factor/, 0],
    [{ answer: "123456" }, refuses, /does not accept the code of the second factor \(Login fail\)/, 1],
    [{ answer: "123456" }, goesOn, /goes on asking/, 1],
    [{ answer: () => "123456" }, goesOn, /goes on asking/, 3],
  ];
  for (const [options, answers, words, challenges] of cases) {
    const manager = open(options, answers);
    const error = await failure(read(manager));
    assert.match(error.message, words);
    assert.equal(error.code, "AUTH_FAILED");
    await failure(read(manager));
    assert.deepEqual(manager.calls(), [LOGIN, ...Array.from({ length: challenges }, () => CHALLENGE), LOGOUT]);
    assert.deepEqual([...manager.alive], []);
  }
});

test("a function that gets no code ends the sign-in with what it threw", async () => {
  const answer = () => Promise.reject(new Error("the phone is at home"));
  const manager = open({ answer }, { [LOGIN]: () => ({ session: "HALF", data: { challenge: "?" } }) });
  const error = await failure(read(manager));
  assert.deepEqual([error.code, (error.cause as Error).message], ["ABORTED", "the phone is at home"]);
  assert.match(error.hint ?? "", /given as answer/);
});

test("what FortiManager says to a login is told, each with a hint of its own", async () => {
  const cases: readonly [Said, string, RegExp, RegExp][] = [
    [{ code: -22, message: "Login fail" }, "AUTH_FAILED", /user name or the password \(Login fail\)$/, /login-max/],
    [NO_PERMISSION, "AUTH_FAILED", /may not use the JSON API/, /rpc-permit read-write/],
    [{ code: -22, message: "User is locked out" }, "LOCKED_OUT", /locked/, /60 seconds/],
    [{ code: -7, message: "Odd" }, "AUTH_FAILED", /code -7 \(Odd\)/, /trusted hosts/],
    [{}, "BAD_RESPONSE", /gives no session/, /proxy/],
    [{ session: 4711 }, "BAD_RESPONSE", /gives no session/, /proxy/],
  ];
  for (const [said, code, message, hint] of cases) {
    const manager = open({}, { [LOGIN]: () => said });
    const error = await failure(read(manager));
    assert.equal(error.code, code);
    assert.match(error.message, /^Cannot sign in as "admin": /);
    assert.match(error.message, message);
    assert.match(error.hint ?? "", hint);
    assert.deepEqual(manager.calls(), [LOGIN]);
  }
});

test("a login that does not get through is no matter of the password, and tried again with the next request", async () => {
  let turns = 0;
  const lost = new FortiError({ code: "NETWORK", message: "no route", reached: "no" });
  const manager = open({}, { [LOGIN]: () => (++turns === 1 ? lost : { session: "KEY-1" }) });
  assert.equal((await failure(read(manager))).code, "NETWORK");
  await read(manager);
  assert.deepEqual(manager.calls(), [LOGIN, LOGIN, READ]);
});

test("options that make no sense are refused before anything is sent", () => {
  for (const make of [
    () => password("", "x"),
    () => password("admin", undefined as unknown as string),
    () => open({ idleTimeoutMs: 0 }),
  ]) {
    assert.throws(make, (error) => isFortiError(error, "INVALID_INPUT"));
  }
});
