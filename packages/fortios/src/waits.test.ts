import assert from "node:assert/strict";
import { test } from "node:test";
import { type Auth, type DeviceRequest, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedAnswer } from "@fortiweave/core/testing";
import { createFortiGate, type FortiGateOptions } from "./client.ts";

const busy: ScriptedAnswer = { status: 503, headers: { "retry-after": "50" }, body: {} };

function connect(answer: (request: DeviceRequest) => ScriptedAnswer, options: Partial<FortiGateOptions> = {}) {
  const transport = createScriptedTransport(answer);
  const runtime = createManualClock();
  return { transport, runtime, fgt: createFortiGate({ transport, runtime, ...options }) };
}

const rejects = (call: Promise<unknown>) =>
  assert.rejects(call, (error) => isFortiError(error, "ABORTED") && /^Cannot complete "cmdb /.test(error.message));

test("close ends calls that wait to be sent again", async () => {
  const { fgt, transport, runtime } = connect(() => busy);
  const read = rejects(fgt.cmdb("firewall/address").list());
  const write = rejects(fgt.cmdb("firewall/address").update("web", { comment: "x" }));
  await runtime.advance(0);
  const closed = fgt.close();
  const { sleeping } = runtime;
  await Promise.all([closed, read, write]);
  assert.deepEqual([sleeping, runtime.sleeping, runtime.now(), transport.requests.length], [0, 0, 0, 2]);
});

test("close ends calls that wait for their turn", async () => {
  const { fgt, transport, runtime } = connect(() => busy, { pace: "adaptive", retry: { maxRetries: 0 } });
  await assert.rejects(fgt.cmdb("firewall/address").list());
  const calls = Promise.all(Array.from({ length: 3 }, () => rejects(fgt.cmdb("firewall/address").list())));
  await runtime.advance(0);
  await fgt.close();
  await calls;
  assert.deepEqual([runtime.sleeping, runtime.now(), transport.requests.length], [0, 0, 1]);
});

test("the end of a session may take more than one try", async () => {
  const answers = [busy, { body: {} }];
  const signOut = { operation: "sign out", effect: "session", idempotent: true, method: "POST", path: "/out" } as const;
  const auth: Auth = ({ send }) => ({
    kind: "test",
    authorize: (request) => request,
    close: async () => void (await send(signOut)),
  });
  const { fgt, transport, runtime } = connect(() => answers.shift() ?? assert.fail(), { auth });
  const closed = fgt.close();
  await runtime.advance(50_000);
  await closed;
  assert.equal(transport.requests.length, 2);
});
