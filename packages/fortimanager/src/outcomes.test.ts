import assert from "node:assert/strict";
import { test } from "node:test";
import { type DeviceRequest, FortiError, isFortiError } from "@fortiweave/core";
import { writeEnvelope } from "@fortiweave/core/json-rpc";
import { outcomesOf } from "./outcomes.ts";

const request = (count: number): DeviceRequest => ({
  operation: "dvmdb/adom get",
  effect: "read",
  idempotent: true,
  method: "POST",
  path: "/jsonrpc",
  body: writeEnvelope({ id: 1, method: "get", params: Array.from({ length: count }, () => ({ url: "dvmdb/adom" })) }),
});

const refusal = (changes: object = {}): FortiError =>
  new FortiError({
    code: "FORBIDDEN",
    message: "No",
    hint: "As only the client knows",
    operation: "dvmdb/adom get",
    deviceCode: -11,
    status: 200,
    ...changes,
  });

test("a refusal of the request is kept as it is for its first operation", async () => {
  const error = refusal();
  const outcomes = await outcomesOf(request(2), () => Promise.reject(error));
  assert.equal(outcomes.length, 2);
  assert.ok(outcomes[0]?.ok === false && outcomes[0].error === error);
  assert.ok(outcomes[1]?.ok === false && outcomes[1].error.deviceCode === -11);
});

test("what is no refusal of the operations is thrown", async () => {
  const others = [
    refusal({ code: "AUTH_FAILED" }),
    refusal({ code: "DEVICE_ERROR", operation: "sys/status get" }),
    refusal({ code: "NETWORK", deviceCode: undefined }),
    new TypeError("A mistake"),
  ];
  for (const error of others) {
    const outcome = outcomesOf(request(1), () => Promise.reject(error));
    await assert.rejects(outcome, (thrown) => thrown === error && !isFortiError(thrown, "FORBIDDEN"));
  }
});
