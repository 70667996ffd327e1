import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { beforeEach, test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { type AuditEvent, type FortiErrorCode, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";
import { memoryInUse } from "../memory-in-use.ts";

const device = await openDevice("7.6.5");
const older = await openDevice("7.4.8");

beforeEach(() => Promise.all([device.reset(), older.reset()]));

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test("feature endpoints: monitor endpoints answer, act, and check their parameters before anything is sent", async () => {
  await using fgt = device.connect();
  const usage = (await fgt.untyped().monitor("system/resource/usage").get({ interval: "1-min" })) as {
    cpu: { current: number; historical: object }[];
  };
  assert.ok(Number.isInteger(usage.cpu[0]?.current));
  assert.deepEqual(Object.keys(usage.cpu[0]?.historical ?? {}), ["1-min"]);
  await fgt.monitor("user/banned/add_users").post({ ip_addresses: ["203.0.113.9"], expiry: 60 });
  const [banned] = (await fgt.untyped().monitor("user/banned").get()) as { ip_address: string }[];
  assert.equal(banned?.ip_address, "203.0.113.9");
  await device.forget();
  await rejects(fgt.untyped().monitor("user/banned/add_users").post({ expiry: "soon" }), "INVALID_INPUT", /expiry/);
  assert.deepEqual(await device.calls(), []);
});

/** Whatever the parameters say, a virtual machine does not have it. */
const HARDWARE_ONLY = "system/sensor-info";

for (const [method, call, what] of [
  ["GET", "get", "answers"],
  ["POST", "post", "acts"],
] as const) {
  test(`feature endpoints: every monitor and service endpoint that ${what} is reached by its path`, async () => {
    await using fgt = device.connect({ validate: "off" });
    const refused: string[] = [];
    let reached = 0;
    for (const area of ["monitor", "service"] as const) {
      for (const { path, methods = [] } of fortios.rows(area)) {
        if (!methods.includes(method) || (method === "GET" && path === "system/config/backup")) continue;
        if (path === HARDWARE_ONLY) continue;
        const endpoint = fgt.untyped()[area](path);
        const isFile = method === "GET" && /\/(?:download|xml)$/.test(path);
        const answer = await endpoint[isFile ? "download" : call]({}).then(
          () => "ok",
          (error) => (isFortiError(error) ? error.code : "other"),
        );
        // Parameters that must be given are left out here, and the device says so.
        if (answer === "ok" || answer === "BAD_VALUE") reached++;
        else refused.push(`${area} ${path}: ${answer}`);
      }
    }
    assert.deepEqual(refused, []);
    assert.ok(reached > 200, `${reached}`);
  });
}

for (const [name, at, method] of [
  ["7.4.8", older, "GET"],
  ["7.6.5", device, "POST"],
] as const) {
  test(`feature endpoints: monitor ${name} gets a backup by the verb of its version, as bytes and as a stream`, async () => {
    await using fgt = at.connect();
    await fgt.monitor("system/status").get();
    await at.forget();
    const bytes = await fgt.monitor("system/config/backup").download({ scope: "global" });
    assert.match(new TextDecoder().decode(bytes), /^#config-version=/);
    const chunks = await collect(await fgt.monitor("system/config/backup").stream({ scope: "global" }));
    assert.equal(
      chunks.reduce((size, chunk) => size + chunk.length, 0),
      bytes.length,
    );
    assert.deepEqual(await at.calls(), Array(2).fill(`${method} /monitor/system/config/backup`));
  });
}

test("feature endpoints: monitor files are streamed without lying in memory", async () => {
  await using fgt = device.connect();
  await device.backupSize(200_000_000);
  const before = await memoryInUse();
  let size = 0;
  let looks = 0;
  for await (const chunk of await fgt.monitor("system/config/backup").stream({ scope: "global" })) {
    size += chunk.length;
    if (size < looks * 20_000_000) continue;
    looks++;
    const more = (await memoryInUse()) - before;
    assert.ok(more < 20_000_000, `${Math.round(more / 1e6)} MB more when ${Math.round(size / 1e6)} MB had come`);
  }
  assert.ok(size >= 200_000_000 && looks >= 10);
});

test("feature endpoints: monitor takes files, sends them once, and shows their size alone", async () => {
  const events: AuditEvent[] = [];
  await using fgt = device.connect({ audit: [(event) => void events.push(event)] });
  const file = new TextEncoder().encode("config system global\n  set hostname edge\nend\n");
  await fgt.monitor("system/config/restore").upload(file, { source: "upload", scope: "global" });
  const [upload] = await device.uploads();
  assert.equal(upload?.sha256.toLowerCase(), createHash("sha256").update(file).digest("hex"));
  assert.deepEqual(
    events.map(({ body }) => body),
    [{ source: "upload", scope: "global", file_content: `[file of ${file.length} bytes]` }],
  );
});

test("feature endpoints: logs are searched through all pages of a session that is still searching", async () => {
  await using fgt = device.connect();
  await device.logs({ path: "disk/traffic/forward", count: 1234, completeAfter: 2 });
  const entries = await collect(fgt.log("disk", "traffic/forward").search({ rows: 100 }));
  assert.equal(entries.length, 1234);
  assert.equal(new Set(entries.map(({ _metadata }) => JSON.stringify(_metadata))).size, 1234);
});

test("feature endpoints: logs of every source and type are read by their path, as entries and as lines", async () => {
  await using fgt = device.connect();
  await device.logs({ count: 3 });
  const empty: string[] = [];
  for (const { path } of fortios.rows("log")) {
    if (/\/(?:archive|archive-download)$|^search\//.test(path)) continue;
    const log = fgt.untyped().log(path);
    const found: unknown[] = await (path.endsWith("/raw") ? collect(log.lines()) : collect(log.search()));
    if (found.length < 3) empty.push(path);
  }
  assert.deepEqual(empty, []);
});

test("feature endpoints: logs are filtered, and a loop that ends early asks for no more pages", async () => {
  await using fgt = device.connect();
  await device.logs({ path: "disk/traffic/forward", count: 5000, completeAfter: 50 });
  const log = fgt.log("disk", "traffic/forward");
  for await (const { action } of log.search({ rows: 50, filter: [["action", "==", "deny"]] })) {
    assert.equal(action, "deny");
    break;
  }
  const calls = await device.calls();
  assert.deepEqual(
    calls.map((call) => call.replace(/\d+$/, "#")),
    ["GET /log/disk/traffic/forward", "POST /log/search/abort/#"],
  );
});

test("feature endpoints: logs come as lines of text too", async () => {
  await using fgt = device.connect();
  await device.logs({ path: "disk/event/system", count: 1200 });
  const lines = await collect(fgt.log("disk/event/system/raw").lines({ rows: 500 }));
  assert.ok(lines.length >= 1200);
  assert.ok(lines.every((line) => /\bdate=\S+ time=\S+ /.test(line)));
});

test("feature endpoints: logs give the files that they archived", async () => {
  await using fgt = device.connect();
  await device.logs({ path: "disk/ips", count: 3 });
  const [entry] = await collect(fgt.log("disk/ips").search());
  assert.ok(entry);
  const { "#": mkey, roll } = entry._metadata as { "#": number; roll: number };
  const bytes = await fgt.log("disk/ips/archive-download").download({ mkey, roll });
  assert.ok(bytes.length > 0);
  const [chunk] = await collect(await fgt.log("disk/ips/archive-download").stream({ mkey, roll }));
  assert.deepEqual(chunk, bytes);
});
