import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { connect } from "node:tls";
import { selfSigned } from "./certificate.ts";
import { startSimulator } from "./simulator.ts";
import { startDevice } from "./testing/client.ts";

test("each FortiGate is a device of its own", async (t) => {
  const simulator = await startSimulator({ fortigates: 3 });
  t.after(() => simulator.close());
  assert.equal(simulator.fortimanager, null);
  for (const key of ["name", "url", "token", "password", "serial", "fingerprint", "control"] as const) {
    assert.equal(new Set(simulator.fortigates.map((fortigate) => fortigate[key])).size, 3, key);
  }
  const [first] = simulator.fortigates;
  assert.deepEqual(Object.keys(first ?? {}), [
    "name",
    "url",
    "token",
    "username",
    "password",
    "version",
    "serial",
    "fingerprint",
    "control",
  ]);
  assert.match(first?.serial ?? "", /^FGVM[A-Z0-9]{12}$/);
  assert.equal(first?.username, "admin");
});

test("with a fixed port the next FortiGates take the next ports", async (t) => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  const simulator = await startSimulator({ fortigates: 2, port });
  t.after(() => simulator.close());
  assert.deepEqual(
    simulator.fortigates.map(({ url }) => url),
    [`https://127.0.0.1:${port}`, `https://127.0.0.1:${port + 1}`],
  );
  await assert.rejects(
    startSimulator({ port }),
    new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is taken: choose another`),
  );
});

test("the certificate is good for localhost, is its own authority, and matches the fingerprint", async (t) => {
  const tls = await selfSigned("FGVMTEST");
  const device = await startDevice(t, { tls });
  const { port } = new URL(device.handle.url);
  for (const servername of ["localhost", ""]) {
    const socket = connect({ host: "127.0.0.1", port: Number(port), ca: tls.cert, ...(servername && { servername }) });
    await once(socket, "secureConnect");
    assert.equal(socket.getPeerCertificate().fingerprint256, device.handle.fingerprint);
    socket.destroy();
  }
  assert.equal(device.handle.fingerprint, new X509Certificate(tls.cert).fingerprint256);
  assert.match(device.handle.fingerprint, /^(?:[\dA-F]{2}:){31}[\dA-F]{2}$/);
});

test("a given token is the token", async (t) => {
  const device = await startDevice(t, { token: "a-token-of-25-characters-or-more" });
  assert.equal(device.handle.token, "a-token-of-25-characters-or-more");
  assert.equal((await device.get("cmdb/system/global")).status, 200);
});

test("closing does not wait for open connections", async () => {
  const simulator = await startSimulator();
  const { port } = new URL(simulator.fortigates[0]?.url ?? "");
  const socket = connect({ host: "127.0.0.1", port: Number(port), rejectUnauthorized: false });
  await once(socket, "secureConnect");
  socket.on("error", () => {});
  const closed = once(socket, "close");
  await simulator.close();
  await closed;
  await simulator.close();
});

test("options that cannot work are refused", async () => {
  await assert.rejects(startSimulator({ fortios: "8.0.0" }), /Cannot simulate FortiOS "8\.0\.0"/);
  await assert.rejects(startSimulator({ token: "short" }), /at least 25 characters/);
  await assert.rejects(startSimulator({ password: "" }), /password has 1 to 128 characters/);
  for (const fortigates of [0, -1, 1.5, 1001]) {
    await assert.rejects(startSimulator({ fortigates }), /whole number of FortiGates from 1 to 1000/);
  }
  await assert.rejects(startSimulator({ port: 65_536 }), /port from 0 to 65535, not 65536/);
  await assert.rejects(startSimulator({ port: 65_535, fortigates: 2 }), /2 FortiGates do not fit/);
  await assert.rejects(startSimulator({ host: "" }), /address to listen on/);
  await assert.rejects(startSimulator({ host: "192.0.2.1" }), /192\.0\.2\.1 is no address of this machine/);
  const [one, other] = await Promise.all([selfSigned("ONE"), selfSigned("OTHER")]);
  for (const tls of [
    { cert: one.cert, key: other.key },
    { cert: "none", key: one.key },
  ]) {
    await assert.rejects(startSimulator({ tls }), /certificate and its own key/);
  }
});
