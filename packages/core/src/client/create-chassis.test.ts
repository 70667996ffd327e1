import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "../errors.ts";
import { createManualClock, createScriptedTransport } from "../testing/mod.ts";
import type { DeviceRequest } from "../types.ts";
import type { SharedOptions } from "./client-options.ts";
import { createChassis } from "./create-chassis.ts";
import { invalidInput } from "./invalid-input.ts";

function request(changes: Partial<DeviceRequest> = {}): DeviceRequest {
  return { operation: "x get", effect: "read", idempotent: true, method: "GET", path: "/x", ...changes };
}

function setUp(options: SharedOptions = {}) {
  const transport = createScriptedTransport(() => ({ body: {} }));
  const ports = { transport, runtime: createManualClock() };
  const product = {
    judge: () => undefined,
    toRequest: (place: string | undefined, action: string) => request({ operation: `${place} ${action}` }),
  };
  return { transport, chassis: createChassis({ ...options, ...ports }, product) };
}

test("a request goes through, and is counted", async () => {
  const { chassis, transport } = setUp();
  await chassis.handler(request());
  assert.deepEqual([transport.requests.length, chassis.stats().successes], [1, 1]);
});

test("what is to be done before the end can still send; afterwards nothing goes out", async () => {
  const { chassis, transport } = setUp();
  chassis.beforeClose(async () => void (await chassis.handler(request({ path: "/unlock" }))));
  await chassis.close();
  assert.deepEqual(
    transport.requests.map(({ path }) => path),
    ["/unlock"],
  );
  assert.equal(transport.closed, true);
  await assert.rejects(chassis.handler(request()), (error) => isFortiError(error) && error.reached === "no");
});

test("what fails before the end is thrown once everything is closed", async () => {
  const { chassis, transport } = setUp();
  chassis.beforeClose(() => Promise.reject(new Error("Cannot unlock")));
  await assert.rejects(chassis.close(), /Cannot unlock/);
  assert.equal(transport.closed, true);
});

test("closing with nothing to be done takes no further request, from the same moment on", async () => {
  const { chassis } = setUp();
  const closing = chassis.close();
  await assert.rejects(chassis.handler(request()), (error) => isFortiError(error));
  await closing;
  await chassis.close();
});

test("a refusal before there is a request is on record once", async () => {
  const operations: string[] = [];
  const { chassis } = setUp({ audit: ({ operation, outcome }) => operations.push(`${operation} ${outcome}`) });
  const bad = invalidInput("No such thing");
  chassis.refused(bad, "table", "add");
  chassis.refused(bad, "table", "add");
  chassis.refused(new TypeError("A bug"), "table", "add");
  await chassis.close();
  assert.deepEqual(operations, ["table add refused"]);
  assert.equal(chassis.stats().byCode.INVALID_INPUT, 1);
});

test("a client that simulates says so", () => {
  assert.equal(setUp({ readOnly: true }).chassis.simulates, true);
  assert.equal(setUp({ readOnly: "refuse" }).chassis.simulates, false);
});
