import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

async function withToken(
  device: TestDevice,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<number> {
  return (await device.call(method, path, body, { token })).status;
}

test("without a token that counts the answer is a 401 page, however often", async (t) => {
  const device = await startDevice(t);
  const { token } = device.handle;
  for (const wrong of [null, "", "short", "x".repeat(30), `${token}x`, token.slice(1), "x".repeat(30)]) {
    const answer = await device.call("GET", ADDRESS, undefined, { token: wrong });
    assert.equal(answer.status, 401);
    assert.match(String(answer.headers["content-type"]), /^text\/html/);
    assert.match(answer.text, /<title>401 Unauthorized<\/title>/);
  }
  assert.equal(await withToken(device, token, "GET", ADDRESS), 200, "wrong tokens lock nobody out");
});

test("a token has the form that clients expect, and is not the neighbour's", async (t) => {
  const one = await startDevice(t);
  const other = await startDevice(t);
  assert.match(one.handle.token, /^[\w-]{25,}$/);
  assert.equal(await withToken(other, one.handle.token, "GET", ADDRESS), 401);
});

test("the query form of the token is refused from 7.4.5 and 7.6.1 on", async (t) => {
  for (const [fortios, status] of [
    ["7.2.11", 200],
    ["7.4.4", 200],
    ["7.4.5", 401],
    ["7.4.10", 401],
    ["7.6.0", 200],
    ["7.6.1", 401],
  ] as const) {
    const device = await startDevice(t, { fortios });
    const path = `${ADDRESS}?access_token=${device.handle.token}`;
    assert.equal(await withToken(device, null, "GET", path), status, fortios);
    assert.equal(
      await withToken(device, device.handle.token, "GET", path),
      200,
      `${fortios} with the header beside it`,
    );
  }
});

test("the query form can be switched on again", async (t) => {
  const device = await startDevice(t, { fortios: "7.6.5" });
  await device.put("cmdb/system/global", { "rest-api-key-url-query": "enable" });
  assert.equal(await withToken(device, null, "GET", `${ADDRESS}?access_token=${device.handle.token}`), 200);
});

test("logging out with a token leaves the token alone", async (t) => {
  const device = await startDevice(t);
  assert.equal((await device.call("POST", "/logout")).status, 200);
  assert.equal((await device.call("GET", "/logout")).status, 200);
  assert.equal((await device.get(ADDRESS)).status, 200);
});

test("a read-only profile reads and is refused everything else", async (t) => {
  const device = await startDevice(t);
  const { token } = (await device.control("POST", "/tokens", { profile: "super_admin_readonly" })).body;
  assert.equal(await withToken(device, token, "GET", ADDRESS), 200);
  const refused = await device.call("POST", ADDRESS, { name: "x" }, { token });
  assert.deepEqual([refused.status, refused.body.error, refused.body.http_status], [403, -37, 403]);
  assert.equal(
    await withToken(device, token, "POST", "monitor/user/banned/add_users", { ip_addresses: ["203.0.113.1"] }),
    403,
  );
  assert.equal(await withToken(device, token, "GET", "monitor/user/banned"), 200);
  assert.equal(await withToken(device, token, "POST", "monitor/system/config/backup", { scope: "global" }), 200);
});

test("a profile of one's own counts group by group", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/accprofile", { name: "soc", scope: "global", fwgrp: "read-write", authgrp: "read" });
  const { token } = (await device.control("POST", "/tokens", { profile: "soc" })).body;
  assert.equal(await withToken(device, token, "POST", ADDRESS, { name: "x" }), 200);
  assert.equal(await withToken(device, token, "GET", "cmdb/user/local"), 200);
  assert.equal(await withToken(device, token, "POST", "cmdb/user/local", { name: "x" }), 403);
  assert.equal(await withToken(device, token, "GET", "cmdb/system/global"), 403);
});

test("the admin of a VDOM sees that VDOM and nothing global", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  const { token } = (await device.control("POST", "/tokens", { profile: "prof_admin", vdoms: ["branch"] })).body;
  const own = await device.call("GET", ADDRESS, undefined, { token });
  assert.deepEqual([own.status, own.body.vdom], [200, "branch"]);
  assert.equal(await withToken(device, token, "GET", `${ADDRESS}?vdom=root`), 403);
  assert.equal(await withToken(device, token, "GET", "cmdb/system/global"), 403);
  const all = await device.call("GET", `${ADDRESS}?vdom=*`, undefined, { token });
  assert.deepEqual(
    all.body.map((envelope: { vdom: string }) => envelope.vdom),
    ["branch"],
  );
});

test("a key of an API user works until it expires, its owner goes, or it comes from elsewhere", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const user = { name: "soc", accprofile: "super_admin", trusthost: [{ "ipv4-trusthost": "127.0.0.0 255.0.0.0" }] };
  await device.post("cmdb/system/api-user", user);
  const make = (more: object = {}) =>
    device.post("monitor/system/api-user/generate-key", { "api-user": "soc", ...more });
  const short = (await make({ expiry: 1 })).body.results.access_token;
  const long = (await make()).body.results.access_token;
  assert.match(long, /^[\w-]{25,}$/);
  for (const token of [short, long]) assert.equal(await withToken(device, token, "GET", ADDRESS), 200);
  clock.advance(60);
  assert.equal(await withToken(device, short, "GET", ADDRESS), 401);
  assert.equal(await withToken(device, long, "GET", ADDRESS), 200);
  await device.put("cmdb/system/api-user/soc", { trusthost: [{ "ipv4-trusthost": "10.0.0.0 255.0.0.0" }] });
  assert.equal(await withToken(device, long, "GET", ADDRESS), 401);
  await device.put("cmdb/system/api-user/soc", { trusthost: [] });
  assert.equal(await withToken(device, long, "GET", ADDRESS), 200);
  await device.delete("cmdb/system/api-user/soc");
  assert.equal(await withToken(device, long, "GET", ADDRESS), 401);
  assert.equal((await make()).status, 404);
});
