import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";
import { callWith, jarOf, signInByForm } from "../testing/session.ts";

const ADDRESS = "cmdb/firewall/address";

for (const [fortios, csrfNames] of [
  ["7.2.3", [/^ccsrftoken$/, /^ccsrftoken_\d{5,}$/]],
  ["7.2.13", [/^ccsrftoken_443$/]],
  ["7.4.8", [/^ccsrftoken_443_[\da-f]{8}$/]],
  ["7.6.2", [/^ccsrftoken_443_[\da-f]{8}$/]],
] as const) {
  test(`the form of ${fortios} signs in with cookies`, async (t) => {
    const device = await startDevice(t, { fortios });
    const answer = await signInByForm(device);
    assert.deepEqual([answer.status, answer.text], [200, '1document.location="/ng/";\n']);
    const jar = jarOf(answer);
    assert.match(jar.names[0] ?? "", /^APSCOOKIE_\d+$/);
    assert.equal(jar.names.length, 1 + csrfNames.length);
    csrfNames.forEach((name, position) => void assert.match(jar.names[1 + position] ?? "", name));
    assert.match(jar.cookie, /="[\dA-F]{32}"/, "the token stands in quotes");
    assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 200);
    assert.equal((await callWith(device, jar, "POST", ADDRESS, { name: "web" })).status, 200);
  });
}

test("from 7.6.3 on the form answers as before, and nobody is in", async (t) => {
  const device = await startDevice(t, { fortios: "7.6.3" });
  const answer = await signInByForm(device);
  assert.deepEqual([answer.status, answer.text[0], answer.headers["set-cookie"]], [200, "1", undefined]);
  assert.deepEqual((await device.control("GET", "/sessions")).body, []);
});

test("without ajax=1 a sign-in ends in a redirection", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  const { status, headers } = await signInByForm(device, { ajax: "0" });
  assert.deepEqual([status, headers.location, headers["set-cookie"]?.length], [302, "/ng/", 2]);
});

test("a wrong password, user or no form at all is refused", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  await device.put("cmdb/system/global", { "admin-lockout-threshold": 10 });
  for (const wrong of [{ secretkey: "wrong" }, { secretkey: "" }, { username: "nobody" }, { username: "" }]) {
    const answer = await signInByForm(device, wrong);
    assert.deepEqual([answer.status, answer.text], [200, "0"]);
    assert.match(jarOf(answer).cookie, /^APSCOOKIE_\d+="0%260"; ccsrftoken_/);
    assert.equal((await callWith(device, jarOf(answer), "GET", ADDRESS)).status, 401);
  }
  assert.equal((await device.call("GET", "/logincheck", undefined, { token: null })).status, 405);
});

test("what is not right in a session's write is refused, and reads need no more than the cookie", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  const jar = jarOf(await signInByForm(device));
  for (const csrf of ["", "wrong", `"${jar.csrf}"`]) {
    const { status, text } = await callWith(device, jar, "POST", ADDRESS, { name: "web" }, csrf);
    assert.deepEqual([status, /<title>403 Forbidden/.test(text)], [403, true], csrf);
    assert.equal((await callWith(device, jar, "GET", ADDRESS, undefined, csrf)).status, 200);
  }
  assert.equal((await device.get(`${ADDRESS}/web`)).status, 404);
});

test("GET and POST of /logout end the session", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  for (const method of ["GET", "POST"]) {
    const jar = jarOf(await signInByForm(device));
    assert.equal((await callWith(device, jar, method, "/logout")).status, 200);
    assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 401);
  }
  assert.deepEqual((await device.control("GET", "/sessions")).body, []);
});

test("a banner after the sign-in makes the cookies useless until it is accepted", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  await device.put("cmdb/system/global", { "post-login-banner": "enable" });
  const answer = await signInByForm(device);
  assert.equal(answer.text, '1document.location="/logindisclaimer?viewOnly&redir=%2Fng%2F";\n');
  const jar = jarOf(answer);
  assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 401);
  await callWith(device, jar, "GET", "/logindisclaimer");
  assert.equal((await callWith(device, jar, "GET", ADDRESS)).status, 401, "to look at it is not enough");
  const accept = (cookie: string) =>
    device.call("POST", "/logindisclaimer", undefined, { token: null, rawBody: "confirm=1", headers: { cookie } });
  assert.equal((await accept("")).status, 401);
  assert.equal((await accept(jar.cookie)).text[0], "1");
  assert.equal((await callWith(device, jar, "POST", ADDRESS, { name: "web" })).status, 200);
});

test("a code and a new password are asked for with 3 and 4, and no banner replaces them", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  await device.control("POST", "/sign-in", { twoFactor: true, tokenCode: "424242" });
  const waiting = await signInByForm(device);
  assert.equal(waiting.text[0], "3");
  const cookie = jarOf(waiting).cookie;
  await device.call("POST", "/logindisclaimer", undefined, { token: null, rawBody: "confirm=1", headers: { cookie } });
  assert.equal((await callWith(device, jarOf(waiting), "GET", ADDRESS)).status, 401);
  assert.equal((await signInByForm(device, { token_code: "111111" })).text, "0");
  assert.equal((await signInByForm(device, { token_code: "424242" })).text[0], "1");
  await device.control("POST", "/sign-in", { twoFactor: false, changePassword: true });
  assert.equal((await signInByForm(device)).text[0], "4");
});

test("an administrator who may be in only once still has as many steps as it takes", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  await device.put("cmdb/system/global", { "admin-concurrent": "disable" });
  await device.control("POST", "/sign-in", { twoFactor: true });
  assert.equal((await signInByForm(device)).text[0], "3");
  assert.equal((await signInByForm(device, { token_code: "123456" })).text[0], "1");
  assert.equal((await signInByForm(device, { token_code: "123456" })).text, "0");
});
