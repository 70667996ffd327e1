import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";

const DYNAMIC = "monitor/system/external-resource/dynamic";
const TABLE = "cmdb/system/external-resource";

async function addFeed(device: TestDevice, name: string, type: string, more: object = {}): Promise<void> {
  const { status, text } = await device.post(TABLE, { name, type, "update-method": "push", category: 192, ...more });
  assert.equal(status, 200, text);
}

async function entriesOf(device: TestDevice, name: string): Promise<string[]> {
  const { body } = await device.get(`monitor/system/external-resource/entry-list?mkey=${name}`);
  return body.results.entries.map((row: { entry: string }) => row.entry);
}

async function push(
  device: TestDevice,
  command: string,
  name: string,
  entries: unknown,
): Promise<Record<string, unknown>> {
  const { status, body } = await device.post(DYNAMIC, { commands: [{ name, command, entries }] });
  assert.equal(status, 200);
  return body.results[0];
}

test("entries are added, removed and replaced, and wrong ones named", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await addFeed(device, "bad-ips", "address");
  const added = await push(device, "add", "bad-ips", [
    "192.0.2.1",
    "192.0.2.0/24",
    "192.0.2.5-192.0.2.9",
    "2001:db8::1/64",
    "no address",
    "192.0.2.1",
  ]);
  assert.deepEqual(added, { name: "bad-ips", command: "add", status: "success", invalidEntries: ["no address"] });
  assert.deepEqual(await entriesOf(device, "bad-ips"), [
    "192.0.2.1",
    "192.0.2.0/24",
    "192.0.2.5-192.0.2.9",
    "2001:db8::1/64",
  ]);
  assert.deepEqual(await push(device, "remove", "bad-ips", ["192.0.2.0/24", "203.0.113.1"]), {
    name: "bad-ips",
    command: "remove",
    status: "success",
  });
  assert.deepEqual(await entriesOf(device, "bad-ips"), ["192.0.2.1", "192.0.2.5-192.0.2.9", "2001:db8::1/64"]);
  clock.advance(60);
  await push(device, "snapshot", "bad-ips", ["198.51.100.7"]);
  const { results } = (await device.get("monitor/system/external-resource/entry-list?mkey=bad-ips&include_notes=true"))
    .body;
  assert.deepEqual(results, {
    status: "success",
    resource_file_status: "downloaded",
    last_content_update_time: clock.now() / 1000,
    conn_attempt_time: clock.now() / 1000,
    last_conn_success_time: clock.now() / 1000,
    http_status_code: 200,
    valid_count: 1,
    invalid_count: 0,
    accepted_count: 1,
    accepted_limit: 131_072,
    matched_valid: 1,
    matched_invalid: 0,
    overflow: false,
    entries: [{ entry: "198.51.100.7", valid: true }],
    notes: [],
  });
});

test("each type takes its own kind of entry", async (t) => {
  const device = await startDevice(t);
  for (const [type, good, bad] of [
    ["domain", "*.example.org", "not a domain!"],
    ["malware", "d41d8cd98f00b204e9800998ecf8427e", "d41d8"],
    ["mac-address", "00:11:22:33:44:55", "00:11:22:33:44:5g"],
    ["category", "http://example.org/path?x=1", "two words"],
  ] as const) {
    await addFeed(device, type, type);
    assert.deepEqual((await push(device, "snapshot", type, [good, bad])).invalidEntries, [bad], type);
    assert.deepEqual(await entriesOf(device, type), [good]);
  }
});

test("one command that fails does not stop the others", async (t) => {
  const device = await startDevice(t);
  await addFeed(device, "push", "domain");
  await addFeed(device, "pull", "domain", {
    "update-method": "feed",
    resource: "https://192.0.2.1/list",
    category: 193,
  });
  const commands = [
    { name: "nowhere", command: "add", entries: [] },
    { name: "pull", command: "add", entries: ["a.example"] },
    { name: "push", command: "burn", entries: ["a.example"] },
    { name: "push", command: "add", entries: "a.example" },
    null,
    { name: "push", command: "add", entries: ["a.example"] },
  ];
  const { body } = await device.post(DYNAMIC, { commands });
  const states = body.results.map(({ status, error }: { status: string; error?: string }) => [status, typeof error]);
  assert.deepEqual(states, [...Array(5).fill(["error", "string"]), ["success", "undefined"]]);
  assert.equal((await device.post(DYNAMIC, {})).status, 424);
  assert.equal((await device.post(DYNAMIC, { commands: "add" })).status, 424);
});

test("entries are counted, searched and paged", async (t) => {
  const device = await startDevice(t);
  await addFeed(device, "feed", "domain");
  await push(
    device,
    "snapshot",
    "feed",
    Array.from({ length: 1500 }, (_, index) => `host${index}.example`),
  );
  const list = async (more: string) =>
    (await device.get(`monitor/system/external-resource/entry-list?mkey=feed&${more}`)).body.results;
  assert.equal((await list("count=0")).entries.length, 1500);
  assert.deepEqual((await list("start=1499&count=5")).entries, [{ entry: "host1499.example", valid: true }]);
  const counts = await list("counts_only=true&entry=host149");
  assert.deepEqual([counts.valid_count, counts.matched_valid, counts.entries], [1500, 11, undefined]);
  assert.equal((await list("status_only=1")).valid_count, undefined);
  assert.equal((await device.get("monitor/system/external-resource/entry-list?mkey=none")).status, 404);
});

test("a resource is something to refer to, and empty when it is made again", async (t) => {
  const device = await startDevice(t);
  await addFeed(device, "ips", "address");
  await push(device, "add", "ips", ["192.0.2.1"]);
  const policy = {
    name: "block",
    srcintf: [{ name: "port1" }],
    dstintf: [{ name: "port2" }],
    srcaddr: [{ name: "ips" }],
    dstaddr: [{ name: "all" }],
    service: [{ name: "ALL" }],
    schedule: "always",
  };
  assert.equal((await device.post("cmdb/firewall/policy", policy)).status, 200);
  assert.equal((await device.delete(`${TABLE}/ips`)).body.error, -23);
  await device.delete("cmdb/firewall/policy/1");
  assert.equal((await device.delete(`${TABLE}/ips`)).status, 200);
  await addFeed(device, "ips", "address");
  assert.deepEqual(await entriesOf(device, "ips"), []);
});

test("VDOMs have resources of their own", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "branch" });
  await addFeed(device, "ips", "address");
  await push(device, "add", "ips", ["192.0.2.1"]);
  const { body } = await device.post(`${DYNAMIC}?vdom=branch`, {
    commands: [{ name: "ips", command: "add", entries: [] }],
  });
  assert.equal(body.results[0].status, "error");
});

test("a large list comes at once, and a long line of spaces too", async (t) => {
  const device = await startDevice(t);
  const resource = { name: "large", type: "domain", "update-method": "push" };
  assert.equal((await device.post("cmdb/system/external-resource", resource)).status, 200);
  const entries = Array.from({ length: 100_000 }, (_, index) => `host-${index}.example.com`);
  const push = async (command: string, list: readonly string[]) =>
    (
      await device.post("monitor/system/external-resource/dynamic", {
        commands: [{ name: "large", command, entries: list }],
      })
    ).body.results[0];
  assert.deepEqual(
    await push("snapshot", [...entries, `a${" ".repeat(1_000_000)}b`]).then(
      ({ invalidEntries }) => invalidEntries.length,
    ),
    1,
  );
  const counts = async (): Promise<number> =>
    (await device.get("monitor/system/external-resource/entry-list?mkey=large&counts_only=true")).body.results
      .valid_count;
  assert.equal(await counts(), 100_000);
  await push("remove", entries.slice(1));
  assert.equal(await counts(), 1);
  assert.equal(
    (
      await push(
        "snapshot",
        Array.from({ length: 131_073 }, (_, index) => `x${index}`),
      )
    ).status,
    "error",
  );
});

test("paths into JSON are judged", async (t) => {
  const device = await startDevice(t);
  const isValid = async (path: string): Promise<boolean> =>
    (await device.get(`monitor/system/external-resource/validate-jsonpath?path_name=${encodeURIComponent(path)}`)).body
      .results.valid;
  assert.deepEqual([await isValid("$.addresses[0].name"), await isValid("addresses..")], [true, false]);
});
