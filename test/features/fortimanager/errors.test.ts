import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDefaultTransport } from "@fortiweave/core";
import { type FortiError, type FortiErrorCode, isFortiError, type Transport } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const once = { retry: { maxRetries: 0 } };

beforeEach(() => manager.reset());

/** The error that a call fails with. */
async function failureOf(call: Promise<unknown>): Promise<FortiError> {
  const error = await call.then(
    () => assert.fail("It did not fail"),
    (thrown: unknown) => thrown,
  );
  assert.ok(isFortiError(error), String(error));
  return error;
}

/** A way to the FortiManager that spoils what it answers. */
function spoiling(change: (body: Record<string, unknown>) => unknown): Transport {
  const { url, fingerprint } = manager.handle;
  const inner = createDefaultTransport({ url, tls: { fingerprint } });
  return {
    close: () => inner.close(),
    send: async (request) => {
      const answer = await inner.send(request);
      return { ...answer, body: JSON.stringify(change(JSON.parse(String(answer.body)))) };
    },
  };
}

const CODES: readonly (readonly [status: number, code: FortiErrorCode, hint: RegExp])[] = [
  [-1, "DEVICE_ERROR", /try again/],
  [-2, "DUPLICATE", /set, or ensure/],
  [-3, "NOT_FOUND", /name and the ADOM/],
  [-5, "UNSUPPORTED", /version has it/],
  [-6, "BAD_REFERENCE", /ADOM, the package and the device/],
  [-7, "IN_USE", /uses it first/],
  [-8, "BAD_VALUE", /limits and options/],
  [-9, "UNSUPPORTED", /confirm/],
  [-10, "BAD_VALUE", /limits and options/],
  [-22, "AUTH_FAILED", /rpc-permit/],
  [-9001, "BAD_VALUE", /limits and options/],
  [-9998, "BAD_VALUE", /limits and options/],
  [-10_015, "IN_USE", /uses it first/],
  [-10_131, "BAD_REFERENCE", /Create what it names first/],
  [-10_147, "FORBIDDEN", /fmg\.workspace\("root"/],
  [-20_020, "FORBIDDEN", /approver/],
  [-20_055, "LOCKED_BY_OTHER", /waitMs/],
  [-20_063, "IN_USE", /devices/],
];

for (const [status, code, hint] of CODES) {
  test(`feature errors: status ${status} is ${code}, with what was done, where, and what to do`, async () => {
    await manager.fault({ kind: "soft-error", code: status });
    await using fmg = manager.connect();
    const error = await failureOf(fmg.add(ADDRESSES, { name: "web" }));
    assert.deepEqual([error.code, error.deviceCode, error.status, error.reached], [code, status, 200, "yes"]);
    assert.match(error.message, /^Cannot add firewall\/address "web" in ADOM "root": /);
    assert.match(error.hint ?? "", hint);
    assert.equal(error.operation, "firewall/address add");
    assert.equal(error.cliErrors.length, 1);
  });
}

test("feature errors: a status that nobody knows keeps its number and FortiManager's words", async () => {
  await manager.fault({ kind: "soft-error", code: -4711 });
  await using fmg = manager.connect();
  const error = await failureOf(fmg.get(ADDRESSES));
  assert.deepEqual([error.code, error.deviceCode], ["DEVICE_ERROR", -4711]);
  assert.match(error.format("detailed"), /device code: -4711\n {2}device: ./);
});

test("feature errors: a right that is missing is FORBIDDEN, and costs no more than one look at the session", async () => {
  const { username, password } = manager.handle;
  await using fmg = manager.connect({ username, password });
  await fmg.get(ADDRESSES);
  await manager.fault({ kind: "soft-error", code: -11, match: { item: "get dvmdb/adom$" } });
  await manager.forget();
  const error = await failureOf(fmg.get("dvmdb/adom"));
  assert.equal(error.code, "FORBIDDEN");
  assert.equal((await manager.calls()).filter((call) => call === "exec sys/login/user").length, 0);
  assert.ok((await manager.calls()).length <= 3);
});

test("feature errors: a session that is lost is renewed, and its loss is no error", async () => {
  const { username, password } = manager.handle;
  await using fmg = manager.connect({ username, password });
  await fmg.get(ADDRESSES);
  await manager.endSessions();
  await fmg.get(ADDRESSES);
  assert.equal(fmg.stats().session?.signIns, 2);
});

test("feature errors: a sign-in that is refused is an error of its own, and does not hide as an empty answer", async () => {
  await using fmg = manager.connect({ username: manager.handle.username, password: "wrong" });
  const error = await failureOf(fmg.get(ADDRESSES));
  assert.equal(error.code, "AUTH_FAILED");
  assert.doesNotMatch(JSON.stringify(error), /wrong/);
});

test("feature errors: no connection, a connection that breaks, and a time limit are told apart", async () => {
  await manager.fault({ kind: "refuse", times: 1 });
  await using refused = manager.connect(once);
  const first = await failureOf(refused.get(ADDRESSES));
  assert.equal(first.code, "NETWORK");
  await manager.reset();
  await manager.fault({ kind: "drop", times: 1 });
  await using dropped = manager.connect(once);
  const second = await failureOf(dropped.get(ADDRESSES));
  assert.deepEqual([second.code, second.reached], ["NETWORK", "maybe"]);
  await manager.reset();
  await manager.fault({ kind: "hang", times: 1 });
  await using slow = manager.connect(once);
  const third = await failureOf(slow.get(ADDRESSES, { timeoutMs: 300 }));
  assert.equal(third.code, "TIMEOUT");
  assert.match(third.message, /300 ms/);
});

test("feature errors: a certificate that is not trusted is TLS, and says how to trust it", async () => {
  await using fmg = manager.connect({ ...once, tls: {} });
  const error = await failureOf(fmg.get(ADDRESSES));
  assert.deepEqual([error.code, error.reached], ["TLS", "no"]);
  assert.match(error.hint ?? "", /tls\.fingerprint/);
  assert.deepEqual(await manager.calls(), []);
});

test("feature errors: answers without result, without status, with too few results and to another request are told apart", async () => {
  const results = (body: Record<string, unknown>) => body.result as Record<string, unknown>[];
  const shapes: readonly (readonly [(body: Record<string, unknown>) => unknown, RegExp])[] = [
    [({ result: _, ...body }) => body, /has no "result"/],
    [(body) => ({ ...body, result: results(body).map(({ status: _, ...rest }) => rest) }), /has no "status"/],
    [(body) => ({ ...body, result: [] }), /holds 0 results for 1 operations/],
    [(body) => ({ ...body, id: 4711 }), /is to another request: it has the id 4711/],
    [(body) => [body], /is a list where an object was expected/],
  ];
  for (const [change, words] of shapes) {
    await using fmg = manager.connect({ ...once, transport: spoiling(change) });
    const error = await failureOf(fmg.get(ADDRESSES));
    assert.equal(error.code, "BAD_RESPONSE");
    assert.match(error.message, words);
  }
});

test("feature errors: a bare result is understood, and so is one refusal for several operations", async () => {
  const bare = spoiling((body) => ({ ...body, result: (body.result as unknown[])[0] }));
  await using fmg = manager.connect({ ...once, transport: bare });
  assert.ok(Array.isArray(await fmg.get(ADDRESSES)));
  const outcomes = await fmg.batch("get", [`${ADDRESSES}/nope`, `${ADDRESSES}/neither`]);
  assert.deepEqual(
    outcomes.map((outcome) => !outcome.ok && outcome.error.code),
    ["NOT_FOUND", "NOT_FOUND"],
  );
});

test("feature errors: a web page, an empty body and half an answer are no answers", async () => {
  for (const kind of ["html", "empty", "not-json", "truncated"] as const) {
    await manager.reset();
    await manager.fault({ kind, ...(kind === "html" && { status: 200 }) });
    await using fmg = manager.connect(once);
    const error = await failureOf(fmg.get(ADDRESSES));
    assert.ok(["BAD_RESPONSE", "NETWORK"].includes(error.code), `${kind}: ${error.code}`);
  }
});

test("feature errors: a write whose answer was lost says that it may have been carried out", async () => {
  await using fmg = manager.connect(once);
  await fmg.version();
  await manager.fault({ kind: "drop", when: "after", times: 1 });
  const error = await failureOf(fmg.add(ADDRESSES, { name: "web", subnet: ["10.0.0.0", "255.0.0.0"] }));
  assert.deepEqual([error.code, error.reached], ["NETWORK", "maybe"]);
  assert.match(error.hint ?? "", /may have carried it out/);
});

test("feature errors: what is called after the end says so, and sends nothing", async () => {
  const fmg = manager.connect();
  await fmg.close();
  const error = await failureOf(fmg.get(ADDRESSES));
  assert.deepEqual([error.code, error.reached], ["INVALID_INPUT", "no"]);
  assert.match(error.message, /closed/);
});

test("feature errors: options that make no sense are refused when the client is made", () => {
  for (const options of [{ timeoutMs: 0 }, { timeoutMs: -1 }, { retry: { maxRetries: -1 } }, { url: "https://a b" }]) {
    assert.throws(
      () => manager.connect(options),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
  assert.throws(
    () => manager.connect({ username: "admin" }),
    (error) => isFortiError(error, "INVALID_INPUT") && /(More than one way|no password)/.test(error.message),
  );
});

test("feature errors: one class for all of them, as one line, as text and as data", async () => {
  await using fmg = manager.connect();
  const error = await failureOf(fmg.get(`${ADDRESSES}/nope`));
  assert.equal(error.format("code"), "NOT_FOUND");
  assert.equal(error.format("simple"), 'NOT_FOUND: Cannot get firewall/address "nope" in ADOM "root": there is none');
  assert.deepEqual(JSON.parse(JSON.stringify(error)), {
    code: "NOT_FOUND",
    message: 'Cannot get firewall/address "nope" in ADOM "root": there is none',
    hint: error.hint,
    operation: "firewall/address get",
    status: 200,
    deviceCode: -3,
    cliErrors: ["Object does not exist"],
    reached: "yes",
  });
});
