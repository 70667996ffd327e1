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
