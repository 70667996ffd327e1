import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, type FortiManager, isFortiError } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const MATRIX = "cli/global/system/workflow/approval-matrix";
const { username, password } = manager.handle;

beforeEach(async () => {
  await manager.reset();
  await manager.settings({ workspace: "workflow" });
});

const author = () => manager.connect();
const approver = () => manager.connect({ username, password });
const add = (name: string) => (_: unknown, fmg: FortiManager) =>
  fmg.add(ADDRESSES, { name, subnet: ["192.0.2.0", "255.255.255.0"] });
/** Whether an address is in effect. */
async function exists(name: string): Promise<boolean> {
  await using fmg = approver();
  return (await fmg.get(ADDRESSES, { fields: ["name"], filter: ["name", "==", name] })).length > 0;
}
const taken = async () =>
  (await manager.calls()).flatMap((call) => /exec .*(?:workflow|workspace)\/(\w+)/.exec(call)?.[1] ?? []);

const fails =
  (code: FortiErrorCode, words: RegExp, hint = /^/) =>
  (error: unknown): boolean => {
    assert.ok(isFortiError(error, code), String(error));
    assert.match(error.message, words);
    assert.match(error.hint ?? "", hint);
    return true;
  };

test("feature workflow: lock, start, work, save, submit and unlock in one call", async () => {
  await using fmg = author();
  const workflow = fmg.workflow("root");
  const { session, value } = await workflow.run({ name: "Web", description: "As asked for" }, async (adom, inside) => {
    assert.equal(adom.name, "root");
    await add("web")(adom, inside);
    return 7;
  });
  assert.equal(value, 7);
  assert.deepEqual(
    [session.id, session.name, session.description, session.state, session.createdBy, session.submittedBy],
    [1, "Web", "As asked for", "submitted", "fortiweave", "fortiweave"],
  );
  assert.deepEqual(await taken(), ["lock", "start", "save", "submit", "unlock"]);
  assert.equal(await exists("web"), false);
  assert.deepEqual(await manager.locks(), []);
});

test("feature workflow: what was submitted takes effect when another approves it", async () => {
  await using fmg = author();
  const { session } = await fmg.workflow("root").run({ name: "Web" }, add("web"));
  await using other = approver();
  const workflow = other.workflow("root");
  await workflow.review(session.id);
  await workflow.approve(session.id, { description: "Fine" });
  assert.equal(await exists("web"), true);
  const seen = await workflow.get(session.id);
  assert.deepEqual([seen.state, seen.auditedBy], ["approved", username]);
  assert.deepEqual(
    (await workflow.log(session.id)).map(({ action, user }) => [action, user]),
    [
      ["save", "fortiweave"],
      ["submit", "fortiweave"],
      ["review", username],
      ["approve", username],
    ],
  );
  assert.deepEqual(
    (await workflow.list()).map(({ id, state }) => [id, state]),
    [[session.id, "approved"]],
  );
});

test("feature workflow: approved at once when that is asked for, and reverted", async () => {
  await using fmg = author();
  const workflow = fmg.workflow("root");
  const { session } = await workflow.run({ name: "Web", approve: true }, add("web"));
  assert.equal(session.state, "approved");
  assert.equal(await exists("web"), true);
  await workflow.revert(session.id, { description: "Back" });
  assert.equal(await exists("web"), false);
});

test("feature workflow: a throw discards what was written, and unlocks", async () => {
  await using fmg = author();
  const workflow = fmg.workflow("root");
  const failure = new Error("no");
  const failing = workflow.run({ name: "Web" }, async (adom, inside) => {
    await add("web")(adom, inside);
    throw failure;
  });
  await assert.rejects(failing, (error) => error === failure);
  assert.deepEqual(await taken(), ["lock", "start", "discard", "unlock"]);
  assert.deepEqual(await manager.locks(), []);
  const [left] = await workflow.list();
  assert.equal(left?.state, "open");
  await workflow.run({ name: "Web", session: 1, approve: true }, add("db"));
  assert.deepEqual([await exists("web"), await exists("db")], [false, true]);
});

test("feature workflow: saved without being submitted, opened again, submitted later", async () => {
  await using fmg = author();
  const workflow = fmg.workflow("root");
  const { session } = await workflow.run({ name: "Web", submit: false }, add("web"));
  assert.equal(session.state, "open");
  await workflow.run({ name: "Web", session: session.id, submit: false }, async (adom, inside) => {
    assert.equal((await inside.get(`${ADDRESSES}/web`, { fields: ["name"] })).name, "web");
    await add("db")(adom, inside);
  });
  await workflow.submit(session.id, { description: "Now", noMail: true });
  await workflow.approve(session.id);
  assert.deepEqual([await exists("web"), await exists("db")], [true, true]);
});

test("feature workflow: a rejected session is repaired in a new one", async () => {
  await using fmg = author();
  const workflow = fmg.workflow("root");
  const { session } = await workflow.run({ name: "Web" }, add("web"));
  await workflow.reject(session.id, { description: "Not like this" });
  assert.equal((await workflow.get(session.id)).state, "other");
  const repaired = await workflow.repair(session.id);
  assert.equal(repaired, session.id + 1);
  await workflow.discard(repaired);
  await workflow.drop(repaired);
  await assert.rejects(workflow.get(repaired), fails("NOT_FOUND", /./));
});

test("feature workflow: only approvers approve, reject and drop", async () => {
  await using fmg = author();
  await fmg.add(MATRIX, { "adom-name": "root", approver: [{ member: [username], seq_num: 1 }] });
  const workflow = fmg.workflow("root");
  const { session } = await workflow.run({ name: "Web" }, add("web"));
  for (const step of ["approve", "reject", "drop"] as const) {
    await assert.rejects(workflow[step](session.id), fails("FORBIDDEN", /needs an approver/, /approvers/));
  }
  assert.deepEqual(await manager.locks(), []);
  await using other = approver();
  await other.workflow("root").approve(session.id);
});

test("feature workflow: a session in one's own hands", async () => {
  await using fmg = author();
  {
    await using draft = await fmg.workflow("root").start({ name: "Web" });
    await add("saved")(undefined, draft.fmg);
    await draft.save();
    await add("lost")(undefined, draft.fmg);
    assert.equal(await draft.lock.isDirty(), true);
  }
  assert.deepEqual(await manager.locks(), []);
  {
    await using draft = await fmg.workflow("root").start({ name: "Web", session: 1 });
    assert.equal(draft.id, 1);
    const names = ["saved", "lost"];
    const rows = await draft.fmg.get(ADDRESSES, { fields: ["name"], filter: ["name", "in", ...names] });
    assert.deepEqual(
      rows.map(({ name }) => name),
      ["saved"],
    );
    await draft.submit({ description: "Please" });
  }
  await fmg.workflow("root").approve(1);
  assert.deepEqual([await exists("saved"), await exists("lost")], [true, false]);
  await using draft = await fmg.workflow("root").start({ name: "Other" });
  await draft.discard();
});

test("feature workflow: answers that are lost are found out", async () => {
  await using fmg = author();
  for (const step of ["start", "submit", "approve"]) {
    await manager.fault({ kind: "drop", when: "after", match: { item: `workflow/${step}` }, times: 1 });
    const { session } = await fmg.workflow("root").run({ name: step, approve: true }, add(`after-${step}`));
    assert.equal(session.state, "approved", step);
    assert.equal(await exists(`after-${step}`), true);
  }
  await manager.fault({ kind: "drop", when: "before", match: { item: "workflow/submit" }, times: 1 });
  await assert.rejects(
    fmg.workflow("root").run({ name: "Web" }, add("web")),
    fails("NETWORK", /./, /It was not carried out: session \d+ is open/),
  );
});

test("feature workflow: a lock that is lost takes what was not saved with it", async () => {
  await using fmg = approver();
  const working = fmg.workflow("root").run({ name: "Web" }, async (adom, inside) => {
    await add("a")(adom, inside);
    await manager.endSessions();
    await add("b")(adom, inside);
  });
  await assert.rejects(working, fails("SESSION_EXPIRED", /The lock of ADOM "root" is lost/));
  assert.deepEqual(await manager.locks(), []);
  assert.deepEqual(
    (await fmg.workflow("root").list()).map(({ state }) => state),
    ["open"],
  );
});

test("feature workflow: another's lock is named, and an abort ends the work", async () => {
  await using fmg = author();
  await using other = approver();
  {
    await using _ = await other.lock("root");
    await assert.rejects(
      fmg.workflow("root").run({ name: "Web" }, add("web")),
      fails("LOCKED_BY_OTHER", new RegExp(`locked by "${username}"`)),
    );
  }
  const stop = new AbortController();
  const working = fmg.workflow("root").run({ name: "Web", signal: stop.signal }, async (adom, inside) => {
    await add("web")(adom, inside);
    stop.abort();
    await inside.get(ADDRESSES);
  });
  await assert.rejects(working, fails("ABORTED", /was cancelled/));
  assert.deepEqual(await manager.locks(), []);
  assert.equal(await exists("web"), false);
});

test("feature workflow: without workflow mode the errors say so", async () => {
  await using fmg = author();
  for (const workspace of ["normal", "disabled"] as const) {
    await manager.settings({ workspace });
    await assert.rejects(
      fmg.workflow("root").run({ name: "Web" }, add("web")),
      fails("UNSUPPORTED", /./, /is not "workflow": use fmg\.workspace/),
    );
    await assert.rejects(fmg.workflow("root").start({ name: "Web" }), fails("UNSUPPORTED", /./));
  }
  assert.deepEqual(await manager.locks(), []);
  await assert.rejects(
    fmg.workflow("root").run({ name: "Web" }, undefined as never),
    fails("INVALID_INPUT", /function/),
  );
});
