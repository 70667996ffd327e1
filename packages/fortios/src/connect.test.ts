import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuthStrategy, isFortiError } from "@fortiweave/core";
import { createScriptedTransport } from "@fortiweave/core/testing";
import { type ConnectOptions, connectFortiGate } from "./connect.ts";

const TOKEN = "0123456789abcdefghijklmno";
const none: AuthStrategy = { kind: "none", authorize: (request) => request };

test("connecting sends nothing", async () => {
  const transport = createScriptedTransport([]);
  const fgt = connectFortiGate({ url: "192.0.2.1", token: TOKEN, transport });
  assert.equal(fgt.stats().requests, 0);
  await fgt.close();
  assert.equal(transport.closed, true);
});

test("there is exactly one way to sign in", () => {
  for (const way of [{ token: TOKEN }, { username: "admin", password: "" }, { auth: none }] as const) {
    assert.doesNotThrow(() => connectFortiGate({ url: "192.0.2.1", ...way }));
  }
  const cases: readonly [Partial<ConnectOptions>, RegExp][] = [
    [{}, /^No way to sign in/],
    [{ token: TOKEN, auth: none }, /^More than one way/],
    [{ token: TOKEN, username: "admin", password: "geheim" }, /^More than one way/],
    [{ auth: none, username: "admin", password: "geheim" }, /^More than one way/],
    [{ token: TOKEN, password: "geheim" }, /^More than one way/],
    [{ username: "admin" }, /but no password$/],
    [{ password: "geheim" }, /but no user name$/],
    [{ username: "", password: "geheim" }, /username is empty/],
    [{ token: "" }, /token is empty/],
  ];
  for (const [options, words] of cases) {
    assert.throws(
      () => connectFortiGate({ url: "192.0.2.1", ...options }),
      (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message) && !/geheim/.test(error.format()),
    );
  }
});

test("other options that cannot work are named", () => {
  const refused = (options: Partial<ConnectOptions>, words: RegExp) =>
    assert.throws(
      () => connectFortiGate({ url: "192.0.2.1", token: TOKEN, ...options }),
      (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message),
    );
  refused({ url: "a b" }, /cannot be read/);
  refused({ tls: { fingerprint: "x" } }, /fingerprint/);
});
