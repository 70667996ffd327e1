import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { type CallOptions, type FortiErrorCode, type FortiGate, isFortiError } from "@fortiweave/fortios";
import { type Certificate, certify } from "../../../packages/core/test/device.ts";
import { openDevice } from "../../contract/device.ts";
import { connectInstantly } from "../instant-client.ts";
import { openFront } from "../tls-front.ts";

const device = await openDevice();
let certificate: Certificate;

before(async () => {
  certificate = await certify(["FGT60F0000000001"]);
});
beforeEach(() => device.reset());

const rejects = (promise: Promise<unknown>, code: FortiErrorCode) =>
  assert.rejects(promise, (error) => isFortiError(error, code), code);

/** Waits until the device is at work on as many requests. */
async function arrived(count: number): Promise<void> {
  while ((await device.requests()).length < count);
}

test("feature lifetime: many calls run side by side, and each ends by itself", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "hang", match: { path: "/api/v2/cmdb/firewall/policy" } });
  const cancel = new AbortController();
  const policies = rejects(fgt.cmdb("firewall/policy").list({ signal: cancel.signal }), "ABORTED");
  const addresses = await Promise.all(Array.from({ length: 20 }, () => fgt.cmdb("firewall/address").list()));
  assert.ok(addresses.every((rows) => rows.length > 0));
  cancel.abort();
  await policies;
});

test("feature lifetime: the end of its block closes a client and its connections", async () => {
  await using front = await openFront(device, certificate);
  let kept: FortiGate;
  {
    await using fgt = device.connect({ url: front.url, tls: { fingerprint: certificate.fingerprint } });
    kept = fgt;
    await fgt.cmdb("firewall/address").list();
    assert.equal(front.connections().open, 1);
  }
  await front.quiet();
  await device.forget();
  await rejects(kept.cmdb("firewall/address").list(), "INVALID_INPUT");
  await kept.close();
  assert.deepEqual(await device.calls(), []);
});

test("feature lifetime: a client that was never used closes at once, and connects to nobody", async () => {
  await using front = await openFront(device, certificate);
  {
    await using _ = device.connect({ url: front.url });
  }
  assert.equal(front.connections().opened, 0);
});

test("feature lifetime: close waits for what is under way", async () => {
  const fgt = device.connect();
  await device.fault({ kind: "delay", ms: 100, times: 1 });
  const rows = fgt.cmdb("firewall/address").list();
  await arrived(1);
  await fgt.close();
  assert.ok((await rows).length > 0);
});

test("feature lifetime: every call takes a signal, and one that was aborted before sends nothing", async () => {
  await using fgt = device.connect();
  const options = { signal: AbortSignal.abort() };
  const addresses = fgt.cmdb("firewall/address");
  const entry = { name: "web", subnet: "192.0.2.1/32" } as const;
  const members = fgt.cmdb("firewall/addrgrp").members("all", "member");
  const calls: Record<string, (options: CallOptions) => Promise<unknown>> = {
    list: (with_) => addresses.list(with_),
    iterate: (with_) => addresses.iterate(with_).next(),
    get: (with_) => addresses.get("web", with_),
    find: (with_) => addresses.find("web", with_),
    exists: (with_) => addresses.exists("web", with_),
    create: (with_) => addresses.create(entry, with_),
    update: (with_) => addresses.update("web", { comment: "x" }, with_),
    delete: (with_) => addresses.delete("web", with_),
    set: (with_) => addresses.set(entry, with_),
    ensure: (with_) => addresses.ensure(entry, with_),
    absent: (with_) => addresses.absent("web", with_),
    move: (with_) => fgt.cmdb("firewall/policy").move(2, { before: 1 }, with_),
    clone: (with_) => addresses.clone("web", "web2", with_),
    members: (with_) => members.add("web", with_),
    object: (with_) => fgt.cmdb("system/global").get(with_),
    monitor: (with_) => fgt.monitor("system/status").get({}, with_),
    post: (with_) => fgt.monitor("user/banned/clear_users").post({ ip_addresses: [] }, with_),
    download: (with_) => fgt.monitor("system/config/backup").download({ scope: "global" }, with_),
    stream: (with_) => fgt.monitor("system/config/backup").stream({ scope: "global" }, with_),
    log: (with_) => fgt.log("disk", "event/system").search(with_).next(),
    request: (with_) => fgt.request({ method: "GET", url: "/api/v2/monitor/system/status" }, with_),
    transaction: (with_) => fgt.transaction(() => Promise.resolve(), with_),
    options: (with_) => fgt.options("firewall/policy", "srcaddr", with_),
    ban: (with_) => fgt.quarantine.ban(["203.0.113.9"], with_),
  };
  const wrong: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const outcome = await call(options).then(
      () => "done",
      (error) => (isFortiError(error) ? error.code : String(error)),
    );
    if (outcome !== "ABORTED") wrong.push(`${name}: ${outcome}`);
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(await device.calls(), []);
});

test("feature lifetime: a signal ends a call that waits for its answer", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "hang" });
  const cancel = new AbortController();
  const rows = fgt.cmdb("firewall/address").list({ signal: cancel.signal });
  const outcome = rejects(rows, "ABORTED");
  await arrived(1);
  cancel.abort();
  await outcome;
});

test("feature lifetime: a signal ends the wait between two attempts", async () => {
  const cancel = new AbortController();
  await device.fault({ kind: "html", status: 503 });
  const { fgt, waits } = connectInstantly(device, {
    logger: { level: "debug", log: () => cancel.abort(new Error("enough")) },
  });
  await using _ = fgt;
  await rejects(fgt.cmdb("firewall/address").list({ signal: cancel.signal }), "ABORTED");
  assert.deepEqual(waits, []);
  assert.equal((await device.calls()).length, 1);
});

test("feature lifetime: a signal ends a file that is being read, and so does close", async () => {
  await device.backupSize(30_000_000);
  const fgt = device.connect();
  const backup = fgt.monitor("system/config/backup");
  const cancel = new AbortController();
  const [one, other] = await Promise.all([
    backup.stream({ scope: "global" }, { signal: cancel.signal }),
    backup.stream({ scope: "global" }),
  ]);
  const readers = [one.getReader(), other.getReader()] as const;
  for (const reader of readers) assert.ok(((await reader.read()).value?.length ?? 0) > 0);
  cancel.abort();
  await rejects(drain(readers[0]), "ABORTED");
  await fgt.close();
  await rejects(drain(readers[1]), "ABORTED");
});

test("feature lifetime: a file that nobody reads to its end holds nothing up", async () => {
  await device.backupSize(30_000_000);
  await using fgt = device.connect({ connections: 1 });
  const stream = await fgt.monitor("system/config/backup").stream({ scope: "global" });
  await stream.cancel();
  assert.ok((await fgt.cmdb("firewall/address").list()).length > 0);
});

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  while (!(await reader.read()).done);
}
