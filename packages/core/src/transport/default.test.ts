import assert from "node:assert/strict";
import { test } from "node:test";
import { certify, startDevice } from "../../test/device.ts";
import { readRequest } from "../../test/requests.ts";
import { createDefaultTransport } from "./default.ts";

test("here it is undici: a pin works, which fetch cannot do", async () => {
  const certificate = await certify(["FGT60F0000000001"]);
  await using device = await startDevice({ tls: certificate });
  const transport = createDefaultTransport({ url: device.url, tls: { fingerprint: certificate.fingerprint } });
  assert.equal((await transport.send(readRequest())).status, 200);
  await transport.close();
});

test("closing a transport that was never used works", async () => {
  const transport = createDefaultTransport({ url: "https://192.0.2.1" });
  await transport.close();
  await assert.rejects(transport.send(readRequest()), /this client is closed/);
});

test("a warning is heard once, when the transport is made", async () => {
  await using device = await startDevice({ tls: await certify(["FGT60F0000000001"]) });
  const heard: string[] = [];
  const onWarning = (message: string): unknown => heard.push(message);
  const transport = createDefaultTransport({ url: device.url, tls: { verify: false }, onWarning });
  assert.equal(heard.length, 1);
  for (let i = 0; i < 2; i++) await transport.send(readRequest());
  await transport.close();
  assert.equal(heard.length, 1);
});
