import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeviceRequest } from "../types.ts";
import { carrySession, RPC_PATH, readEnvelope, writeEnvelope } from "./envelope.ts";

const params = [{ url: "dvmdb/adom" }];
const request = (changes: Partial<DeviceRequest> = {}): DeviceRequest => ({
  operation: "dvmdb/adom get",
  effect: "read",
  idempotent: true,
  method: "POST",
  path: RPC_PATH,
  body: writeEnvelope({ id: 1, method: "get", params }),
  ...changes,
});

test("options come by name", () => {
  assert.deepEqual(writeEnvelope({ id: 3, method: "get", params }), { id: 3, method: "get", params, verbose: 1 });
});

test("a task, and whatever else stands beside params", () => {
  const createTask = { adom: "root", name: "big one" };
  assert.deepEqual(
    writeEnvelope({ id: 3, method: "add", params, createTask, envelope: { verbose: 0, root: "deployment/proxy" } }),
    { id: 3, method: "add", params, verbose: 0, "create task": createTask, root: "deployment/proxy" },
  );
});

test("a session stands in the envelope and among the secrets, in a copy", () => {
  const before = request({ secrets: ["other"] });
  const after = carrySession(before, "KEY==");
  assert.deepEqual(after.body, { id: 1, method: "get", params, verbose: 1, session: "KEY==" });
  assert.deepEqual(after.secrets, ["other", "KEY=="]);
  assert.deepEqual(before.body, writeEnvelope({ id: 1, method: "get", params }));
});

test("only an envelope is read as one", () => {
  assert.deepEqual(readEnvelope(request())?.params, params);
  assert.equal(readEnvelope(request({ body: { access_token: "x" } })), undefined);
  assert.equal(readEnvelope(request({ body: "text" })), undefined);
});
