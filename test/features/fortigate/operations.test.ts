import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiGate, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();

beforeEach(() => device.reset());

/** Reads, writes, fails and is refused, once each. */
async function work(fgt: FortiGate): Promise<void> {
  const addresses = fgt.cmdb("firewall/address");
  await addresses.list({ count: 1 });
  await addresses.create({ name: "web", comment: 'a "quoted", text\nin lines' }, { vdom: "root" });
  await assert.rejects(addresses.create({ name: "web" }));
  await assert.rejects(addresses.create({ name: "x".repeat(99) }));
  await fgt.monitor("system/status").get();
}

test("feature operations: every call is on record: when, what, where, with what, and how it ended", async () => {
  await using fgt = device.connect({ trackOperations: true });
  const before = new Date().toISOString();
  await work(fgt);
  const [list, create, ...rest] = fgt.operations();
  const { timestamp, durationMs, ...facts } = create ?? assert.fail();
  assert.ok(timestamp >= before && timestamp <= new Date().toISOString());
  assert.ok(durationMs >= 0);
  assert.deepEqual(facts, {
    operation: "cmdb firewall/address create",
    effect: "write",
    method: "POST",
    area: "cmdb",
    path: "/api/v2/cmdb/firewall/address",
    vdom: "root",
    body: { name: "web", comment: 'a "quoted", text\nin lines' },
    outcome: "ok",
    status: 200,
  });
  assert.deepEqual([list?.method, list?.body], ["GET", undefined]);
  assert.deepEqual(
    rest.map(({ outcome, code, area }) => [outcome, code, area]),
    [
      ["failed", "DUPLICATE", "cmdb"],
      ["refused", "INVALID_INPUT", "cmdb"],
      ["ok", undefined, "monitor"],
    ],
  );
});

test("feature operations: faults of the network are there too", async () => {
  await using fgt = device.connect({ trackOperations: true, retry: { maxRetries: 0 } });
  await device.fault({ kind: "drop", times: 1 });
  await assert.rejects(fgt.cmdb("firewall/address").list());
  const [{ outcome, code, status } = assert.fail()] = fgt.operations();
  assert.deepEqual([outcome, code, status], ["failed", "NETWORK", undefined]);
});

test("feature operations: filtered by writes, method, area and time", async () => {
  await using fgt = device.connect({ trackOperations: true });
  await work(fgt);
  assert.equal(fgt.operations({ writes: true }).length, 3);
  assert.equal(fgt.operations({ writes: false }).length, 2);
  assert.equal(fgt.operations({ method: "GET", area: "monitor" }).length, 1);
  assert.equal(fgt.operations({ method: ["POST", "PUT", "DELETE"] }).length, 3);
  assert.equal(fgt.operations({ since: "2020-01-01T00:00:00Z" }).length, 5);
  assert.equal(fgt.operations({ since: new Date(Date.now() + 60_000) }).length, 0);
  assert.throws(
    () => fgt.operations({ since: "yesterday" }),
    (error) => isFortiError(error, "INVALID_INPUT"),
  );
});

test("feature operations: the newest are kept, in bounded memory", async () => {
  await using fgt = device.connect({ trackOperations: { limit: 3 } });
  for (const name of ["a", "b", "c", "d"]) await fgt.cmdb("firewall/address").create({ name });
  assert.deepEqual(
    fgt.operations().map(({ body }) => body),
    [{ name: "b" }, { name: "c" }, { name: "d" }],
  );
});

test("feature operations: no secret is on record or in an export", async () => {
  await using fgt = device.connect({ trackOperations: true });
  await fgt.cmdb("user/local").create({ name: "eve", type: "password", passwd: "geheim123" });
  await fgt.cmdb("user/local").list({ filter: [["passwd", "==", "geheim123"]] });
  await assert.rejects(fgt.cmdb("user/local").create({ name: "eve", type: "password", passwd: "geheim123" }));
  assert.deepEqual(fgt.operations()[0]?.body, { name: "eve", type: "password", passwd: "[redacted]" });
  const texts = (["json", "csv", "text"] as const).map((format) => fgt.exportOperations({ format }));
  assert.doesNotMatch(texts.join(""), new RegExp(`geheim123|${device.handle.token}`));
});

test("feature operations: exported as JSON, CSV and text, with the same filters", async () => {
  await using fgt = device.connect({ trackOperations: true });
  await work(fgt);
  const writes = fgt.operations({ writes: true });
  assert.deepEqual(JSON.parse(fgt.exportOperations({ format: "json", writes: true })), writes);
  const csv = fgt.exportOperations({ format: "csv", area: "cmdb" });
  assert.match(
    csv,
    /^timestamp,operation,effect,method,area,path,query,vdom,outcome,status,code,message,durationMs,body\r\n/,
  );
  assert.ok(csv.includes('"{""name"":""web"",""comment"":""a \\""quoted\\"", text\\nin lines""}"\r\n'), csv);
  assert.equal(csv.split("\r\n").length, 1 + 4 + 1);
  const text = fgt.exportOperations({ format: "text", method: "GET" });
  assert.match(
    text,
    /^\S+Z GET \/api\/v2\/cmdb\/firewall\/address\?start=0&count=1 ok 200 \d+ ms\n\S+Z GET \/api\/v2\/monitor\/system\/status ok /,
  );
  assert.equal(fgt.exportOperations({ format: "csv", area: "log" }).split("\r\n").length, 2);
});

test("feature operations: a cell that a spreadsheet would run is disarmed", async () => {
  await using fgt = device.connect({ trackOperations: true, vdom: "root" });
  await assert.rejects(fgt.untyped().cmdb("firewall/address").get("=cmd|' /C calc'!A0".repeat(9)));
  await assert.rejects(fgt.with({ vdom: "-1" }).cmdb("firewall/address").list());
  const csv = fgt.exportOperations({ format: "csv" });
  assert.match(csv, /,'-1,/);
  assert.doesNotMatch(csv, /(?:^|,)"?[=+@]/m);
});

test("feature operations: asked of a client that keeps none, it says how to keep them", async () => {
  await using fgt = device.connect();
  assert.throws(
    () => fgt.operations(),
    (error) => isFortiError(error, "INVALID_INPUT") && /trackOperations/.test(error.hint ?? ""),
  );
});
