import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openDevice } from "./device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

test("a monitor endpoint answers what the device says of itself", async () => {
  await using fgt = device.connect();
  const [status] = [await fgt.monitor("system/status").get()].flat();
  assert.equal(typeof status?.hostname, "string");
  assert.equal(`v${fgt.version}`, device.handle.version);
});

test("a monitor endpoint takes parameters in its query", async () => {
  await using fgt = device.connect();
  await fgt.quarantine.ban("203.0.113.9");
  const check = fgt.monitor("user/banned/check");
  const answers = [
    await check.get({ ip_address: "203.0.113.9" }),
    await check.get({ ip_address: "203.0.113.10" }),
  ].flat();
  assert.deepEqual(
    answers.map((answer) => answer.is_banned),
    [true, false],
  );
});

test("an action takes its parameters in the body, or none", async () => {
  await using fgt = device.connect();
  await fgt.monitor("user/banned/add_users").post({ ip_addresses: ["203.0.113.9"], expiry: 3600 });
  await fgt.monitor("user/banned/clear_all").post();
  assert.deepEqual(await fgt.quarantine.list(), []);
  assert.deepEqual((await device.requests()).map(({ method, body }) => [method, body]).slice(0, 2), [
    ["POST", { ip_addresses: ["203.0.113.9"], expiry: 3600 }],
    ["POST", null],
  ]);
});

test("a log is searched to its end", async () => {
  await using fgt = device.connect();
  const entries = [];
  for await (const entry of fgt.log("disk", "traffic/forward").search({ filter: [["srcip", "==", "203.0.113.9"]] }))
    entries.push(entry);
  assert.deepEqual(entries, []);
  const [request] = await device.requests();
  assert.match(
    request?.url ?? "",
    /^\/api\/v2\/log\/disk\/traffic\/forward\?filter=srcip%3D%3D203\.0\.113\.9&rows=500&start=0$/,
  );
});

test("a service endpoint answers", async () => {
  await using fgt = device.connect();
  await fgt.service("sniffer/list").get();
  assert.deepEqual(await device.calls(), ["GET /service/sniffer/list"]);
});
