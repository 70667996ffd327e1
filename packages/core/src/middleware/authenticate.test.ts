import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { createScriptedTransport } from "../testing/scripted-transport.ts";
import { type AuthStrategy, authenticate } from "./authenticate.ts";
import { compose } from "./compose.ts";

const signed: AuthStrategy = {
  kind: "test",
  authorize: (request) => Promise.resolve({ ...request, headers: { ...request.headers, "x-signed": "yes" } }),
};

test("the request goes on as the strategy authorized it, and the caller's own stays as it was", async () => {
  const device = createScriptedTransport([{}]);
  const request = readRequest({ headers: { "x-trace": "1" } });
  await compose([authenticate(signed)], device.send)(request);
  assert.deepEqual(device.requests[0]?.headers, { "x-trace": "1", "x-signed": "yes" });
  assert.deepEqual(request.headers, { "x-trace": "1" });
});

test("a strategy that fails sends nothing", async () => {
  const device = createScriptedTransport([]);
  const failing: AuthStrategy = { kind: "test", authorize: () => Promise.reject(new Error("no vault")) };
  await assert.rejects(compose([authenticate(failing)], device.send)(readRequest()), /no vault/);
  assert.equal(device.requests.length, 0);
});
