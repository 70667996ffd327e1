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
