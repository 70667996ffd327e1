import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

test("a reset brings back what the factory made, and forgets everything else", async (t) => {
  const device = await startDevice(t);
  const before = (await device.get(ADDRESS)).body;
  await device.post(ADDRESS, { name: "web" });
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.delete("cmdb/firewall/addrgrp/G%20Suite");
  await device.post("monitor/user/banned/add_users", { ip_addresses: ["203.0.113.9"] });
  const { token } = (await device.control("POST", "/tokens", {})).body;
  await device.control("POST", "/faults", { kind: "status", match: { path: "/api/v2/log" } });
  assert.equal((await device.control("POST", "/reset")).status, 204);
  assert.deepEqual((await device.control("GET", "/requests")).body, []);
  assert.deepEqual((await device.get(ADDRESS)).body, before, "uuids and revisions too");
  assert.equal((await device.get("cmdb/firewall/addrgrp/G%20Suite")).status, 200);
  assert.equal((await device.get(`${ADDRESS}?vdom=branch`)).status, 424);
  assert.deepEqual((await device.get("monitor/user/banned")).body.results, []);
  assert.equal((await device.get("log/disk/anomaly")).status, 200);
  assert.equal((await device.call("GET", ADDRESS, undefined, { token })).status, 401);
  assert.deepEqual((await device.control("GET", "/snapshot")).body, { configuration: {}, banned: [] });
});

test("requests are remembered as they came, without credentials", async (t) => {
  const device = await startDevice(t);
  await device.post(`${ADDRESS}/a%2Fb?vdom=root`, { name: "x" });
  await device.call("GET", "cmdb?access_token=abc&x=1", undefined, { token: null });
  await device.call("POST", ADDRESS, undefined, { rawBody: "not json" });
  const { body, text } = await device.control("GET", "/requests");
  assert.deepEqual(
    body.map(({ method, url, body: sent, status }: { method: string; url: string; body: unknown; status: number }) => [
      method,
      url,
      sent,
      status,
    ]),
    [
      ["POST", "/api/v2/cmdb/firewall/address/a%2Fb?vdom=root", { name: "x" }, 405],
      ["GET", "/api/v2/cmdb?access_token=[redacted]&x=1", null, 401],
      ["POST", "/api/v2/cmdb/firewall/address", "not json", 400],
    ],
  );
  assert.equal(body[0].headers.authorization, "[redacted]");
  assert.ok(!text.includes(device.handle.token));
  await device.control("DELETE", "/requests");
  assert.deepEqual((await device.control("GET", "/requests")).body, []);
});

test("wrong control calls say what is wrong with them", async (t) => {
  const device = await startDevice(t);
  for (const [path, body, message] of [
    ["/faults", {}, /kind/],
    ["/faults", { kind: "explode" }, /kind/],
    ["/faults", { kind: "drop", times: 0 }, /times/],
    ["/faults", { kind: "drop", tiems: 1 }, /additional/],
    ["/faults", { kind: "drop", match: { path: "(" } }, /match\/path/],
    ["/faults", { kind: "html", when: "mid-answer" }, /mid-answer is for drop alone/],
    ["/faults", { kind: "refuse", match: { path: "/" } }, /no request to match/],
    ["/faults", undefined, /body/],
    ["/faults", "text", /body/],
    ["/tokens", { profile: 5 }, /profile/],
  ] as const) {
    const answer = await device.control("POST", path, body);
    assert.equal(answer.status, 400, JSON.stringify(body));
    assert.match(answer.body.message, message);
  }
  const malformed = await fetch(`${device.handle.control}/faults`, { method: "POST", body: "{" });
  assert.equal(malformed.status, 400);
  assert.equal((await device.control("GET", "/nonsense")).status, 404);
});
