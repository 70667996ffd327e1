import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isFortiError } from "../errors.ts";
import { readFortiGateEnv } from "./fortigate-env.ts";

const TOKEN = { FORTIOS_TOKEN: "0123456789" };

for (const [host, port, url] of [
  ["192.0.2.1", undefined, "https://192.0.2.1"],
  ["fgt.example.com", "8443", "https://fgt.example.com:8443"],
  ["fgt.example.com:8443", undefined, "https://fgt.example.com:8443"],
  ["fgt.example.com:8443", "9443", "https://fgt.example.com:8443"],
  ["192.0.2.1:443", "8443", "https://192.0.2.1"],
  ["2001:db8::1", undefined, "https://[2001:db8::1]"],
  ["2001:db8::1", "8443", "https://[2001:db8::1]:8443"],
  ["[2001:db8::1]", "8443", "https://[2001:db8::1]:8443"],
  ["[2001:db8::1]:8443", undefined, "https://[2001:db8::1]:8443"],
  ["https://fgt.example.com", "8443", "https://fgt.example.com:8443"],
  ["http://192.0.2.1:8080", undefined, "http://192.0.2.1:8080"],
  ["https://proxy.example.com/fgt", "8443", "https://proxy.example.com:8443/fgt"],
] as const) {
  test(`host ${host} and port ${port} are ${url}`, () => {
    assert.equal(readFortiGateEnv({ ...TOKEN, FORTIOS_HOST: host, FORTIOS_PORT: port }).url, url);
  });
}

test("what is not set is left out", () => {
  assert.deepEqual(readFortiGateEnv({ ...TOKEN, FORTIOS_HOST: "192.0.2.1", FORTIOS_VDOM: " " }), {
    url: "https://192.0.2.1",
    token: "0123456789",
    tls: { verify: true },
  });
});

test("what is set is taken", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-"));
  const ca = join(folder, "ca.pem");
  await writeFile(ca, "-----BEGIN CERTIFICATE-----\n");
  const env = { ...TOKEN, FORTIOS_HOST: "192.0.2.1", FORTIOS_VDOM: "edge", FORTIOS_VERIFY: "No", FORTIOS_CA: ca };
  assert.deepEqual(readFortiGateEnv({ ...env, FORTIOS_FINGERPRINT: "AB:CD" }), {
    url: "https://192.0.2.1",
    token: "0123456789",
    vdom: "edge",
    tls: { verify: false, fingerprint: "AB:CD", ca: "-----BEGIN CERTIFICATE-----\n" },
  });
  await rm(folder, { recursive: true });
});

test("what is missing or makes no sense is named", () => {
  const host = { FORTIOS_HOST: "192.0.2.1" };
  for (const [env, name] of [
    [TOKEN, /FORTIOS_HOST is not set/],
    [host, /FORTIOS_TOKEN is not set/],
    [{ ...TOKEN, FORTIOS_HOST: "a b" }, /FORTIOS_HOST is neither/],
    [{ ...TOKEN, ...host, FORTIOS_PORT: "99999" }, /FORTIOS_PORT is not a port/],
    [{ ...TOKEN, ...host, FORTIOS_PORT: "https" }, /FORTIOS_PORT is not a port/],
    [{ ...TOKEN, ...host, FORTIOS_VERIFY: "maybe" }, /FORTIOS_VERIFY is neither/],
    [{ ...TOKEN, ...host, FORTIOS_CA: "no/such/ca.pem" }, /FORTIOS_CA does not name a file that can be read/],
  ] as const) {
    assert.throws(
      () => readFortiGateEnv(env),
      (error) => isFortiError(error, "INVALID_INPUT") && name.test(error.message),
    );
  }
});
