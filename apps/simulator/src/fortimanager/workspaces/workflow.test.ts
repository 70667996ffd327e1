import assert from "node:assert/strict";
import { test } from "node:test";
import { startManager } from "../../testing/manager.ts";
import type { Session, Tasks } from "../parts.ts";
import { RpcRefusal } from "../rpc-refusal.ts";
import { createAsker, createPlainDatabase, createStillClock, openSession } from "../testing/parts.ts";
import { createWorkspaces } from "./workspaces.ts";

const WORKSPACE = "exec dvmdb/adom/root/workspace";
const WORKFLOW = "dvmdb/adom/root/workflow";
const web = { table: "pm/config/adom/root/obj/firewall/address", key: "web" };

async function open(settings: Record<string, unknown> = {}) {
  const database = createPlainDatabase();
  await database.store({ table: "cli/global/system/global" }, { "workspace-mode": "workflow", ...settings });
  await database.store({ table: "dvmdb/adom", key: "root" }, { name: "root", oid: 3 });
  const none: Tasks = {
    routes: {},
    start: () => 1,
    all: () => Promise.resolve([]),
    over: () => Promise.resolve(),
    ended: () => {},
    reset: () => {},
  };
  const workspaces = createWorkspaces({ database, clock: createStillClock(), tasks: none, settings: { taskMs: 200 } });
  const ask = createAsker(workspaces.routes);
  const write = async (session: Session, name = "web") => {
    await workspaces.check(session, { ...web, key: name });
    const segments = [...web.table.split("/"), name];
    await database.serve({ session, method: "set", segments, item: {}, data: { name }, verbose: true });
  };
  const step = async (session: Session, name: string, workflow: Record<string, unknown> = {}) =>
    (await ask(session, `exec ${WORKFLOW}/${name}`, { workflow })).data as { sessionid: number; new_session: number };
  const states = async (session: Session) =>
    ((await ask(session, `get ${WORKFLOW}`)).data as { sessionid: number; state: number }[]).map(
      ({ sessionid, state }) => [sessionid, state],
    );
  return { database, workspaces, ask, write, step, states };
}

function refuses(code: number): (error: unknown) => boolean {
  return (error) => error instanceof RpcRefusal && error.code === code;
}

test("only in a locked ADOM, and writes only in an open workflow session", async () => {
  const { ask, step, write } = await open();
  const session = openSession();
  await assert.rejects(step(session, "start"), refuses(-20017));
  await ask(session, `${WORKSPACE}/lock`);
  await assert.rejects(write(session), refuses(-10147));
  assert.deepEqual(await step(session, "start", { name: "web", desc: "a server" }), { new_session: 1, sessionid: 1 });
  await write(session);
  await assert.rejects(ask(session, `${WORKSPACE}/commit`), refuses(-9));
  await assert.rejects(ask(session, `${WORKSPACE}/lock/pkg/default`), refuses(-9));
  const info = (await ask(session, "get dvmdb/adom/root/workspace/lockinfo")).data as {
    wfsid: number;
    dirty: number;
  }[];
  assert.deepEqual(
    info.map(({ wfsid, dirty }) => [wfsid, dirty]),
    [[1, 1]],
  );
});

test("what was submitted counts when it is approved, by another session", async () => {
  const { ask, step, write, states, database } = await open();
  const [author, approver] = [openSession("alice"), openSession("bob")];
  await ask(author, `${WORKSPACE}/lock`);
  await step(author, "start", { name: "web" });
  await write(author);
  await assert.rejects(step(author, "submit/1"), refuses(-20044));
  await step(author, "save/1");
  await step(author, "submit/1", { desc: "please" });
  await ask(author, `${WORKSPACE}/unlock`);
  assert.equal(await database.entry(web), undefined);
  await ask(approver, `${WORKSPACE}/lock`);
  await step(approver, "review/1");
  await step(approver, "approve/1", { desc: "fine" });
  assert.deepEqual(await database.entry(web), { name: "web" });
  assert.deepEqual(await states(approver), [[1, 3]]);
  const log = (await ask(approver, `get ${WORKFLOW}/1/wflog`)).data as { action: string; user: string; desc: string }[];
  assert.deepEqual(
    log.map(({ action, user, desc }) => [action, user, desc]),
    [
      ["save", "alice", ""],
      ["submit", "alice", "please"],
      ["review", "bob", ""],
      ["approve", "bob", "fine"],
    ],
  );
  await step(approver, "revert/1");
  assert.equal(await database.entry(web), undefined);
});

test("what was saved outlives the lock and the session, what was not saved does not", async () => {
  const { ask, step, write, workspaces, database } = await open();
  const [first, second] = [openSession(), openSession()];
  await ask(first, `${WORKSPACE}/lock`);
  await step(first, "start");
  await write(first, "saved");
  await step(first, "save/1");
  await write(first, "unsaved");
  workspaces.ended(first);
  await ask(second, `${WORKSPACE}/lock`);
  assert.deepEqual(await step(second, "start/1"), { new_session: 0, sessionid: 1 });
  assert.deepEqual(await database.entry({ ...web, key: "saved" }, second), { name: "saved" });
  assert.equal(await database.entry({ ...web, key: "unsaved" }, second), undefined);
  await step(second, "discard/1");
  assert.equal(await database.entry({ ...web, key: "saved" }, second), undefined);
});

test("a rejected session is repaired in another one, with its changes", async () => {
  const { ask, step, write, states, database } = await open();
  const session = openSession();
  await ask(session, `${WORKSPACE}/lock`);
  await step(session, "start");
  await write(session);
  await step(session, "save/1");
  await step(session, "submit/1");
  await step(session, "reject/1");
  assert.deepEqual(await step(session, "repair/1"), { sessionid: 2 });
  assert.deepEqual(await database.entry(web, session), { name: "web" });
  assert.deepEqual(await states(session), [
    [1, 5],
    [2, 1],
  ]);
});

test("only those whom the approval matrix names approve, reject and drop", async () => {
  const { ask, step, database } = await open();
  const matrix = { table: "cli/global/system/workflow/approval-matrix", key: "root" };
  await database.store(matrix, { "adom-name": "root", approver: [{ member: "carol" }] });
  const [author, approver] = [openSession("alice"), openSession("carol")];
  await ask(author, `${WORKSPACE}/lock`);
  await step(author, "start");
  await step(author, "submit/1");
  for (const name of ["approve", "reject", "drop"]) await assert.rejects(step(author, `${name}/1`), refuses(-20020));
  await ask(author, `${WORKSPACE}/unlock`);
  await ask(approver, `${WORKSPACE}/lock`);
  await step(approver, "drop/1");
  await assert.rejects(step(approver, "approve/1"), refuses(-3));
});

test("in turn: no approval before that of an earlier one, and no more sessions than allowed", async () => {
  const { ask, step } = await open({ "workflow-max-sessions": 2 });
  const session = openSession();
  await ask(session, `${WORKSPACE}/lock`);
  for (const id of [1, 2]) {
    await step(session, "start");
    await step(session, `submit/${id}`);
  }
  await assert.rejects(step(session, "approve/2"), refuses(-20046));
  await assert.rejects(step(session, "start"), refuses(-20051));
  await step(session, "approve/1");
  await step(session, "approve/2");
  await assert.rejects(step(session, "approve/2"), refuses(-20045));
});

test("each holds its own changes: to approve one brings nothing of another", async (t) => {
  const { call } = await startManager(t, { workspace: "workflow" });
  const address = "pm/config/adom/root/obj/firewall/address";
  const exec = async (url: string) => assert.equal((await call("exec", url)).status.code, 0, url);
  await exec("dvmdb/adom/root/workspace/lock");
  for (const id of [1, 2]) {
    await exec(`${WORKFLOW}/start`);
    await call("add", address, { data: { name: `web${id}`, subnet: "10.0.0.1/32" } });
    await exec(`${WORKFLOW}/save/${id}`);
    await exec(`${WORKFLOW}/submit/${id}`);
  }
  const isThere = async (id: number) => (await call("get", `${address}/web${id}`)).status.code === 0;
  await exec(`${WORKFLOW}/approve/1`);
  assert.deepEqual([await isThere(1), await isThere(2)], [true, false]);
  await exec(`${WORKFLOW}/approve/2`);
  assert.deepEqual([await isThere(1), await isThere(2)], [true, true]);
});
