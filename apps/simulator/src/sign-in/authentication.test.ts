import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";
import { callWith, jarOf, signInByApi } from "../testing/session.ts";

const ADDRESS = "cmdb/firewall/address";

async function statusWith(device: TestDevice, key: string): Promise<number> {
  return (await device.call("GET", ADDRESS, undefined, { token: key })).status;
}

for (const fortios of ["7.2.0", "7.6.2", "7.6.5"]) {
  test(`the API of ${fortios} signs in with cookies`, async (t) => {
    const device = await startDevice(t, { fortios });
    const answer = await signInByApi(device);
    assert.deepEqual([answer.status, answer.body], [200, { status_code: 5, status_message: "LOGIN_SUCCESS" }]);
    const jar = jarOf(answer);
    assert.match(jar.names.join(), /^session_key_443_[\da-f]{8},ccsrf_token_443_[\da-f]{8}$/);
    assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 200);
    assert.equal((await callWith(device, jar, "POST", ADDRESS, { name: "web" })).status, 200);
    assert.equal((await callWith(device, jar, "DELETE", `${ADDRESS}/web`, undefined, "")).status, 403);
    assert.equal((await callWith(device, jar, "DELETE", `${ADDRESS}/web`)).status, 200);
  });
}

test("a key is a bearer token, and needs no CSRF token", async (t) => {
  const device = await startDevice(t);
  const { body, headers } = await signInByApi(device, { request_key: true });
  const { session_key: key, ...rest } = body;
  assert.match(key, /^[\w-]{25,}$/);
  assert.deepEqual(rest, { status_code: 5, status_message: "LOGIN_SUCCESS", session_key_timeout: "5" });
  assert.equal(headers["set-cookie"], undefined);
  assert.equal((await device.call("POST", ADDRESS, { name: "web" }, { token: key })).status, 200);
  const forged = { headers: { cookie: `session_key_443_00000000=${key}` }, token: null };
  assert.equal((await device.call("GET", ADDRESS, undefined, forged)).status, 401);
  const old = await startDevice(t, { fortios: "7.4.4" });
  const again = (await signInByApi(old, { request_key: true })).body.session_key;
  assert.equal((await old.call("GET", `${ADDRESS}?access_token=${again}`, undefined, { token: null })).status, 200);
});

test("who is in with cookies may ask for a key beside them", async (t) => {
  const device = await startDevice(t);
  const { body } = await signInByApi(device, { request_key: true }, jarOf(await signInByApi(device)));
  assert.equal(await statusWith(device, body.session_key), 200);
});

test("whose password another server knows gets in with none here", async (t) => {
  const device = await startDevice(t);
  const anna = { name: "anna", accprofile: "super_admin", "remote-auth": "enable" };
  assert.equal((await device.post("cmdb/system/admin", anna)).status, 200);
  assert.equal((await signInByApi(device, { username: "anna", secretkey: "" })).status, 401);
  assert.equal((await signInByApi(device, { username: "anna", secretkey: undefined })).status, 401);
});

test("the password may come under either name, and wrong ones are refused", async (t) => {
  const device = await startDevice(t);
  const { username, password } = device.handle;
  const send = (body: object) => device.call("POST", "authentication", body, { token: null });
  assert.equal((await send({ username, password })).body.status_code, 5);
  assert.equal((await send({ username, secretkey: password, password })).body.status_code, 5);
  for (const wrong of [{ username, secretkey: "wrong" }, {}]) {
    const { status, body } = await send(wrong);
    assert.deepEqual([status, body], [401, { status_code: -1, status_message: "LOGIN_FAILED" }]);
  }
});

test("user name and password in an Authorization header let nobody in", async (t) => {
  const device = await startDevice(t);
  const { username, password } = device.handle;
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const headers = { authorization: basic };
  assert.equal((await device.call("GET", ADDRESS, undefined, { token: null, headers })).status, 401);
});

test("a session that stands idle ends, and being used or renewed keeps it", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const { session_key: key } = (await signInByApi(device, { request_key: true })).body;
  const jar = jarOf(await signInByApi(device));
  clock.advance(299);
  assert.equal(await statusWith(device, key), 200);
  assert.equal((await callWith(device, jar, "PUT", "authentication", undefined, "")).status, 403);
  assert.equal((await callWith(device, jar, "PUT", "authentication")).body.status_code, 5);
  clock.advance(299);
  const renewed = await device.call("PUT", "authentication", { session_key: key }, { token: null });
  assert.deepEqual([renewed.body.session_key, renewed.body.session_key_timeout], [key, "5"]);
  assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 200);
  clock.advance(300);
  assert.equal(await statusWith(device, key), 401);
  assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 401);
  assert.equal((await device.call("PUT", "authentication", { session_key: key }, { token: null })).status, 401);
});

test("the limit is that of the device, or of the profile where it has one", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await device.put("cmdb/system/global", { admintimeout: 30 });
  await device.post("cmdb/system/accprofile", {
    name: "patient",
    scope: "global",
    fwgrp: "read",
    "admintimeout-override": "enable",
    admintimeout: 60,
  });
  await device.post("cmdb/system/admin", { name: "anna", accprofile: "patient", password: "anna-1" });
  const anna = { username: "anna", secretkey: "anna-1", request_key: true };
  const first = (await signInByApi(device, { request_key: true })).body;
  const second = (await signInByApi(device, anna)).body;
  assert.deepEqual([first.session_key_timeout, second.session_key_timeout], ["30", "60"]);
  clock.advance(30 * 60);
  assert.deepEqual(
    [await statusWith(device, first.session_key), await statusWith(device, second.session_key)],
    [401, 200],
  );
});

test("DELETE logs out, by key, cookie or body, and leaves API tokens alone", async (t) => {
  const device = await startDevice(t);
  const keyOf = async () => (await signInByApi(device, { request_key: true })).body.session_key;
  const [first, second, third] = [await keyOf(), await keyOf(), await keyOf()];
  await device.call("DELETE", "authentication", undefined, { token: first });
  await device.call("DELETE", "authentication", { session_key: second }, { token: null });
  await device.call("DELETE", "authentication", undefined, { token: null, rawBody: `session_key=${third}` });
  for (const key of [first, second, third]) assert.equal(await statusWith(device, key), 401);
  const jar = jarOf(await signInByApi(device));
  assert.equal((await callWith(device, jar, "DELETE", "authentication")).body.status_id, 0);
  assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 401);
  assert.equal((await device.call("DELETE", "authentication")).status, 401);
  assert.equal((await device.get(ADDRESS)).status, 200);
});

test("both banners are accepted in the sign-in, or the last one in a further step", async (t) => {
  const device = await startDevice(t);
  await device.control("POST", "/sign-in", { preDisclaimer: true, postDisclaimer: true });
  const first = await signInByApi(device);
  assert.deepEqual([first.status, first.body.status_code, first.headers["set-cookie"]], [200, -2, undefined]);
  const second = await signInByApi(device, { ack_pre_disclaimer: true, request_key: true });
  assert.equal(second.body.status_message, "LOGIN_ACCEPT_POST_LOGIN_DISCLAIMER");
  const key = second.body.session_key;
  assert.equal(await statusWith(device, key), 401);
  assert.equal((await device.call("PUT", "authentication", { session_key: key }, { token: null })).status, 401);
  const third = await device.call("POST", "authentication", { ack_post_disclaimer: true }, { token: key });
  assert.deepEqual([third.body.status_code, third.body.session_key], [5, key]);
  assert.equal(await statusWith(device, key), 200);
  const whole = await signInByApi(device, { ack_pre_disclaimer: true, ack_post_disclaimer: true });
  assert.equal(whole.body.status_code, 5);
});

test("a code is asked of who has two factors, at once or in a further step", async (t) => {
  const device = await startDevice(t);
  await device.put("cmdb/system/admin/admin", { "two-factor": "email", "email-to": "admin@example.com" });
  const waiting = await signInByApi(device);
  assert.deepEqual(waiting.body, { status_code: 2, status_message: "LOGIN_TFA" });
  const jar = jarOf(waiting);
  assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 401);
  const headers = { cookie: jar.cookie };
  const send = (code: string) => device.call("POST", "authentication", { token_code: code }, { token: null, headers });
  assert.equal((await send("000000")).status, 401);
  assert.equal((await send("123456")).body.status_code, 5);
  assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 200);
  assert.equal((await signInByApi(device, { token_code: "123456" })).body.status_code, 5);
});

test("a password that must be changed lets nobody in before it is", async (t) => {
  const device = await startDevice(t);
  await device.put("cmdb/system/admin/admin", { "force-password-change": "enable" });
  const { username, password } = device.handle;
  assert.equal((await signInByApi(device)).body.status_message, "LOGIN_CHANGE_PWD_NEEDED");
  assert.equal((await signInByApi(device, { new_password1: password })).body.status_code, 4);
  assert.equal((await signInByApi(device, { new_password1: "Another-1" })).body.status_code, 5);
  assert.equal((await signInByApi(device)).status, 401);
  assert.equal((await signInByApi(device, { secretkey: "Another-1" })).body.status_code, 5);
  await device.control("POST", "/reset");
  assert.equal((await signInByApi(device, { username })).body.status_code, 5);
});

test("three failures lock the address out, and each try makes the wait start again", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const jar = jarOf(await signInByApi(device));
  for (let round = 0; round < 3; round += 1) {
    assert.equal((await signInByApi(device, { secretkey: "wrong" })).status, 401);
  }
  const locked = await signInByApi(device);
  assert.deepEqual([locked.status, /<title>429/.test(locked.text)], [429, true]);
  assert.equal((await device.call("GET", ADDRESS, undefined, { token: "x".repeat(30) })).status, 429);
  assert.equal((await device.get(ADDRESS)).status, 200, "a token that counts still does");
  assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 200);
  clock.advance(59);
  assert.equal((await signInByApi(device)).status, 429);
  clock.advance(59);
  assert.equal((await signInByApi(device)).status, 429);
  clock.advance(60);
  assert.equal((await signInByApi(device)).body.status_code, 5);
});

test("wrong tokens lock nobody out, and a sign-in wipes the slate clean", async (t) => {
  const device = await startDevice(t);
  for (let round = 0; round < 5; round += 1) assert.equal(await statusWith(device, "x".repeat(30)), 401);
  for (let round = 0; round < 5; round += 1) {
    await signInByApi(device, { secretkey: "wrong" });
    assert.equal((await signInByApi(device)).body.status_code, 5);
  }
});

test("administrators have rights, VDOMs and places to come from", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  const anna = { name: "anna", accprofile: "prof_admin", vdom: [{ name: "branch" }], password: "anna-1" };
  assert.equal((await device.post("cmdb/system/admin", anna)).status, 200);
  const signIn = () => signInByApi(device, { username: "anna", secretkey: "anna-1", request_key: true });
  const token = (await signIn()).body.session_key;
  assert.equal((await device.call("GET", ADDRESS, undefined, { token })).body.vdom, "branch");
  assert.equal((await device.call("GET", `${ADDRESS}?vdom=root`, undefined, { token })).status, 403);
  await device.put("cmdb/system/admin/anna", { trusthost1: "10.0.0.0 255.0.0.0" });
  assert.equal(await statusWith(device, token), 401);
  assert.equal((await signIn()).status, 401);
  await device.put("cmdb/system/admin/anna", { trusthost2: "127.0.0.1 255.255.255.255" });
  assert.equal(await statusWith(device, token), 200);
  await device.delete("cmdb/system/admin/anna");
  assert.equal(await statusWith(device, token), 401);
});

test("there is room for so many sessions, or for one of each administrator", async (t) => {
  const device = await startDevice(t);
  await device.put("cmdb/system/global", { "admin-login-max": 2 });
  const [first] = [await signInByApi(device), await signInByApi(device)];
  assert.equal((await signInByApi(device)).status, 401);
  await callWith(device, jarOf(first), "GET", "/logout");
  assert.equal((await signInByApi(device)).body.status_code, 5);
  await device.put("cmdb/system/global", { "admin-login-max": 100, "admin-concurrent": "disable" });
  assert.equal((await signInByApi(device)).status, 401);
  await device.control("DELETE", "/sessions");
  assert.equal((await signInByApi(device)).body.status_code, 5);
});
