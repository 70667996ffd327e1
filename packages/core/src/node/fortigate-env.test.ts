import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { token } from "../auth/token.ts";
import { isFortiError } from "../errors.ts";
import { type ConfigOverrides, configFromEnv } from "./fortigate-env.ts";

const TOKEN = { FORTIOS_TOKEN: "0123456789" };
const HOST = { FORTIOS_HOST: "192.0.2.1" };
const ADMIN = { FORTIOS_USERNAME: "admin", FORTIOS_PASSWORD: " geheim " };

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
    assert.equal(configFromEnv({}, { ...TOKEN, FORTIOS_HOST: host, FORTIOS_PORT: port }).url, url);
  });
}

test("what is not set is left out", () => {
  assert.deepEqual(configFromEnv({}, { ...TOKEN, ...HOST, FORTIOS_VDOM: " ", FORTIOS_USERNAME: "" }), {
    url: "https://192.0.2.1",
    token: "0123456789",
    tls: { verify: true },
  });
});

test("what is set is taken", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-"));
  const ca = join(folder, "ca.pem");
  await writeFile(ca, "-----BEGIN CERTIFICATE-----\n");
  const env = { ...TOKEN, ...HOST, FORTIOS_VDOM: "edge", FORTIOS_VERIFY: "No", FORTIOS_CA: ca };
  assert.deepEqual(configFromEnv({}, { ...env, FORTIOS_FINGERPRINT: "AB:CD" }), {
    url: "https://192.0.2.1",
    token: "0123456789",
    vdom: "edge",
    tls: { verify: false, fingerprint: "AB:CD", ca: "-----BEGIN CERTIFICATE-----\n" },
  });
  await rm(folder, { recursive: true });
});

test("an administrator is taken, and the password to the letter", () => {
  assert.deepEqual(configFromEnv({}, { ...HOST, ...ADMIN }), {
    url: "https://192.0.2.1",
    username: "admin",
    password: " geheim ",
    tls: { verify: true },
  });
});

test("what is given comes first, and what contradicts it is not even read", () => {
  const sign = (overrides: ConfigOverrides, env: Record<string, string>) => {
    const { token: key, username, password, auth } = configFromEnv(overrides, { ...HOST, ...env });
    return { key, username, password, auth };
  };
  const none = { key: undefined, username: undefined, password: undefined, auth: undefined };
  const auth = token("abc");
  assert.deepEqual(sign({ token: "own" }, ADMIN), { ...none, key: "own" });
  assert.deepEqual(sign({ token: "own" }, { ...TOKEN, ...ADMIN }), { ...none, key: "own" });
  assert.deepEqual(sign({ username: "me", password: "p" }, TOKEN), { ...none, username: "me", password: "p" });
  assert.deepEqual(sign({ password: "p" }, { ...TOKEN, ...ADMIN }), { ...none, username: "admin", password: "p" });
  assert.deepEqual(sign({ username: "me" }, ADMIN), { ...none, username: "me", password: " geheim " });
  assert.deepEqual(sign({ auth }, { ...TOKEN, ...ADMIN }), { ...none, auth });
  assert.deepEqual(configFromEnv({ url: "https://b", vdom: "b", readOnly: true }, { ...TOKEN, FORTIOS_PORT: "no" }), {
    url: "https://b",
    token: "0123456789",
    vdom: "b",
    readOnly: true,
    tls: { verify: true },
  });
});

test("undefined says nothing", () => {
  const overrides = { url: undefined, token: undefined, tls: { verify: undefined } } as unknown as ConfigOverrides;
  const env = { ...TOKEN, ...HOST, FORTIOS_VERIFY: "off" };
  assert.deepEqual(configFromEnv(overrides, env), configFromEnv({}, env));
});

test("of a pinned certificate and an authority, the given one stays", () => {
  const env = { ...TOKEN, ...HOST, FORTIOS_FINGERPRINT: "AB:CD", FORTIOS_CA: "no/such/ca.pem" };
  assert.deepEqual(configFromEnv({ tls: { ca: "PEM" } }, env).tls, { verify: true, ca: "PEM" });
  assert.deepEqual(configFromEnv({ tls: { fingerprint: "EF" } }, env).tls, { verify: true, fingerprint: "EF" });
});

test("what is missing or makes no sense is named", () => {
  for (const [env, name] of [
    [TOKEN, /FORTIOS_HOST is not set/],
    [HOST, /FORTIOS_TOKEN is not set, and neither is FORTIOS_USERNAME/],
    [{ ...HOST, FORTIOS_USERNAME: "admin" }, /FORTIOS_PASSWORD is not set/],
    [{ ...TOKEN, ...ADMIN, ...HOST }, /FORTIOS_TOKEN excludes FORTIOS_USERNAME/],
    [{ ...TOKEN, FORTIOS_HOST: "a b" }, /FORTIOS_HOST is neither/],
    [{ ...TOKEN, ...HOST, FORTIOS_PORT: "99999" }, /FORTIOS_PORT is not a port/],
    [{ ...TOKEN, ...HOST, FORTIOS_PORT: "https" }, /FORTIOS_PORT is not a port/],
    [{ ...TOKEN, ...HOST, FORTIOS_VERIFY: "maybe" }, /FORTIOS_VERIFY is neither/],
    [{ ...TOKEN, ...HOST, FORTIOS_CA: "no/such/ca.pem" }, /FORTIOS_CA does not name a file that can be read/],
  ] as const) {
    assert.throws(
      () => configFromEnv({}, env),
      (error) => isFortiError(error, "INVALID_INPUT") && name.test(error.message),
    );
  }
  assert.throws(() => configFromEnv({ password: "p" }, HOST), /FORTIOS_USERNAME is not set/);
});
