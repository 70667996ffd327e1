import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import type { CallOptions, FortiManager } from "@fortiweave/fortimanager";
import { type Certificate, certify } from "../../../packages/core/test/device.ts";
import { openManager } from "../../contract/manager.ts";
import { openFront } from "../tls-front.ts";

const manager = await openManager();
const { username, password } = manager.handle;
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const LOGOUT = "exec sys/logout";
const UNLOCK = "exec dvmdb/adom/root/workspace/unlock";
let certificate: Certificate;

before(async () => {
  certificate = await certify(["fmg.example.com"]);
});
beforeEach(() => manager.reset());

const admin = (): FortiManager => manager.connect({ username, password });
const read = (fmg: FortiManager, options: CallOptions = {}): Promise<unknown> => fmg.get("dvmdb/adom", options);
const rejects = (promise: Promise<unknown>, code: FortiErrorCode): Promise<void> =>
  assert.rejects(promise, (error) => isFortiError(error, code), code);

/** Waits until FortiManager is at work on as many requests. */
async function arrived(count: number): Promise<void> {
  while ((await manager.requests()).length < count);
}

test("feature lifetime: the end of its block signs out, once, and closes the client's connections", async () => {
  await using front = await openFront(manager, certificate);
  let kept: FortiManager;
  {
    await using fmg = manager.connect({
      url: front.url,
      tls: { fingerprint: certificate.fingerprint },
      username,
      password,
    });
    kept = fmg;
    await read(fmg);
    assert.equal(front.connections().open, 1);
  }
  await front.quiet();
  assert.deepEqual(await manager.sessions(), []);
  await manager.forget();
  await rejects(read(kept), "INVALID_INPUT");
  await kept.close();
  assert.deepEqual(await manager.calls(), []);
});

test("feature lifetime: a client that was never used closes at once, and connects to nobody", async () => {
  await using front = await openFront(manager, certificate);
  {
    await using _ = manager.connect({ url: front.url, username, password });
  }
  assert.equal(front.connections().opened, 0);
});

test("feature lifetime: what is still locked is unlocked before the client signs out, and nothing is committed", async () => {
  await manager.settings({ workspace: "normal" });
  const fmg = admin();
  await fmg.lock("root");
  await fmg.add(ADDRESSES, { name: "web", subnet: ["10.0.0.5", "255.255.255.255"] });
  await fmg.close();
  assert.deepEqual(await manager.locks(), []);
  const calls = await manager.calls();
  assert.ok(calls.indexOf(UNLOCK) > 0 && calls.indexOf(UNLOCK) < calls.indexOf(LOGOUT), calls.join("\n"));
  await using other = admin();
  await rejects(other.get(`${ADDRESSES}/web`), "NOT_FOUND");
});

test("feature lifetime: an unlock that fails keeps no session open", async () => {
  await manager.settings({ workspace: "normal" });
  for (const fault of [
    { kind: "soft-error", code: -9, match: { item: "workspace/unlock" } },
    { kind: "drop", match: { item: "workspace/unlock" } },
  ] as const) {
    // The breaker opens on the way: that keeps nobody from signing out.
    const fmg = manager.connect({ username, password, circuitBreaker: { threshold: 3 } });
    await fmg.lock("root");
    await manager.fault(fault);
    await fmg.close().catch((error: unknown) => assert.ok(isFortiError(error), String(error)));
    assert.deepEqual(await manager.sessions(), [], fault.kind);
    assert.deepEqual(await manager.locks(), [], "a lock goes with its session");
    assert.equal((await manager.calls()).filter((call) => call === LOGOUT).length, 1);
    await manager.mend();
    await manager.forget();
  }
});

test("feature lifetime: a sign-out that fails, or is not answered, fails nothing", async () => {
  for (const kind of ["drop", "soft-error", "html"] as const) {
    const fmg = admin();
    await read(fmg);
    await manager.fault({ kind, match: { item: LOGOUT } });
    await fmg.close();
    await manager.mend();
  }
});

test("feature lifetime: close waits for what is under way, and signs out after it", async () => {
  const fmg = admin();
  await read(fmg);
  await manager.fault({ kind: "delay", ms: 60, times: 1, match: { item: "dvmdb/device" } });
  await manager.forget();
  const rows = fmg.get("dvmdb/device");
  await arrived(1);
  await fmg.close();
  assert.ok(Array.isArray(await rows));
  assert.deepEqual(await manager.calls(), ["get dvmdb/device", LOGOUT]);
});

test("feature lifetime: every call takes a signal, and one that was aborted before sends nothing", async () => {
  await using fmg = admin();
  await read(fmg);
  await manager.forget();
  const options = { signal: AbortSignal.abort() };
  const web = { name: "web", subnet: ["10.0.0.5", "255.255.255.255"] };
  const fgt = fmg.device("root", manager.fortigates[0]?.handle.name ?? "");
  const logs = { logtype: "traffic", from: "2026-01-31 08:00:00", to: "2026-01-31 09:00:00" } as const;
  const calls: Record<string, (options: CallOptions) => Promise<unknown>> = {
    get: (with_) => fmg.get(ADDRESSES, with_),
    add: (with_) => fmg.add(ADDRESSES, web, with_),
    set: (with_) => fmg.set(ADDRESSES, web, with_),
    update: (with_) => fmg.update(ADDRESSES, web, with_),
    replace: (with_) => fmg.replace(`${ADDRESSES}/web`, web, with_),
    delete: (with_) => fmg.delete(`${ADDRESSES}/web`, with_),
    clone: (with_) => fmg.clone(`${ADDRESSES}/web`, "web2", with_),
    exec: (with_) => fmg.exec("sys/reboot", {}, with_),
    batch: (with_) => fmg.batch("get", [ADDRESSES], with_),
    iterate: (with_) => fmg.iterate(ADDRESSES, with_).next(),
    version: (with_) => fmg.with(with_).get("sys/status"),
    device: (with_) => fgt.cmdb("firewall/address").list(with_),
    logs: (with_) =>
      fmg
        .logs("root")
        .search({ ...logs, ...with_ })
        .next(),
    count: (with_) => fmg.logs("root").count({ ...logs, ...with_ }),
    lock: (with_) => fmg.lock("root", with_),
    lockInfo: (with_) => fmg.lockInfo("root", with_),
  };
  const wrong: string[] = [];
  for (const [name, call] of Object.entries(calls)) {
    const outcome = await call(options).then(
      () => "done",
      (error: unknown) => (isFortiError(error) ? error.code : String(error)),
    );
    if (outcome !== "ABORTED") wrong.push(`${name}: ${outcome}`);
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(await manager.calls(), []);
});

test("feature lifetime: a signal ends a call that waits for its answer, and nobody else's", async () => {
  await using fmg = admin();
  await read(fmg);
  await manager.fault({ kind: "hang", match: { item: "dvmdb/device" } });
  await manager.forget();
  const cancel = new AbortController();
  const stuck = rejects(fmg.get("dvmdb/device", { signal: cancel.signal }), "ABORTED");
  await arrived(1);
  await Promise.all(Array.from({ length: 10 }, () => read(fmg)));
  cancel.abort();
  await stuck;
});

test("feature lifetime: who is cancelled during the sign-in leaves it to the others", async () => {
  await manager.fault({ kind: "delay", ms: 60, times: 1, match: { item: "sys/login/user" } });
  await using fmg = admin();
  const cancel = new AbortController();
  const impatient = assert.rejects(
    read(fmg, { signal: cancel.signal }),
    (error) => isFortiError(error, "ABORTED") && error.reached === "no",
  );
  const patient = read(fmg);
  cancel.abort();
  await impatient;
  await patient;
  assert.deepEqual(await manager.calls(), ["exec sys/login/user", "get dvmdb/adom"]);
});

test("feature lifetime: a view closes nothing, and goes with its client", async () => {
  const fmg = admin();
  const view = fmg.with({ timeoutMs: 10_000 });
  await read(view);
  await view.close();
  await read(fmg);
  await fmg.close();
  await rejects(read(view), "INVALID_INPUT");
});
