import assert from "node:assert/strict";
import { test } from "node:test";
import { token } from "../auth/token.ts";
import { isFortiError } from "../errors.ts";
import { type FortiManagerOverrides, managerConfigFromEnv } from "./fortimanager-env.ts";

const KEY = { FORTIMANAGER_API_KEY: "33fzwipq4amujunz" };
const HOST = { FORTIMANAGER_HOST: "192.0.2.1" };
const ADMIN = { FORTIMANAGER_USERNAME: "admin", FORTIMANAGER_PASSWORD: " geheim " };

test("an API key is enough, and the ADOM is root", () => {
  assert.deepEqual(managerConfigFromEnv({}, { ...KEY, ...HOST, FORTIMANAGER_USERNAME: " " }), {
    url: "https://192.0.2.1",
    apiKey: "33fzwipq4amujunz",
    adom: "root",
    tls: { verify: true },
  });
});

test("an administrator is taken, and the password to the letter", () => {
  const env = { ...HOST, ...ADMIN, FORTIMANAGER_PORT: "8443", FORTIMANAGER_ADOM: "branches" };
  assert.deepEqual(managerConfigFromEnv({}, { ...env, FORTIMANAGER_VERIFY: "no", FORTIMANAGER_FINGERPRINT: "AB:CD" }), {
    url: "https://192.0.2.1:8443",
    username: "admin",
    password: " geheim ",
    adom: "branches",
    tls: { verify: false, fingerprint: "AB:CD" },
  });
});

test("what is given comes first, and what contradicts it is not even read", () => {
  const sign = (overrides: FortiManagerOverrides, env: Record<string, string>) => {
    const { apiKey, username, password, auth } = managerConfigFromEnv(overrides, { ...HOST, ...env });
    return [apiKey, username, password, auth];
  };
  const auth = token("abc");
  assert.deepEqual(sign({ apiKey: "own" }, ADMIN), ["own", undefined, undefined, undefined]);
  assert.deepEqual(sign({ password: "p" }, { ...KEY, ...ADMIN }), [undefined, "admin", "p", undefined]);
  assert.deepEqual(sign({ auth }, { ...KEY, ...ADMIN }), [undefined, undefined, undefined, auth]);
  assert.equal(managerConfigFromEnv({ adom: "own" }, { ...KEY, ...HOST, FORTIMANAGER_ADOM: "other" }).adom, "own");
});

test("what is missing or makes no sense is named, and a FortiGate's variables are nothing to it", () => {
  for (const [env, name] of [
    [{ ...KEY, FORTIOS_HOST: "192.0.2.1" }, /FORTIMANAGER_HOST is not set/],
    [HOST, /FORTIMANAGER_API_KEY is not set, and neither is FORTIMANAGER_USERNAME/],
    [{ ...HOST, FORTIMANAGER_USERNAME: "admin" }, /FORTIMANAGER_PASSWORD is not set/],
    [{ ...KEY, ...ADMIN, ...HOST }, /FORTIMANAGER_API_KEY excludes FORTIMANAGER_USERNAME/],
    [{ ...KEY, ...HOST, FORTIMANAGER_PORT: "https" }, /FORTIMANAGER_PORT is not a port/],
    [{ ...KEY, ...HOST, FORTIMANAGER_VERIFY: "maybe" }, /FORTIMANAGER_VERIFY is neither/],
    [{ ...KEY, ...HOST, FORTIMANAGER_CA: "no/such/ca.pem" }, /FORTIMANAGER_CA does not name a file/],
  ] as const) {
    assert.throws(
      () => managerConfigFromEnv({}, env),
      (error) => isFortiError(error, "INVALID_INPUT") && name.test(error.message),
    );
  }
});
