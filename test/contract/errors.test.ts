import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  type ConnectOptions,
  type FortiError,
  type FortiErrorCode,
  type FortiGate,
  isFortiError,
} from "@fortiweave/fortios";
import { openDevice } from "./device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

/** The error of a call, which must have this code. */
async function failure(
  code: FortiErrorCode,
  call: (fgt: FortiGate) => Promise<unknown>,
  options: Partial<ConnectOptions> = {},
): Promise<FortiError> {
  await using fgt = device.connect({ retry: { maxRetries: 0 }, ...options });
  try {
    await call(fgt);
  } catch (error) {
    assert.ok(isFortiError(error), String(error));
    assert.equal(error.code, code, error.format("detailed"));
    return error;
  }
  assert.fail(`${code} did not happen`);
}

/** A delayed request is on record once it is carried out, and must not turn up in the next test. */
async function carriedOut(requests: number): Promise<void> {
  while ((await device.requests()).length < requests);
}

const list = (fgt: FortiGate): Promise<unknown> => fgt.cmdb("firewall/address").list();
const web = { name: "web", subnet: "192.0.2.1/32" };

test("NOT_FOUND, with the name of what is missing", async () => {
  const error = await failure("NOT_FOUND", (fgt) => fgt.cmdb("firewall/address").get("nope"));
  assert.equal(error.message, 'Cannot get firewall/address "nope": there is none');
  assert.equal(error.deviceCode, -3);
  assert.equal(error.operation, "cmdb firewall/address get");
  await failure("NOT_FOUND", (fgt) => fgt.cmdb("firewall/address").update("nope", { comment: "x" }));
  await failure("NOT_FOUND", (fgt) => fgt.cmdb("firewall/address").delete("nope"));
  await failure("NOT_FOUND", (fgt) => fgt.untyped().cmdb("no.such/table").list());
  await failure("NOT_FOUND", (fgt) => fgt.cmdb("firewall/addrgrp").members("nope", "member").add("all"));
});

test("DUPLICATE", async () => {
  const error = await failure("DUPLICATE", (fgt) => fgt.cmdb("firewall/address").create({ name: "all" }));
  assert.equal(error.message, 'Cannot create firewall/address "all": there is one already');
});

test("IN_USE, in the device's words", async () => {
  const error = await failure("IN_USE", async (fgt) => {
    await fgt.cmdb("firewall/address").create(web);
    await fgt.cmdb("firewall/addrgrp").create({ name: "blocked", member: [{ name: "web" }] });
    await fgt.cmdb("firewall/address").delete("web");
  });
  assert.match(error.message, /^Cannot delete firewall\/address "web": something still uses it \(.*used by/);
});

test("BAD_REFERENCE, from a field, from a list, and from a member", async () => {
  const field = (fgt: FortiGate) => fgt.cmdb("firewall/address").create({ ...web, "associated-interface": "nope" });
  assert.match((await failure("BAD_REFERENCE", field)).message, /'nope'/);
  await failure("BAD_REFERENCE", (fgt) =>
    fgt.cmdb("firewall/addrgrp").create({ name: "g", member: [{ name: "nope" }] }),
  );
  const member = async (fgt: FortiGate): Promise<void> => {
    await fgt.cmdb("firewall/addrgrp").ensure({ name: "g" });
    await fgt.cmdb("firewall/addrgrp").members("g", "member").add("nope");
  };
  assert.match(
    (await failure("BAD_REFERENCE", member)).message,
    /^Cannot add member "nope" of firewall\/addrgrp "g": .*'nope'/,
  );
});

test("BAD_REFERENCE, for a VDOM that does not exist: its entries are not simply missing", async () => {
  const error = await failure("BAD_REFERENCE", (fgt) => fgt.cmdb("firewall/address").exists("all", { vdom: "nope" }));
  assert.match(error.message, /there is no VDOM "nope"/);
  assert.match(error.hint ?? "", /VDOM/);
});

test("BAD_VALUE, when nothing was checked before", async () => {
  const validate = "off";
  const wrong = (values: object) => (fgt: FortiGate) =>
    fgt
      .untyped()
      .cmdb("firewall/address")
      .create({ name: "web", ...values });
  await failure("BAD_VALUE", wrong({ type: "nonsense" }), { validate });
  await failure("BAD_VALUE", wrong({ color: 99 }), { validate });
  await failure("BAD_VALUE", wrong({ comment: "x".repeat(300) }), { validate });
  await failure("BAD_VALUE", wrong({ list: "no list" }), { validate });
});

test("INVALID_INPUT lists every issue, and nothing is sent", async () => {
  const error = await failure("INVALID_INPUT", (fgt) =>
    fgt.untyped().cmdb("firewall/address").create({ name: "web", type: "nonsense", color: 99 }),
  );
  assert.match(error.message, /"type"/);
  assert.match(error.message, /"color"/);
  assert.deepEqual(await device.requests(), []);
});

test("AUTH_FAILED, from a web page, with the likely causes", async () => {
  const error = await failure("AUTH_FAILED", list, { token: "wrong-token-0123456789abcdef" });
  assert.equal(error.status, 401);
  for (const cause of [/token/, /trusted hosts/, /expired/]) assert.match(error.hint ?? "", cause);
  assert.doesNotMatch(error.format("detailed"), /wrong-token/);
});

test("FORBIDDEN, from the profile and from a web page", async () => {
  const token = await device.token({ profile: "super_admin_readonly" });
  await failure("FORBIDDEN", (fgt) => fgt.cmdb("firewall/address").create(web), { token });
  await device.fault({ kind: "html", status: 403 });
  await failure("FORBIDDEN", list);
});

test("LOCKED_OUT, never retried", async () => {
  await device.fault({ kind: "rate-limit", retryAfter: 60 });
  const error = await failure("LOCKED_OUT", list, { retry: { baseMs: 1, maxRetries: 3 } });
  assert.equal(error.retryAfterMs, 60_000);
  assert.equal((await device.requests()).length, 1);
});

test("UNSUPPORTED, for a verb that is not offered", async () => {
  const error = await failure("UNSUPPORTED", (fgt) => fgt.untyped().monitor("user/banned").post({}));
  assert.match(error.hint ?? "", /version/);
});

test("DEVICE_ERROR, from a status and from inside a 200", async () => {
  await device.fault({ kind: "status", status: 500, times: 1 });
  await failure("DEVICE_ERROR", list);
  await device.fault({ kind: "soft-error", times: 1 });
  assert.equal((await failure("DEVICE_ERROR", list)).deviceCode, -57);
});

test("BAD_RESPONSE, from half a JSON text, from nothing, and from a web page of a proxy", async () => {
  for (const kind of ["not-json", "empty"] as const) {
    await device.fault({ kind, times: 1 });
    await failure("BAD_RESPONSE", list);
  }
  await device.fault({ kind: "html", status: 200 });
  await failure("BAD_RESPONSE", list);
});

test("a server that is starting is asked again", async () => {
  await device.fault({ kind: "html", status: 503, times: 2 });
  await using fgt = device.connect();
  assert.ok((await fgt.cmdb("firewall/address").list()).length > 0);
  assert.equal(fgt.stats().retry.retries, 2);
});

test("TIMEOUT", async () => {
  await device.fault({ kind: "delay", ms: 200 });
  const error = await failure("TIMEOUT", (fgt) => fgt.cmdb("firewall/address").list({ timeoutMs: 20 }));
  assert.equal(error.reached, "maybe");
  await carriedOut(1);
});

test("ABORTED", async () => {
  await device.fault({ kind: "delay", ms: 200 });
  const controller = new AbortController();
  const aborted = failure("ABORTED", (fgt) => fgt.cmdb("firewall/address").list({ signal: controller.signal }));
  controller.abort(new Error("enough"));
  assert.equal((await aborted).reached, "no");
  assert.deepEqual(await device.requests(), []);
});

test("NETWORK, when nobody listens", async () => {
  const error = await failure("NETWORK", list, { url: "https://127.0.0.1:1", tls: { verify: false } });
  assert.equal(error.reached, "no");
});

test("TLS, for a certificate that is not trusted or not the pinned one", async () => {
  await failure("TLS", list, { tls: {} });
  await failure("TLS", list, { tls: { fingerprint: "ab".repeat(32) } });
  assert.deepEqual(await device.requests(), [], "the token was not shown to a stranger");
});

test("CIRCUIT_OPEN, after failures in a row", async () => {
  await device.fault({ kind: "drop" });
  const error = await failure(
    "CIRCUIT_OPEN",
    async (fgt) => {
      for (let turn = 0; turn < 2; turn++) await assert.rejects(list(fgt));
      return list(fgt);
    },
    { circuitBreaker: { threshold: 2 } },
  );
  assert.equal(error.reached, "no");
  assert.equal((await device.requests()).length, 2);
});

test("READ_ONLY sends nothing", async () => {
  const error = await failure("READ_ONLY", (fgt) => fgt.cmdb("firewall/address").create(web), { readOnly: "refuse" });
  assert.equal(error.reached, "no");
  assert.deepEqual(await device.requests(), []);
});

test("VERIFY_FAILED, when the device accepts a write and does not do it", async () => {
  await device.fault({ kind: "empty", match: { method: "PUT" } });
  const error = await failure("VERIFY_FAILED", (fgt) =>
    fgt.cmdb("firewall/address").ensure({ name: "all", comment: "x", color: 3 }),
  );
  assert.match(error.message, /did not take: comment, color$/);
  await device.fault({ kind: "empty", match: { method: "POST" } });
  await failure("VERIFY_FAILED", (fgt) => fgt.quarantine.ban("203.0.113.9"));
});
