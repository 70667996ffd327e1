import assert from "node:assert/strict";
import { test } from "node:test";
import { readRequest } from "../../test/requests.ts";
import { isFortiError } from "../errors.ts";
import { createScriptedTransport } from "../testing/scripted-transport.ts";
import { endpointTimeouts } from "./endpoint-timeouts.ts";

/** The timeout that a request gets on its way. */
async function timeoutOf(timeouts: Record<string, number>, changes: Parameters<typeof readRequest>[0]) {
  const device = createScriptedTransport([{}]);
  await endpointTimeouts(timeouts)(device.send)(readRequest(changes));
  return device.requests[0]?.timeoutMs;
}

test("the longest beginning of an endpoint that is named gives it its time", async () => {
  const timeouts = { log: 1, "cmdb/firewall": 2, "cmdb/firewall/policy": 3 };
  const of = (endpoint: string) => timeoutOf(timeouts, { endpoint });
  assert.deepEqual(
    await Promise.all(
      ["log/disk/traffic/forward", "cmdb/firewall/address", "cmdb/firewall/policy", "cmdb/firewall/policy6"].map(of),
    ),
    [1, 2, 3, 2],
  );
  assert.deepEqual(await Promise.all(["logs", "cmdb", "cmdb/system/global"].map(of)), [
    undefined,
    undefined,
    undefined,
  ]);
});

test("a request's own time goes first, and one that is no endpoint's keeps the default", async () => {
  assert.equal(await timeoutOf({ cmdb: 1 }, { endpoint: "cmdb/system/global", timeoutMs: 5 }), 5);
  assert.equal(await timeoutOf({ cmdb: 1 }, {}), undefined);
});

test("what is no time is refused at once", () => {
  for (const ms of [0, -1, 1.5, Number.NaN]) {
    assert.throws(
      () => endpointTimeouts({ log: ms }),
      (error) => isFortiError(error, "INVALID_INPUT") && /timeouts\["log"\]/.test(error.message),
    );
  }
});
