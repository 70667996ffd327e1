import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequest, readRequest } from "../../test/requests.ts";
import { isFortiError } from "../errors.ts";
import { createScriptedTransport } from "../testing/scripted-transport.ts";
import { compose } from "./compose.ts";
import { readOnly } from "./read-only.ts";

test("a write is refused and sends nothing", async () => {
  const device = createScriptedTransport([]);
  const send = compose([readOnly()], device.send);
  await assert.rejects(send(createRequest()), (error) => isFortiError(error, "READ_ONLY") && error.reached === "no");
  assert.equal(device.requests.length, 0);
});

test("the effect decides, not the method: a POST that reads passes, and so does a sign-in", async () => {
  const device = createScriptedTransport([{}, {}]);
  const send = compose([readOnly()], device.send);
  await send(createRequest({ effect: "read" }));
  await send(createRequest({ effect: "session" }));
  assert.equal(device.requests.length, 2);
});

test("a GET that writes is refused", async () => {
  const send = compose([readOnly()], createScriptedTransport([]).send);
  await assert.rejects(send(readRequest({ effect: "write" })), (error) => isFortiError(error, "READ_ONLY"));
});

test("a simulated write sends nothing, and answers what would have been sent, without secrets", async () => {
  const device = createScriptedTransport([]);
  const send = compose([readOnly("simulate")], device.send);
  const { status, body, simulated } = await send(
    createRequest({
      path: "/api/v2/cmdb/user/local",
      query: [["vdom", "root"]],
      body: { name: "bob", passwd: "s3cr3t" },
      headers: { authorization: "Bearer s3cr3t" },
      secrets: ["s3cr3t"],
    }),
  );
  assert.equal(device.requests.length, 0);
  assert.deepEqual([status, body], [200, undefined]);
  assert.deepEqual(simulated, {
    method: "POST",
    path: "/api/v2/cmdb/user/local",
    query: [["vdom", "root"]],
    body: { name: "bob", passwd: "[redacted]" },
  });
});

test("reads and sign-ins pass a simulation too", async () => {
  const device = createScriptedTransport([{ status: 201 }, { status: 202 }]);
  const send = compose([readOnly("simulate")], device.send);
  assert.equal((await send(readRequest())).status, 201);
  assert.equal((await send(createRequest({ effect: "session" }))).simulated, undefined);
});

test("a write whose answer is needed is refused even there", async () => {
  const send = compose([readOnly("simulate")], createScriptedTransport([]).send);
  await assert.rejects(
    send(createRequest({ needsAnswer: true })),
    (error) =>
      isFortiError(error, "READ_ONLY") && /^Cannot simulate "cmdb firewall\/address create"/.test(error.message),
  );
});

test("a mode that does not exist is refused", () => {
  assert.throws(
    () => readOnly("pretend" as "simulate"),
    (error) => isFortiError(error, "INVALID_INPUT"),
  );
});
