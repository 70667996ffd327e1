import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequest, readRequest } from "../../test/requests.ts";
import { FortiError, isFortiError } from "../errors.ts";
import { createScriptedTransport, type ScriptedStep } from "../testing/scripted-transport.ts";
import type { DeviceRequest } from "../types.ts";
import { type AuthStrategy, authenticate } from "./authenticate.ts";
import { compose } from "./compose.ts";

const refused = new FortiError({ code: "AUTH_FAILED", message: "no", status: 401 });

const signed: AuthStrategy = {
  kind: "test",
  authorize: (request) => Promise.resolve({ ...request, headers: { ...request.headers, "x-signed": "yes" } }),
};

/** A strategy with a new credential for each authorization, which takes every refusal for the end of the old one. */
function renewing(recover: NonNullable<AuthStrategy["recover"]> = () => true) {
  let credential = 0;
  const learnt: string[] = [];
  const strategy: AuthStrategy = {
    kind: "test",
    authorize: (request) => ({ ...request, headers: { "x-key": String(++credential) } }),
    learn: ({ status }, { headers }) => void learnt.push(`${status} with ${headers?.["x-key"]}`),
    recover,
  };
  return { strategy, learnt };
}

function keysSent(device: { readonly requests: readonly DeviceRequest[] }): (string | undefined)[] {
  return device.requests.map(({ headers }) => headers?.["x-key"]);
}

test("the request goes on as the strategy authorized it, and the caller's own stays as it was", async () => {
  const device = createScriptedTransport([{}]);
  const request = readRequest({ headers: { "x-trace": "1" } });
  await compose([authenticate(signed)], device.send)(request);
  assert.deepEqual(device.requests[0]?.headers, { "x-trace": "1", "x-signed": "yes" });
  assert.deepEqual(request.headers, { "x-trace": "1" });
});

test("a strategy that fails sends nothing, and rejects whether it throws or rejects", async () => {
  const device = createScriptedTransport([]);
  const ways: AuthStrategy["authorize"][] = [
    () => Promise.reject(new Error("no vault")),
    () => {
      throw new Error("no vault");
    },
  ];
  for (const authorize of ways) {
    const step = authenticate({ kind: "test", authorize });
    await assert.rejects(step(device.send)(readRequest()), /no vault/);
    const { strategy } = renewing();
    await assert.rejects(authenticate({ ...strategy, authorize })(device.send)(readRequest()), /no vault/);
  }
  assert.equal(device.requests.length, 0);
});

test("a credential that stays the same is not waited for", () => {
  let sent = false;
  const step = authenticate({ kind: "test", authorize: (request) => request });
  void step(() => {
    sent = true;
    return Promise.resolve({ status: 200, headers: {}, body: "" });
  })(readRequest());
  assert.equal(sent, true);
});

test("a request that was refused is sent once more with a new credential, a create too", async () => {
  for (const request of [readRequest(), createRequest()]) {
    const device = createScriptedTransport([refused, { status: 201 }]);
    const { strategy, learnt } = renewing();
    assert.equal((await authenticate(strategy)(device.send)(request)).status, 201);
    assert.deepEqual(keysSent(device), ["1", "2"]);
    assert.deepEqual(learnt, ["201 with 2"]);
  }
});

test("it is sent no third time", async () => {
  const device = createScriptedTransport([refused, refused]);
  await assert.rejects(authenticate(renewing().strategy)(device.send)(readRequest()), (error) => error === refused);
  assert.deepEqual(keysSent(device), ["1", "2"]);
});

test("what the strategy cannot help is thrown as it is", async () => {
  const broken = new Error("a bug");
  const script: ScriptedStep[] = [refused, broken];
  const device = createScriptedTransport(script);
  const heard: unknown[] = [];
  const { strategy } = renewing((error, { headers }) => {
    heard.push([error, headers?.["x-key"]]);
    return Promise.resolve(false);
  });
  const send = authenticate(strategy)(device.send);
  await assert.rejects(send(readRequest()), (error) => error === refused);
  await assert.rejects(send(readRequest()), (error) => error === broken);
  assert.deepEqual(heard, [[refused, "1"]]);
});

test("when no new credential can be had, that is the error", async () => {
  const device = createScriptedTransport([refused]);
  const { strategy } = renewing();
  let turns = 0;
  const authorize: AuthStrategy["authorize"] = (request) => {
    if (++turns === 2) throw new FortiError({ code: "LOCKED_OUT", message: "wait" });
    return request;
  };
  const sent = authenticate({ ...strategy, authorize })(device.send)(readRequest());
  await assert.rejects(sent, (error) => isFortiError(error, "LOCKED_OUT"));
  assert.equal(device.requests.length, 1);
});
