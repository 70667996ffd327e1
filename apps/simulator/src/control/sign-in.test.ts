import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";
import { signInByApi, signInByForm } from "../testing/session.ts";

test("sessions are listed without their keys, and ended from outside", async (t) => {
  const device = await startDevice(t);
  const { session_key: key } = (await signInByApi(device, { request_key: true })).body;
  await device.control("POST", "/sign-in", { twoFactor: true });
  await signInByApi(device);
  const { body, text } = await device.control("GET", "/sessions");
  assert.deepEqual(body, [
    { user: "admin", address: "127.0.0.1", form: "key", waitsFor: null },
    { user: "admin", address: "127.0.0.1", form: "cookie", waitsFor: "code" },
  ]);
  assert.ok(!text.includes(key));
  assert.equal((await device.control("DELETE", "/sessions")).status, 204);
  assert.equal((await device.call("GET", "cmdb/system/global", undefined, { token: key })).status, 401);
});

test("an address is locked out and let in again from outside", async (t) => {
  const device = await startDevice(t);
  await device.control("POST", "/lockouts", {});
  assert.equal((await signInByApi(device)).status, 429);
  await device.control("DELETE", "/lockouts");
  assert.equal((await signInByApi(device)).status, 200);
  await device.control("POST", "/lockouts", { address: "192.0.2.1", seconds: 5 });
  assert.equal((await signInByApi(device)).status, 200);
});

test("what sign-ins ask for is set, shown and reset", async (t) => {
  const device = await startDevice(t);
  const { body } = await device.control("POST", "/sign-in", { tokenCode: "1", twoFactor: true });
  assert.deepEqual(body, {
    preDisclaimer: false,
    postDisclaimer: false,
    twoFactor: true,
    tokenCode: "1",
    changePassword: false,
  });
  await device.control("POST", "/lockouts", {});
  await device.control("POST", "/reset");
  assert.equal((await signInByApi(device)).body.status_code, 5);
  assert.equal((await device.control("POST", "/sign-in", { twoFactor: "yes" })).status, 400);
});

test("no password is in the requests that the device remembers", async (t) => {
  const device = await startDevice(t, { password: "The secret & only one" });
  const { session_key: key } = (await signInByApi(device, { request_key: true, token_code: 123 })).body;
  await signInByForm(device, { new_password1: "n3w" });
  await device.call("PUT", "authentication", { session_key: key }, { token: null });
  const { body, text } = await device.control("GET", "/requests");
  const bodies = body.map((request: { body: unknown }) => request.body);
  assert.deepEqual(bodies, [
    { username: "admin", secretkey: "[redacted]", request_key: true, token_code: "[redacted]" },
    { username: "admin", secretkey: "[redacted]", ajax: "1", new_password1: "[redacted]" },
    { session_key: "[redacted]" },
  ]);
  for (const secret of [device.handle.password, key, "n3w"]) assert.ok(!text.includes(secret));
});
