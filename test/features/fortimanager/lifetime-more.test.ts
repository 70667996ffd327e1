import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiManager, isFortiError } from "@fortiweave/fortimanager";
import { password } from "@fortiweave/fortimanager/client";
import { openManager } from "../../contract/manager.ts";
import { connectHastily } from "./hasty.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const ADOMS = ["a", "b", "c", "d"];
const { username, password: secret } = manager.handle;

beforeEach(async () => {
  await manager.reset();
  await manager.settings({ workspace: "normal" });
});

const admin = () => manager.connect({ username, password: secret });
const add = (fmg: FortiManager, name: string) => fmg.add(ADDRESSES, { name });
const addAdoms = (fmg: FortiManager) =>
  fmg.add(
    "dvmdb/adom",
    ADOMS.map((name) => ({ name })),
  );
/** How a client left: what it unlocked, and whether it signed out after that. */
const leaving = async () =>
  (await manager.calls())
    .flatMap((call) => /(?:adom\/(\w+)\/workspace\/unlock|sys\/(logout))$/.exec(call)?.slice(1) ?? [])
    .filter(Boolean);

test("feature lifetime: every ADOM that is locked is unlocked at the end, the last first, before the sign-out", async () => {
  const fmg = admin();
  await addAdoms(fmg);
  for (const adom of ADOMS) await fmg.lock(adom);
  await fmg.close();
  assert.deepEqual(await leaving(), ["d", "c", "b", "a", "logout"]);
  assert.deepEqual(await manager.locks(), []);
});

test("feature lifetime: an unlock that fails keeps neither the others nor the sign-out from being done", async () => {
  const fmg = connectHastily(manager, { auth: password(username, secret), circuitBreaker: { threshold: 1000 } });
  await addAdoms(fmg);
  for (const adom of ADOMS) await fmg.lock(adom);
  await manager.fault({ kind: "drop", match: { item: "adom/c/workspace/unlock" } });
  await assert.rejects(
    fmg.close(),
    (error) => isFortiError(error, "NETWORK", "TIMEOUT") && /Cannot unlock ADOM "c"/.test(error.message),
  );
  const left = await leaving();
  assert.deepEqual(
    left.filter((name) => name !== "c"),
    ["d", "b", "a", "logout"],
  );
  // The lock that could not be given back went with its session.
  assert.deepEqual(await manager.locks(), []);
  assert.deepEqual(await manager.sessions(), []);
});

test("feature lifetime: a client that is closed while it works commits nothing, and writes nothing any more", async () => {
  const fmg = admin();
  let close: Promise<void> | undefined;
  const working = fmg.workspace("root", async (_, inside) => {
    await add(inside, "a");
    close = fmg.close();
    await close;
    await add(inside, "b");
  });
  await assert.rejects(working, (error) => isFortiError(error, "ABORTED"));
  await close;
  assert.deepEqual(await manager.locks(), []);
  const writes = (await manager.calls()).filter((call) => call.startsWith("add ") || call.endsWith("/commit"));
  assert.deepEqual(writes, [`add ${ADDRESSES}`]);
  await using other = admin();
  assert.deepEqual(await other.get(ADDRESSES, { fields: ["name"], filter: ["name", "in", "a", "b"] }), []);
});

test("feature lifetime: a client that is closed while it waits for a lock stops waiting", async () => {
  await using other = manager.connect();
  await other.lock("root");
  const fmg = admin();
  const waiting = assert.rejects(fmg.lock("root", { waitMs: 3_600_000 }), (error) => isFortiError(error, "ABORTED"));
  while (!(await manager.calls()).some((call) => call.endsWith("workspace/lock"))) await other.version();
  await fmg.close();
  await waiting;
  assert.deepEqual(
    (await manager.locks()).map(({ user }) => user),
    ["fortiweave"],
  );
});

test("feature lifetime: a signal that ends the process unlocks first, and nobody listens when nothing is locked", async () => {
  const works = new Set<() => Promise<void>>();
  const exits = {
    add(work: () => Promise<void>) {
      works.add(work);
      return () => void works.delete(work);
    },
  };
  await using fmg = connectHastily(manager, { exits });
  await fmg.workspace("root", async (_, inside) => {
    assert.equal(works.size, 1);
    await add(inside, "kept");
  });
  assert.equal(works.size, 0);
  await fmg.lock("root");
  await add(fmg, "lost");
  for (const leave of works) await leave();
  assert.deepEqual(await manager.locks(), []);
  assert.equal(works.size, 0);
  const rows = await fmg.get(ADDRESSES, { fields: ["name"], filter: ["name", "in", "kept", "lost"] });
  assert.deepEqual(
    rows.map(({ name }) => name),
    ["kept"],
  );
});

test("feature lifetime: disposed of after a throw, it unlocks and signs out, and the error stays the one to see", async () => {
  const failure = new Error("of the script");
  const script = async (): Promise<void> => {
    await using fmg = admin();
    await using lock = await fmg.lock("root");
    await add(lock.fmg, "web");
    throw failure;
  };
  await assert.rejects(script(), (error) => error === failure);
  assert.deepEqual(await manager.locks(), []);
  assert.deepEqual(await manager.sessions(), []);
});
