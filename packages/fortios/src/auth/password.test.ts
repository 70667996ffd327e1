import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditEvent, type DeviceRequest, FortiError, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedAnswer } from "@fortiweave/core/testing";
import { createFortiGate, type FortiGateOptions } from "../client.ts";
import { type PasswordOptions, password } from "./password.ts";

const SECRETS = ["geheim", "C5RF-1", "C5RF-2", "KEY-1", "KEY-2", "123456", "neues-wort"];
const PAGE = { status: 401, body: "<html><title>401 Unauthorized</title></html>" };
const LIST = { body: { status: "success", version: "v7.4.8", results: [] } };

type Answer = ScriptedAnswer | FortiError;

function answers(number: number, message: string, status = 200): Answer {
  return { status, body: { status_code: number, status_message: message } };
}

/** A device that lets somebody in: each time with other cookies. */
function lettingIn() {
  let turn = 0;
  return (): ScriptedAnswer => {
    turn++;
    const cookies = `session_key_443_0a=KEY-${turn}; path=/; HttpOnly\nccsrf_token_443_0a="C5RF-${turn}"; path=/`;
    return { headers: { "set-cookie": cookies }, body: { status_code: 5, status_message: "LOGIN_SUCCESS" } };
  };
}

interface Script {
  readonly signIn?: (request: DeviceRequest) => Answer;
  readonly logincheck?: (request: DeviceRequest) => Answer;
  readonly call?: (request: DeviceRequest) => Answer;
  readonly other?: (request: DeviceRequest) => Answer;
}

function connect(script: Script = {}, options: PasswordOptions = {}, client: Partial<FortiGateOptions> = {}) {
  const events: AuditEvent[] = [];
  const runtime = createManualClock();
  const { signIn = lettingIn(), call = () => LIST, logincheck = () => PAGE, other = () => ({ body: {} }) } = script;
  const transport = createScriptedTransport((request) => {
    if (request.path === "/logincheck") return logincheck(request);
    if (request.effect !== "session") return call(request);
    return request.method === "POST" && request.path === "/api/v2/authentication" ? signIn(request) : other(request);
  });
  const auth = password("admin", "geheim", options);
  const audit = [(event: AuditEvent) => void events.push(event)];
  const fgt = createFortiGate({ transport, runtime, auth, audit, retry: { maxRetries: 0 }, ...client });
  const list = () => fgt.cmdb("firewall/address").list();
  const sent = () => transport.requests.map(({ method, path }) => `${method} ${path.replace("/api/v2", "")}`);
  return { fgt, list, transport, runtime, events, sent };
}

async function failure(call: Promise<unknown>): Promise<FortiError> {
  const error: unknown = await call.then(
    () => assert.fail("it went through"),
    (reason) => reason,
  );
  assert.ok(isFortiError(error), String(error));
  for (const secret of SECRETS) assert.ok(!error.format().includes(secret), error.format());
  return error;
}

test("it signs in once, sends the session with every request, and signs out with it", async () => {
  const { fgt, list, transport, events, sent } = connect();
  await list();
  await fgt.cmdb("firewall/address").delete("web");
  assert.deepEqual(fgt.stats().session, { kind: "password", signedIn: true, signIns: 1, lastUsedAt: 0 });
  await fgt.close();
  assert.deepEqual(sent(), [
    "POST /authentication",
    "GET /cmdb/firewall/address",
    "DELETE /cmdb/firewall/address/web",
    "DELETE /authentication",
  ]);
  const [signIn, read, write, signOut] = transport.requests;
  assert.deepEqual(signIn?.body, { username: "admin", secretkey: "geheim", password: "geheim" });
  const cookie = 'session_key_443_0a=KEY-1; ccsrf_token_443_0a="C5RF-1"';
  assert.deepEqual(read?.headers, { cookie });
  assert.deepEqual(write?.headers, { cookie, "x-csrftoken": "C5RF-1" });
  assert.deepEqual(signOut?.headers, { cookie, "x-csrftoken": "C5RF-1" });
  assert.deepEqual(
    events.map(({ operation, effect, outcome }) => `${operation}: ${effect} ${outcome}`),
    [
      "sign in: session ok",
      "cmdb firewall/address list: read ok",
      "cmdb firewall/address delete: write ok",
      "sign out: session ok",
    ],
  );
  for (const secret of SECRETS) assert.ok(!JSON.stringify(events).includes(secret));
  assert.equal(transport.closed, true);
});

test("sign-ins are not counted among the calls", async () => {
  const { fgt, list } = connect();
  await list();
  assert.equal(fgt.stats().requests, 1);
});

test("twenty calls on a session that has ended make one sign-in", async () => {
  const { fgt, list, sent } = connect({ call: ({ headers }) => (headers?.cookie?.includes("KEY-2") ? LIST : PAGE) });
  await Promise.all(Array.from({ length: 20 }, list));
  assert.equal(fgt.stats().session?.signIns, 2);
  assert.equal(sent().filter((line) => line === "POST /authentication").length, 2);
  assert.equal(fgt.stats().failures, 0);
});

test("a device that does not know the newer way is asked the older one, and from then on only that", async () => {
  const old: ScriptedAnswer = {
    headers: { "set-cookie": 'APSCOOKIE_1="a%3Db"; path=/\nccsrftoken_1="C5RF-1"; path=/' },
    body: '1document.location="/ng/";\n',
  };
  for (const refusal of [PAGE, { status: 404, body: "" }, { status: 405, body: "" }, { body: "<html></html>" }]) {
    let isOver = false;
    const { fgt, list, transport, sent } = connect({
      signIn: () => refusal,
      logincheck: () => {
        isOver = false;
        return old;
      },
      call: () => (isOver ? PAGE : LIST),
    });
    await list();
    isOver = true;
    await list();
    await fgt.close();
    assert.deepEqual(sent(), [
      "POST /authentication",
      "POST /logincheck",
      "GET /cmdb/firewall/address",
      "GET /cmdb/firewall/address",
      "POST /logincheck",
      "GET /cmdb/firewall/address",
      "POST /logout",
    ]);
    const form = { type: "application/x-www-form-urlencoded", content: "username=admin&secretkey=geheim&ajax=1" };
    assert.deepEqual(transport.requests[1]?.text, form);
    assert.equal(transport.requests[2]?.headers?.cookie, 'APSCOOKIE_1="a%3Db"; ccsrftoken_1="C5RF-1"');
  }
});

test("a device that was upgraded meanwhile is asked the newer way again", async () => {
  let isUpgraded = false;
  const signIn = lettingIn();
  const { list, sent } = connect({
    signIn: () => (isUpgraded ? signIn() : PAGE),
    logincheck: () =>
      isUpgraded ? { body: "1" } : { headers: { "set-cookie": "APSCOOKIE_1=a\nccsrftoken=b" }, body: "1" },
    call: ({ headers }) => (isUpgraded && headers?.cookie?.includes("APSCOOKIE") ? PAGE : LIST),
  });
  await list();
  isUpgraded = true;
  await list();
  assert.deepEqual(sent().slice(4), ["POST /logincheck", "POST /authentication", "GET /cmdb/firewall/address"]);
});

test("a wrong password is not tried the other way, nor again", async () => {
  const { list, sent } = connect({ signIn: () => answers(-1, "LOGIN_FAILED", 401) });
  const first = await failure(list());
  assert.equal(first.code, "AUTH_FAILED");
  assert.match(first.message, /^Cannot sign in as "admin": the device does not accept the user name or the password$/);
  assert.match((await failure(list())).message, /not tried again for another 60 s$/);
  assert.deepEqual(sent(), ["POST /authentication"]);
});

test("when neither way says why, the first refusal counts", async () => {
  const { list } = connect({ signIn: () => PAGE, logincheck: () => ({ body: "<html>sign in</html>" }) });
  const { code, message } = await failure(list());
  assert.equal(code, "AUTH_FAILED");
  assert.match(message, /does not say why/);
});

test("one way alone can be asked for", async () => {
  const one = connect({ signIn: () => PAGE }, { dialect: "authentication" });
  await failure(one.list());
  assert.deepEqual(one.sent(), ["POST /authentication"]);
  const other = connect({}, { dialect: "logincheck" });
  await failure(other.list());
  assert.deepEqual(other.sent(), ["POST /logincheck"]);
});

test("a fault on the way is no reason for the other way", async () => {
  const { list, sent } = connect({
    signIn: () => new FortiError({ code: "NETWORK", message: "no route", reached: "no" }),
  });
  assert.equal((await failure(list())).code, "NETWORK");
  assert.deepEqual(sent(), ["POST /authentication"]);
});

test("a disclaimer is accepted only by who says so", async () => {
  const signIn = lettingIn();
  const ask = ({ body }: DeviceRequest): Answer =>
    JSON.stringify(body).includes('"ack_post_disclaimer":true')
      ? signIn()
      : { ...signIn(), body: { status_code: 3, status_message: "LOGIN_ACCEPT_POST_LOGIN_DISCLAIMER" } };
  const silent = connect({ signIn: ask });
  const { code, message, hint } = await failure(silent.list());
  assert.equal(code, "AUTH_FAILED");
  assert.match(message, /disclaimer/);
  assert.match(hint ?? "", /acknowledgeDisclaimer: true/);
  assert.deepEqual(silent.sent(), ["POST /authentication", "DELETE /authentication"], "half a session is taken back");

  const willing = connect({ signIn: ask }, { acknowledgeDisclaimer: true });
  await willing.list();
  assert.deepEqual(willing.sent(), ["POST /authentication", "GET /cmdb/firewall/address"]);
});

test("the code of a second factor is asked for when the device wants it, each time anew", async () => {
  const signIn = lettingIn();
  const codes = ["123456", "123456"];
  let isOver = false;
  const { list, transport } = connect(
    {
      signIn: ({ body }) => {
        isOver = false;
        if (JSON.stringify(body).includes("token_code")) return signIn();
        return {
          headers: { "set-cookie": "session_key_443_0a=KEY-0" },
          body: { status_code: 2, status_message: "LOGIN_TFA" },
        };
      },
      call: () => (isOver ? PAGE : LIST),
    },
    { tokenCode: () => Promise.resolve(codes.shift() ?? "") },
  );
  await list();
  isOver = true;
  await list();
  assert.deepEqual(codes, []);
  const second = transport.requests[1];
  assert.equal(second?.headers?.cookie, "session_key_443_0a=KEY-0", "the sign-in goes on where it was");
  assert.equal(second?.idempotent, false, "a code counts once");
});

test("a second factor that nobody gives, that is wrong, or that fails to come, is said to be so", async () => {
  const ask = { signIn: () => answers(2, "LOGIN_TFA") };
  const missing = await failure(connect(ask).list());
  assert.match(missing.message, /asks for a second factor$/);
  assert.match(missing.hint ?? "", /tokenCode/);
  const wrong = await failure(connect(ask, { tokenCode: "123456" }).list());
  assert.match(wrong.message, /does not accept the code/);
  const tokenCode = () => Promise.reject(new Error("no signal"));
  const lost = await failure(connect(ask, { tokenCode }).list());
  assert.equal(lost.code, "ABORTED");
  assert.match(String(lost.cause), /no signal/);
});

test("a password that must be changed is changed only to a given one, which counts from then on", async () => {
  const signIn = lettingIn();
  let current = "geheim";
  let isOver = false;
  const change = ({ body }: DeviceRequest): Answer => {
    isOver = false;
    const { secretkey, new_password1 } = body as { secretkey: string; new_password1?: string };
    if (secretkey !== current) return answers(-1, "LOGIN_FAILED", 401);
    if (current === "geheim" && new_password1 === undefined) return answers(4, "LOGIN_CHANGE_PWD_NEEDED");
    current = new_password1 ?? current;
    return signIn();
  };
  const refused = await failure(connect({ signIn: change }).list());
  assert.match(refused.message, /password must be changed first$/);
  assert.match(refused.hint ?? "", /newPassword/);

  const { list } = connect({ signIn: change, call: () => (isOver ? PAGE : LIST) }, { newPassword: "neues-wort" });
  await list();
  assert.equal(current, "neues-wort");
  isOver = true;
  await list();
});

test("an idle session is kept where the device still has it", async () => {
  const forgotten = connect({ other: () => PAGE });
  const kept = connect();
  for (const { list, runtime } of [kept, forgotten]) {
    await list();
    await runtime.advance(300_001);
    await list();
  }
  const call = "GET /cmdb/firewall/address";
  assert.deepEqual(kept.sent(), ["POST /authentication", call, "PUT /authentication", call]);
  assert.deepEqual(forgotten.sent(), [
    "POST /authentication",
    call,
    "PUT /authentication",
    "POST /authentication",
    call,
  ]);
});

test("the older way cannot keep a session: it ends it and signs in anew", async () => {
  const signedIn: ScriptedAnswer = { headers: { "set-cookie": "APSCOOKIE_1=a\nccsrftoken=b" }, body: "1" };
  for (const atLogout of [{ body: "" }, PAGE]) {
    const script = { logincheck: () => signedIn, other: () => atLogout };
    const { list, runtime, sent } = connect(script, { dialect: "logincheck" });
    await list();
    await runtime.advance(300_001);
    await list();
    assert.deepEqual(sent().slice(2), ["POST /logout", "POST /logincheck", "GET /cmdb/firewall/address"]);
  }
});

test("a write that is refused without a reason is tried once with another CSRF token, and then believed", async () => {
  const forbidden: Answer = { status: 403, body: "<html><title>403 Forbidden</title></html>" };
  const { fgt, sent } = connect({ call: () => forbidden });
  const remove = () => failure(fgt.cmdb("firewall/address").delete("web"));
  assert.equal((await remove()).code, "FORBIDDEN");
  assert.equal((await remove()).code, "FORBIDDEN");
  const write = "DELETE /cmdb/firewall/address/web";
  const again = ["DELETE /authentication", "POST /authentication"];
  assert.deepEqual(sent(), ["POST /authentication", write, ...again, write, write]);
});

test("a refusal that the device explains, or after a write that went through, is believed at once", async () => {
  const explained = connect({ call: () => ({ status: 403, body: { status: "error", http_status: 403, error: -37 } }) });
  await failure(explained.fgt.cmdb("firewall/address").delete("web"));
  assert.equal(explained.fgt.stats().session?.signIns, 1);

  let turn = 0;
  const proven = connect({ call: () => (turn++ === 0 ? LIST : { status: 403, body: "<html></html>" }) });
  await proven.fgt.cmdb("firewall/address").delete("web");
  await failure(proven.fgt.cmdb("firewall/address").delete("web"));
  assert.equal(proven.fgt.stats().session?.signIns, 1);
});

test("a session that is refused as soon as it is there is not opened in circles", async () => {
  const { list, sent } = connect({ call: () => PAGE });
  const { code, hint } = await failure(list());
  assert.equal(code, "SESSION_EXPIRED");
  assert.match(hint ?? "", /trusted hosts/);
  const call = "GET /cmdb/firewall/address";
  assert.deepEqual(sent(), ["POST /authentication", call, "POST /authentication", call]);
});

test("closing waits for what is under way, then signs out, then lets go of the connections", async () => {
  const answer = Promise.withResolvers<ScriptedAnswer>();
  const order: string[] = [];
  const runtime = createManualClock();
  const transport = createScriptedTransport((request) => {
    order.push(request.operation);
    if (request.operation === "sign in") return lettingIn()();
    return request.operation === "sign out" ? { body: {} } : answer.promise;
  });
  const close = transport.close;
  const closing = { ...transport, close: () => close().finally(() => order.push("closed")) };
  const fgt = createFortiGate({ transport: closing, runtime, auth: password("admin", "geheim") });
  const running = fgt.cmdb("firewall/address").list();
  while (order.length < 2) await Promise.resolve();
  const closed = fgt.close();
  assert.equal((await failure(fgt.cmdb("firewall/address").list())).code, "INVALID_INPUT");
  order.push("answer");
  answer.resolve(LIST);
  assert.deepEqual(await running, []);
  await closed;
  await fgt.close();
  assert.deepEqual(order, ["sign in", "cmdb firewall/address list", "answer", "sign out", "closed", "closed"]);
});

test("sign-ins pass through retries and the breaker", async () => {
  const signIn = lettingIn();
  let turn = 0;
  const fault = new FortiError({ code: "NETWORK", message: "lost", reached: "maybe" });
  const { fgt, list, runtime } = connect({ signIn: () => (turn++ === 0 ? fault : signIn()) }, {}, { retry: {} });
  const listed = list();
  await runtime.advance(1000);
  await listed;
  assert.equal(fgt.stats().retry.retries, 1);

  const broken = connect({ signIn: () => fault }, {}, { retry: { maxRetries: 0 }, circuitBreaker: { threshold: 1 } });
  assert.equal((await failure(broken.list())).code, "NETWORK");
  assert.equal((await failure(broken.list())).code, "CIRCUIT_OPEN");
});

test("options that cannot work are refused at once", () => {
  const refused = (make: () => unknown, words: RegExp) =>
    assert.throws(make, (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message));
  refused(() => password("", "geheim"), /username is empty/);
  refused(() => password("admin", 5 as unknown as string), /password is not a text/);
  refused(() => password("admin", "geheim", { dialect: "ssh" as "auto" }), /dialect is not one of/);
  refused(() => connect({}, { idleTimeoutMs: 0 }), /idleTimeoutMs/);
});
