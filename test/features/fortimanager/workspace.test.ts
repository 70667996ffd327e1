import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, type FortiManager, isFortiError } from "@fortiweave/fortimanager";
import { password } from "@fortiweave/fortimanager/client";
import { openManager } from "../../contract/manager.ts";
import { connectHastily } from "./hasty.ts";

const manager = await openManager();
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const { username, password: secret } = manager.handle;

beforeEach(async () => {
  await manager.reset();
  await manager.settings({ workspace: "normal" });
});

const data = (name: string) => ({ name, subnet: ["192.0.2.0", "255.255.255.0"] });
const add = (fmg: FortiManager, name: string) => fmg.add(ADDRESSES, data(name));
/** The names of these addresses that are committed, seen by whoever holds no lock. */
const committed = async (...names: string[]): Promise<string[]> => {
  await using fmg = manager.connect({ username, password: secret });
  const rows = await fmg.get(ADDRESSES, { fields: ["name"], filter: ["name", "in", ...names] });
  return rows.map(({ name }) => name).sort();
};
/** What is locked: `adom root by admin`. */
const locked = async () =>
  (await manager.locks()).map(({ kind, adom, path, user }) => [kind, adom, path, user].join(" "));
const steps = async () => (await manager.calls()).flatMap((call) => /workspace\/(\w+)/.exec(call)?.[1] ?? []);

const fails =
  (code: FortiErrorCode, words: RegExp, hint = /^/) =>
  (error: unknown): boolean => {
    assert.ok(isFortiError(error, code), String(error));
    assert.match(error.message, words);
    assert.match(error.hint ?? "", hint);
    return true;
  };

test("feature workspace: lock, work, commit and unlock in one call, and nobody sees half of it", async () => {
  await using fmg = manager.connect();
  const answer = await fmg.workspace("root", async (adom, inside) => {
    await adom.table("firewall/address").create(data("web") as never);
    await add(inside, "db");
    assert.deepEqual(await committed("web", "db"), []);
    assert.equal(await adom.table("firewall/address").exists("web"), true);
    return 7;
  });
  assert.equal(answer, 7);
  assert.deepEqual(await committed("web", "db"), ["db", "web"]);
  assert.deepEqual(await locked(), []);
  assert.deepEqual(await steps(), ["lock", "commit", "unlock"]);
});

test("feature workspace: it is committed only when that is wanted, and never after a throw", async () => {
  await using fmg = manager.connect();
  await fmg.workspace("root", (_, inside) => add(inside, "a"), { commit: false });
  const failure = new Error("no");
  const failing = fmg.workspace("root", async (_, inside) => {
    await add(inside, "b");
    throw failure;
  });
  await assert.rejects(failing, (error) => error === failure);
  await assert.rejects(
    fmg.workspace("root", async (_, inside) => {
      await add(inside, "c");
      await add(inside, "c");
    }),
    fails("DUPLICATE", /./),
  );
  assert.deepEqual(await committed("a", "b", "c"), []);
  assert.deepEqual(await locked(), []);
  assert.ok(!(await steps()).includes("commit"));
});

test("feature workspace: a commit that FortiManager carries out as a task is followed", async () => {
  await manager.settings({ taskMs: 60_000 });
  await using fmg = manager.connect();
  const working = fmg.workspace("root", (_, inside) => add(inside, "web"), { commitOptions: { pollMs: 2 } });
  while (!(await manager.calls()).some((call) => call.startsWith("get task/task"))) await fmg.version();
  assert.deepEqual(await locked(), ["adom root  fortiweave"]);
  await manager.advance(60_000);
  await working;
  assert.deepEqual(await locked(), []);
  await manager.settings({ commitTask: false });
  await fmg.workspace("root", (_, inside) => add(inside, "db"));
  assert.deepEqual(await committed("web", "db"), ["db", "web"]);
});

test("feature workspace: every kind of lock, which covers its own kind and conflicts with those of others", async () => {
  await using fmg = manager.connect();
  await fmg.set("cli/global/system/global", { "per-policy-lock": "enable" });
  await using other = manager.connect({ username, password: secret });
  const whats = [
    "root",
    "global",
    { adom: "root" },
    { adom: "root", package: "default" },
    { adom: "root", package: "default", policy: 1 },
    { adom: "root", device: "fortigate-1" },
  ] as const;
  for (const what of whats) {
    await using lock = await fmg.lock(what);
    assert.equal(lock.state.kind, "held", lock.name);
    assert.equal((await locked()).length, 1);
    await assert.rejects(
      other.lock(what),
      fails("LOCKED_BY_OTHER", /is locked by "fortiweave" since .*\(session \d+\)/),
    );
  }
  await fmg.workspace({ adom: "root", package: "default" }, (_, inside) =>
    inside.workspace({ adom: "root", object: "firewall/address", key: "web/1" }, (__, both) => add(both, "web/1")),
  );
  assert.deepEqual(await committed("web/1"), ["web/1"]);
  await using lock = await fmg.lock({ adom: "root", device: "fortigate-1" });
  await assert.rejects(add(fmg, "web"), fails("FORBIDDEN", /not locked by this session/));
  await assert.rejects(other.lock("root"), fails("LOCKED_BY_OTHER", /"fortiweave"/));
  await lock.unlock();
  assert.deepEqual(await locked(), []);
});

test("feature workspace: another's lock is waited for, and named when that is in vain", async () => {
  await using fmg = connectHastily(manager);
  await using other = manager.connect({ username, password: secret });
  const theirs = await other.lock("root");
  const pattern = new RegExp(`ADOM "root": it is locked by "${username}" since \\d{4}-.* \\(session \\d+\\)`);
  await assert.rejects(
    fmg.workspace("root", () => 1),
    fails("LOCKED_BY_OTHER", pattern, /waitMs/),
  );
  await assert.rejects(
    fmg.workspace("root", () => 1, { waitMs: 2000 }),
    fails("LOCKED_BY_OTHER", /also after 2 s/),
  );
  const waiting = fmg.workspace("root", () => 2, { waitMs: 60_000 });
  await theirs.unlock();
  assert.equal(await waiting, 2);
});

test("feature workspace: another session of the same administrator is recognised", async () => {
  await using fmg = manager.connect({ username, password: secret });
  await using other = manager.connect({ username, password: secret });
  await using _ = await other.lock("root");
  await assert.rejects(fmg.lock("root"), fails("LOCKED_BY_OTHER", /./, /another session of the same administrator/));
  const [theirs] = await fmg.lockInfo("root");
  assert.deepEqual([theirs?.own, theirs?.sameUser, theirs?.dirty], [false, true, undefined]);
});

test("feature workspace: who holds it, since when, and whether anything of one's own is not committed", async () => {
  await using fmg = manager.connect();
  assert.deepEqual(await fmg.lockInfo("root"), []);
  await using lock = await fmg.lock("root");
  await add(fmg, "web");
  assert.equal(await lock.isDirty(), true);
  const [info] = await fmg.lockInfo("root");
  assert.deepEqual(
    [info?.user, info?.own, info?.dirty, info?.kind, info?.path, info?.workflowSession],
    ["fortiweave", true, true, "adom", "", 0],
  );
  assert.ok(info?.since instanceof Date);
  await lock.commit();
  assert.equal(await lock.isDirty(), false);
  await using other = manager.connect({ username, password: secret });
  const [seen] = await other.lockInfo({ adom: "root", package: "default" });
  assert.deepEqual([seen?.user, seen?.own, seen?.kind], ["fortiweave", false, "adom"]);
});

test("feature workspace: the mode, and that of one ADOM; without one it works without locks", async () => {
  await using fmg = manager.connect();
  assert.equal(await fmg.workspaceMode(), "normal");
  await manager.settings({ workspace: "disabled" });
  await fmg.workspace("root", (_, inside) => add(inside, "web"));
  assert.deepEqual(await committed("web"), ["web"]);
  await using free = await fmg.lock("root");
  assert.equal(free.state.kind, "not-needed");
  assert.deepEqual(await fmg.lockInfo("root"), []);
  assert.equal(await fmg.workspaceMode(), "disabled");
  await manager.settings({ workspace: "per-adom" });
  assert.deepEqual([await fmg.workspaceMode(), await fmg.workspaceMode("root")], ["per-adom", "disabled"]);
  await fmg.set("dvmdb/adom", { name: "root", workspace_mode: 1 });
  assert.equal(await fmg.workspaceMode("root"), "normal");
  await using lock = await fmg.lock("root");
  assert.equal(lock.state.kind, "held");
});

test("feature workspace: several ADOMs at once, unlocked all of them, whichever fails", async () => {
  await using fmg = connectHastily(manager, { circuitBreaker: { threshold: 1000 } });
  await fmg.add(
    "dvmdb/adom",
    ["a", "b", "c"].map((name) => ({ name })),
  );
  await fmg.workspace(["c", "a", "b"], async ([c, a, b]) => {
    assert.deepEqual([c.name, a.name, b.name], ["c", "a", "b"]);
    assert.equal((await locked()).length, 3);
  });
  assert.deepEqual(await locked(), []);
  await manager.fault({ kind: "drop", when: "before", match: { item: "adom/b/workspace/unlock" } });
  await assert.rejects(
    fmg.workspace(["a", "b", "c"], () => 1),
    fails("NETWORK", /Cannot unlock ADOM "b"/, /stays locked until its session ends/),
  );
  assert.deepEqual(await locked(), ["adom b  fortiweave"]);
  await manager.mend();
  await fmg.close();
  assert.deepEqual(await locked(), []);
});

test("feature workspace: a lock whose answer is lost is found, and given back if nothing can be asked", async () => {
  await using fmg = manager.connect();
  const lost = { kind: "drop", when: "after", match: { item: "workspace/lock$" }, times: 1 } as const;
  await manager.fault(lost);
  await fmg.workspace("root", (_, inside) => add(inside, "web"));
  assert.deepEqual(await committed("web"), ["web"]);
  await manager.fault(lost);
  await manager.fault({ kind: "drop", match: { item: "workspace/lockinfo" }, times: 4 });
  await assert.rejects(
    fmg.workspace("root", () => 1),
    fails("NETWORK", /./),
  );
  assert.deepEqual(await locked(), []);
});

test("feature workspace: connections that break while it unlocks leave nothing locked", async () => {
  await using fmg = connectHastily(manager, { retry: { maxRetries: 0 } });
  await manager.fault({ kind: "drop", match: { item: "workspace/unlock" }, times: 3 });
  await fmg.workspace("root", (_, inside) => add(inside, "web"));
  assert.deepEqual(await locked(), []);
});

test("feature workspace: an abort ends the work and leaves nothing behind", async () => {
  await using fmg = manager.connect();
  await using other = manager.connect({ username, password: secret });
  const stop = new AbortController();
  const working = fmg.workspace(
    "root",
    async (_, inside) => {
      await add(inside, "web");
      stop.abort(new Error("enough"));
      await add(inside, "late");
    },
    { signal: stop.signal },
  );
  await assert.rejects(
    working,
    fails("ABORTED", /The work on ADOM "root" was cancelled, and nothing of it is committed/),
  );
  assert.deepEqual(await locked(), []);
  await using _ = await other.lock("root");
  const waiting = fmg.lock("root", { waitMs: 60_000, signal: AbortSignal.timeout(50) });
  await assert.rejects(waiting, fails("ABORTED", /The wait for the lock of ADOM "root" was cancelled/));
  assert.deepEqual(await committed("web", "late"), []);
});

test("feature workspace: a session that is lost takes the work with it, loudly and as a whole", async () => {
  await using fmg = manager.connect({ username, password: secret });
  const working = fmg.workspace("root", async (_, inside) => {
    await add(inside, "a");
    await manager.endSessions();
    await add(inside, "b");
  });
  await assert.rejects(
    working,
    fails(
      "SESSION_EXPIRED",
      /The lock of ADOM "root" is lost: the session that held it has ended, and nobody holds it now/,
    ),
  );
  const quiet = fmg.workspace("root", async (_, inside) => {
    await add(inside, "a");
    await manager.endSessions();
  });
  await assert.rejects(quiet, fails("SESSION_EXPIRED", /What was not committed is gone/));
  assert.deepEqual(await committed("a", "b"), []);
  assert.deepEqual(await locked(), []);
});

test("feature workspace: an idle session is over, and the error says so", async () => {
  await using fmg = manager.connect({ username, password: secret });
  const working = fmg.workspace("root", async (_, inside) => {
    await add(inside, "a");
    await manager.advance(3_600_000);
    await add(inside, "b");
  });
  await assert.rejects(working, fails("SESSION_EXPIRED", /is lost/, /Do it again from its start/));
  assert.deepEqual(await committed("a", "b"), []);
});

test("feature workspace: a lock that another preempts is lost, and the error names who has it", async () => {
  await using fmg = manager.connect();
  await fmg.set("cli/global/system/global", { "lock-preempt": "enable" });
  await using other = manager.connect({ username, password: secret });
  const working = fmg.workspace("root", async (_, inside) => {
    await add(inside, "a");
    await other.lock("root");
    await add(inside, "b");
  });
  await assert.rejects(working, fails("LOCKED_BY_OTHER", new RegExp(`is lost: it was taken by "${username}"`)));
  assert.deepEqual(await locked(), [`adom root  ${username}`]);
  assert.deepEqual(await committed("a", "b"), []);
});

test("feature workspace: writes of a batch that miss the lock fail as a whole", async () => {
  await using fmg = manager.connect({ username, password: secret });
  const working = fmg.workspace("root", async (_, inside) => {
    await manager.endSessions();
    return inside.batch(
      "add",
      ["a", "b"].map((name) => ({ url: ADDRESSES, data: data(name) })),
    );
  });
  await assert.rejects(working, fails("SESSION_EXPIRED", /is lost/));
  const raw = fmg.workspace("root", async (_, inside) => {
    await manager.endSessions();
    return inside.raw(
      "add",
      ["a", "b"].map((name) => ({ url: ADDRESSES, data: data(name) })),
    );
  });
  await assert.rejects(raw, fails("SESSION_EXPIRED", /is lost/));
});

test("feature workspace: a commit whose answer is lost is looked into", async () => {
  await using fmg = manager.connect();
  const commit = { item: "workspace/commit" };
  await manager.fault({ kind: "drop", when: "after", match: commit, times: 1 });
  await fmg.workspace("root", (_, inside) => add(inside, "arrived"));
  await manager.fault({ kind: "drop", when: "before", match: commit, times: 1 });
  await fmg.workspace("root", (_, inside) => add(inside, "repeated"));
  assert.deepEqual(await committed("arrived", "repeated"), ["arrived", "repeated"]);
});

test("feature workspace: a commit of which nothing can be known says that it may have been carried out", async () => {
  await using fmg = manager.connect();
  await manager.fault({ kind: "drop", when: "after", match: { item: "workspace/commit" }, times: 1 });
  await manager.fault({ kind: "drop", match: { item: "workspace/lockinfo" }, times: 4 });
  await assert.rejects(
    fmg.workspace("root", (_, inside) => add(inside, "web")),
    (error) =>
      fails("NETWORK", /The commit of ADOM "root" may have been carried out/, /All of it or nothing/)(error) &&
      isFortiError(error) &&
      error.reached === "maybe",
  );
  assert.deepEqual(await locked(), []);
});

test("feature workspace: work on one client takes turns, and work inside of work shares the lock", async () => {
  await using fmg = connectHastily(manager);
  const order: string[] = [];
  const work = (name: string) => async (_: unknown, inside: FortiManager) => {
    order.push(`${name} begins`);
    await add(inside, name);
    order.push(`${name} ends`);
  };
  await Promise.all(["a", "b"].map((name) => fmg.workspace("root", work(name), { waitMs: 60_000 })));
  assert.deepEqual(order, ["a begins", "a ends", "b begins", "b ends"]);
  await fmg.workspace("root", async (_, inside) => {
    await inside.workspace({ adom: "root", package: "default" }, (__, both) => add(both, "c"));
    await assert.rejects(
      fmg.workspace("root", () => 1),
      fails("LOCKED_BY_OTHER", /this client has locked it itself/),
    );
  });
  assert.deepEqual(await committed("a", "b", "c"), ["a", "b", "c"]);
});

test("feature workspace: a lock in one's own hands, unlocked at the end of its scope and not committed by that", async () => {
  await using fmg = manager.connect();
  {
    await using lock = await fmg.lock("root");
    await add(lock.fmg, "kept");
    await lock.commit();
    await add(lock.fmg, "lost");
  }
  assert.deepEqual(await committed("kept", "lost"), ["kept"]);
  const lock = await fmg.lock("root");
  await lock.unlock();
  await lock.unlock();
  await assert.rejects(lock.commit(), fails("INVALID_INPUT", /Cannot commit: ADOM "root" is no longer locked/));
  await assert.rejects(add(lock.fmg, "late"), fails("INVALID_INPUT", /no longer locked/));
});

test("feature workspace: in workflow mode the errors lead to the workflow", async () => {
  await manager.settings({ workspace: "workflow" });
  await using fmg = manager.connect();
  await assert.rejects(fmg.lock({ adom: "root", package: "default" }), fails("UNSUPPORTED", /./, /fmg\.workflow/));
  await assert.rejects(
    fmg.workspace("root", () => 1),
    fails("UNSUPPORTED", /./, /submitted, not committed/),
  );
  assert.deepEqual(await locked(), []);
});

test("feature workspace: what cannot be locked is refused before anything is sent", async () => {
  await using fmg = manager.connect();
  await assert.rejects(fmg.lock(""), fails("INVALID_INPUT", /An ADOM needs a name/));
  await assert.rejects(fmg.lock({ adom: "root", package: "a//b" }), fails("INVALID_INPUT", /./));
  await assert.rejects(
    fmg.workspace([], () => 1),
    fails("INVALID_INPUT", /nothing to lock/),
  );
  await assert.rejects(fmg.workspace("root", undefined as never), fails("INVALID_INPUT", /needs a function/));
  await assert.rejects(
    fmg.workspace("root", () => 1, { waitMs: -1 }),
    fails("INVALID_INPUT", /waitMs/),
  );
  assert.deepEqual(await manager.calls(), []);
  await assert.rejects(fmg.lock({ adom: "root", package: "nowhere" }), fails("BAD_VALUE", /./));
});

test("feature workspace: the session that holds a lock is the client's, also with a password", async () => {
  await using fmg = connectHastily(manager, { auth: password(username, secret) });
  await fmg.workspace("root", async (_, inside) => {
    await add(inside, "web");
    const [info] = await inside.lockInfo("root");
    assert.equal(info?.session, (await manager.sessions())[0]?.number);
  });
});
