import assert from "node:assert/strict";
import { test } from "node:test";
import type { Session, TaskPlan, Tasks } from "../parts.ts";
import { RpcRefusal } from "../rpc-refusal.ts";
import { createAsker, createPlainDatabase, createStillClock, openSession } from "../testing/parts.ts";
import { createWorkspaces } from "./workspaces.ts";

const LOCK = "exec dvmdb/adom/root/workspace/lock";
const UNLOCK = "exec dvmdb/adom/root/workspace/unlock";
const COMMIT = "exec dvmdb/adom/root/workspace/commit";
const INFO = "get dvmdb/adom/root/workspace/lockinfo";
const web = { table: "pm/config/adom/root/obj/firewall/address", key: "web" };
const policy = { table: "pm/config/adom/root/pkg/default/firewall/policy", key: "3" };

async function open(settings: Record<string, unknown> = { "workspace-mode": "normal" }) {
  const database = createPlainDatabase();
  const clock = createStillClock();
  await database.store({ table: "cli/global/system/global" }, settings);
  await database.store({ table: "dvmdb/adom", key: "root" }, { name: "root", oid: 3 });
  await database.store({ table: "dvmdb/adom", key: "branch" }, { name: "branch", oid: 120, workspace_mode: 1 });
  await database.store({ table: "dvmdb/adom/root/device", key: "FGT1" }, { name: "FGT1" });
  for (const key of ["default", "folder/inner"])
    await database.store({ table: "pm/pkg/adom/root", key }, { name: key });
  const plans: TaskPlan[] = [];
  const tasks: Tasks = {
    routes: {},
    start: (plan) => plans.push(plan),
    all: () => Promise.resolve([]),
    over: () => Promise.resolve(),
    ended: () => {},
    reset: () => {},
  };
  const workspaces = createWorkspaces({ database, clock, tasks, settings: { taskMs: 200 } });
  const ask = createAsker(workspaces.routes);
  /** Writes as the database does: with leave, and staged where it has to be. */
  const write = async (session: Session, spot = web, entry: Record<string, unknown> = { name: spot.key }) => {
    const { staged } = await workspaces.check(session, spot);
    if (!staged) return database.store(spot, entry);
    const segments = [...spot.table.split("/"), spot.key];
    await database.serve({ session, method: "set", segments, item: {}, data: entry, verbose: true });
  };
  return { database, clock, workspaces, plans, ask, write };
}

function refuses(code: number): (error: unknown) => boolean {
  return (error) => error instanceof RpcRefusal && error.code === code;
}

test("without workspace mode nothing is locked, writes are committed at once, and every lock url says -9", async () => {
  const { ask, write, database } = await open({});
  const session = openSession();
  await write(session);
  assert.deepEqual(await database.entry(web), { name: "web" });
  for (const call of [LOCK, UNLOCK, COMMIT, INFO, "get dvmdb/adom/root/workspace/dirty"]) {
    await assert.rejects(ask(session, call), refuses(-9));
  }
});

test("per ADOM, only those that are set to it have locks", async () => {
  const { ask, workspaces } = await open({ "workspace-mode": "per-adom" });
  const session = openSession();
  await assert.rejects(ask(session, LOCK), refuses(-9));
  await ask(session, "exec dvmdb/adom/branch/workspace/lock");
  assert.deepEqual(
    workspaces.locks().map(({ adom }) => adom),
    ["branch"],
  );
});

test("a write needs the lock: without it -10147, below another's -20055 that names nobody", async () => {
  const { ask, write } = await open();
  const [mine, theirs] = [openSession("alice"), openSession("bob")];
  await assert.rejects(write(mine), refuses(-10147));
  await ask(theirs, LOCK);
  await assert.rejects(write(mine), (error) => refuses(-20055)(error) && !String(error).includes("bob"));
  await assert.rejects(ask(mine, LOCK), refuses(-20055));
});

test("what was written is seen after the commit, and lost when the lock goes without one", async () => {
  const { ask, write, database } = await open();
  const session = openSession();
  await ask(session, LOCK);
  await write(session);
  assert.equal(await database.entry(web), undefined);
  assert.deepEqual(await ask(session, "get dvmdb/adom/root/workspace/dirty/"), { data: { dirty: 1 } });
  await ask(session, UNLOCK);
  await ask(session, LOCK);
  assert.deepEqual(await ask(session, "get dvmdb/adom/root/workspace/dirty"), { data: { dirty: 0 } });
  await write(session);
  await ask(session, COMMIT);
  assert.deepEqual(await database.entry(web), { name: "web" });
});

test("lockinfo has no data without a lock, and says dirty only of one's own", async () => {
  const { ask, write, clock } = await open();
  const [mine, theirs] = [openSession("alice"), openSession("bob")];
  assert.deepEqual(await ask(mine, INFO), {});
  await ask(mine, LOCK);
  await write(mine);
  const record = {
    adom_dirty: 1,
    db_mode: 1,
    dev_oid: 3,
    dirty: 1,
    flags: 0,
    lock_sid: mine.number,
    lock_time: clock.now() / 1000,
    lock_user: "alice",
    obj_cat: 0,
    obj_oid: 0,
    obj_url: "",
    type: 1,
    wfsid: 0,
  };
  assert.deepEqual(await ask(mine, INFO), { data: [record] });
  const { adom_dirty: _, dirty: __, ...seenByOthers } = record;
  assert.deepEqual(await ask(theirs, INFO), { data: [seenByOthers] });
});

test("kinds conflict where they have anything in common, and not where they have nothing", async () => {
  const { ask } = await open({ "workspace-mode": "normal", "per-policy-lock": "enable" });
  const [mine, theirs] = [openSession("alice"), openSession("bob")];
  await ask(mine, `${LOCK}/pkg/default/firewall/policy/3`);
  await ask(theirs, `${LOCK}/pkg/default/firewall/policy/4`);
  await ask(theirs, `${LOCK}/dev/FGT1`);
  await ask(theirs, `${LOCK}/pkg/folder/inner`);
  for (const target of ["", "/pkg/default", "/pkg/folder/inner", "/dev/FGT1"]) {
    await assert.rejects(ask(mine, `${LOCK}${target}`), refuses(-20055), target);
  }
  await ask(theirs, `${UNLOCK}/pkg/default/firewall/policy/4`);
  await ask(mine, `${LOCK}/pkg/default`);
});

test("a lock covers its own kind alone: a package's no objects, a device's no ADOM", async () => {
  const { ask, write } = await open();
  const session = openSession();
  await ask(session, `${LOCK}/pkg/default`);
  await write(session, policy);
  await assert.rejects(write(session, web), refuses(-10147));
  await ask(session, `${LOCK}/obj/firewall/address/web`);
  await write(session, web);
  await ask(session, `${LOCK}/dev/FGT1`);
  await write(session, { table: "pm/config/device/FGT1/vdom/root/router/static", key: "1" });
  await assert.rejects(write(session, { ...web, key: "db" }), refuses(-10147));
});

test("an object is locked after a package or policy only, a policy where policies can be", async () => {
  const { ask } = await open();
  const session = openSession();
  await assert.rejects(ask(session, `${LOCK}/obj/firewall/address/web`), refuses(-10147));
  await assert.rejects(ask(session, `${LOCK}/pkg/default/firewall/policy/3`), refuses(-9));
  await assert.rejects(ask(session, `${LOCK}/pkg/nowhere`), refuses(-10));
  await assert.rejects(ask(session, `${LOCK}/dev/nowhere`), refuses(-10));
  await assert.rejects(ask(session, "exec dvmdb/adom/nowhere/workspace/lock"), refuses(-6));
});

test("the commit of an ADOM is a task, that of a package is none", async () => {
  const { ask, plans } = await open();
  const session = openSession();
  await ask(session, LOCK);
  assert.deepEqual(await ask(session, COMMIT), { taskid: 1 });
  assert.equal(plans[0]?.lines[0]?.ms, 200);
  assert.deepEqual(await ask(session, `${COMMIT}/pkg/default`), {});
  await assert.rejects(ask(openSession(), COMMIT), refuses(-20055));
});

test("unlocking what nobody locked is no error, unlocking another's is", async () => {
  const { ask } = await open();
  const [mine, theirs] = [openSession(), openSession()];
  await ask(mine, UNLOCK);
  await ask(theirs, LOCK);
  await assert.rejects(ask(mine, UNLOCK), refuses(-20055));
});

test("the end of a session takes its locks and what it did not commit", async () => {
  const { ask, write, workspaces, database } = await open();
  const [mine, theirs] = [openSession(), openSession()];
  await ask(mine, LOCK);
  await write(mine);
  workspaces.ended(mine);
  assert.deepEqual(workspaces.locks(), []);
  assert.equal(
    database.isDirty(mine, () => true),
    false,
  );
  await ask(theirs, LOCK);
});

test("a narrower lock keeps what it covers when the wider one goes", async () => {
  const { ask, write, database } = await open();
  const session = openSession();
  await ask(session, `${LOCK}/pkg/default`);
  await ask(session, LOCK);
  await write(session, web);
  await write(session, policy);
  await ask(session, UNLOCK);
  await ask(session, `${COMMIT}/pkg/default`);
  assert.deepEqual([await database.entry(web), await database.entry(policy)], [undefined, { name: "3" }]);
});

test("where locks are preempted, the other's is gone with what was not committed", async () => {
  const { ask, write, workspaces, database } = await open({ "workspace-mode": "normal", "lock-preempt": "enable" });
  const [mine, theirs] = [openSession("alice"), openSession("bob")];
  await ask(theirs, LOCK);
  await write(theirs);
  await ask(mine, LOCK);
  assert.deepEqual(
    workspaces.locks().map(({ user }) => user),
    ["alice"],
  );
  assert.equal(
    database.isDirty(theirs, () => true),
    false,
  );
  await assert.rejects(write(theirs), refuses(-20055));
});

test("the older urls lock and unlock as well, packages without `pkg` in front", async () => {
  const { ask, workspaces } = await open();
  const session = openSession();
  await ask(session, "exec pm/config/adom/root/_workspace/lock/default");
  assert.deepEqual(
    workspaces.locks().map(({ kind, path }) => [kind, path]),
    [["pkg", "default"]],
  );
  await ask(session, "exec pm/config/adom/root/_workspace/unlock/default/");
  await ask(session, "exec pm/config/adom/root/_workspace/lock");
  await ask(session, "exec pm/config/adom/root/workspace/commit");
  await ask(session, "exec pm/config/adom/root/_workspace/commit");
  await ask(session, "exec pm/config/adom/root/_workspace/unlock");
  await ask(session, "exec pm/config/global/_workspace/lock");
  assert.equal(workspaces.locks()[0]?.adom, "global");
});

test("a lock for one call goes after it, and one that was there stays", async () => {
  const { ask, workspaces } = await open();
  const [mine, theirs] = [openSession(), openSession()];
  const release = await workspaces.hold(mine, "root");
  await assert.rejects(workspaces.hold(theirs, "root"), refuses(-20055));
  release();
  assert.deepEqual(workspaces.locks(), []);
  await ask(mine, LOCK);
  (await workspaces.hold(mine, "root"))();
  assert.equal(workspaces.locks().length, 1);
});

test("an install unlocks where it is set to", async () => {
  const { ask, workspaces, database } = await open();
  const session = openSession();
  await ask(session, LOCK);
  await workspaces.installed(session, "root");
  assert.equal(workspaces.locks().length, 1);
  const settings = { "workspace-mode": "normal", "workspace-unlock-after-install": "enable" };
  await database.store({ table: "cli/global/system/global" }, settings);
  await workspaces.installed(session, "root");
  assert.deepEqual(workspaces.locks(), []);
});
