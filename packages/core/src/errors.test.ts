import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequest } from "../test/requests.ts";
import { FortiError, isFortiError } from "./errors.ts";

const SECRET = "hunter2-hunter2";

test("no text of an error holds a secret of its request: message, hint, lines, cause", () => {
  const cause = Object.assign(new TypeError(`header ${SECRET} is bad`), { code: "ERR_X", headers: { a: SECRET } });
  const error = new FortiError({
    code: "BAD_VALUE",
    message: `Cannot set "${SECRET}"`,
    hint: `Not ${SECRET}`,
    cliErrors: [`value parse error before '${SECRET}'`],
    request: createRequest({ operation: `login ${SECRET}`, secrets: [SECRET] }),
    cause,
  });
  const kept = error.cause as Error & { code: string };
  const everything = [
    error.stack,
    error.format(),
    JSON.stringify(error),
    kept.message,
    kept.stack,
    JSON.stringify(kept),
  ];
  assert.ok(!everything.join("\n").includes("hunter2"));
  assert.equal(kept.name, "TypeError");
  assert.equal(kept.code, "ERR_X");
  assert.ok(!("headers" in kept));
});

test("a FortiError as a cause is kept as it is", () => {
  const inner = new FortiError({ code: "NETWORK", message: "Broke" });
  assert.equal(new FortiError({ code: "ABORTED", message: "Cancelled", cause: inner }).cause, inner);
});

test("reached says how far it got, also when nobody said so", () => {
  const reached = (init: Partial<ConstructorParameters<typeof FortiError>[0]>) =>
    new FortiError({ code: "NETWORK", message: "x", ...init }).reached;
  assert.equal(reached({}), "maybe");
  assert.equal(reached({ status: 500 }), "yes");
  assert.equal(reached({ code: "READ_ONLY" }), "no");
  assert.equal(reached({ code: "INVALID_INPUT" }), "no");
  assert.equal(reached({ code: "CIRCUIT_OPEN" }), "no");
  assert.equal(reached({ reached: "no" }), "no");
});

test("it is known by its brand, from another copy of the package too", () => {
  const other = { [Symbol.for("fortiweave.error")]: true, code: "TIMEOUT" };
  assert.ok(isFortiError(other));
  assert.ok(isFortiError(other, "NETWORK", "TIMEOUT"));
  assert.ok(!isFortiError(other, "NETWORK"));
  for (const value of [new Error("x"), null, undefined, "TIMEOUT", { code: "TIMEOUT" }])
    assert.ok(!isFortiError(value));
});

test("it prints in three lengths", () => {
  const error = new FortiError({
    code: "IN_USE",
    message: 'Cannot delete address "web": it is used by firewall/policy 12',
    hint: "Take it out of the policy first",
    request: createRequest({ operation: "cmdb firewall/address delete" }),
    status: 500,
    deviceCode: -23,
    cliErrors: ["Command fail. Return code -23"],
  });
  assert.equal(error.format("code"), "IN_USE");
  assert.equal(error.format("simple"), 'IN_USE: Cannot delete address "web": it is used by firewall/policy 12');
  assert.equal(
    error.format(),
    [
      'IN_USE: Cannot delete address "web": it is used by firewall/policy 12',
      "  operation: cmdb firewall/address delete",
      "  HTTP status: 500",
      "  device code: -23",
      "  device: Command fail. Return code -23",
      "  hint: Take it out of the policy first",
    ].join("\n"),
  );
});

test("as JSON it is plain data without gaps", () => {
  const error = new FortiError({ code: "RATE_LIMITED", message: "Too many", status: 429, retryAfterMs: 5000 });
  assert.deepEqual(JSON.parse(JSON.stringify(error)), {
    code: "RATE_LIMITED",
    message: "Too many",
    status: 429,
    reached: "yes",
    retryAfterMs: 5000,
  });
});
