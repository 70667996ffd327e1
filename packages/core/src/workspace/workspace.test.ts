import assert from "node:assert/strict";
import { test } from "node:test";
import { createLockingDevice, type LockingDevice, type Mishap } from "../../test/locking-device.ts";
import { type FortiErrorCode, isFortiError } from "../errors.ts";
import { createManualClock, type ManualClock } from "../testing/manual-clock.ts";
import { createLockKeeper } from "./keeper.ts";
import type { LockTarget } from "./lock.ts";
import { type LockedWork, runLocked } from "./run.ts";

const ROOT: LockTarget = { name: 'ADOM "root"', scope: "root" };
const PACKAGE: LockTarget = { name: 'package "default"', scope: "root/pkg/default" };
const BRANCH: LockTarget = { name: 'ADOM "branch"', scope: "branch" };

type Work = LockedWork<LockTarget, undefined>;

interface Setting extends LockingDevice {
  readonly clock: ManualClock;
  readonly keeper: ReturnType<typeof createLockKeeper<LockTarget, undefined>>;
  /** Runs work under locks, and moves time until it is over. */
  run<T>(targets: readonly LockTarget[], work: (given: Work) => T | Promise<T>, options?: RunOptions): Promise<T>;
  /** Moves time until something is over. */
  settle<T>(work: Promise<T>): Promise<T>;
}

interface RunOptions {
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
  readonly commit?: boolean;
}

function open(mode: "normal" | "disabled" = "normal"): Setting {
  const clock = createManualClock();
  const device = createLockingDevice(clock, mode);
  const keeper = createLockKeeper(device.port);
  const settle = async <T>(work: Promise<T>): Promise<T> => {
    let over = false;
    work.then(
      () => (over = true),
      () => (over = true),
    );
    for (let turn = 0; !over && turn < 500; turn++) await clock.advance(1000);
    return work;
  };
  return Object.assign(device, {
    clock,
    keeper,
    settle,
    run: <T>(targets: readonly LockTarget[], work: (given: Work) => T | Promise<T>, options: RunOptions = {}) =>
      settle(runLocked(keeper, targets, work, { ...options, commitOptions: undefined })),
  });
}

/** What happens to the first exchanges of a kind. */
function once(kind: string, ...mishaps: Mishap[]): (call: string) => Mishap | undefined {
  return (call) => (call.startsWith(kind) ? mishaps.shift() : undefined);
}

function fails(code: FortiErrorCode, words: RegExp, hint = /^/): (error: unknown) => boolean {
  return (error) => {
    assert.ok(isFortiError(error, code), String(error));
    assert.match(error.message, words);
    assert.match(error.hint ?? "", hint);
    return true;
  };
}

const writing =
  (device: LockingDevice, ...names: string[]) =>
  async (given: Work): Promise<void> => {
    for (const name of names) await given.guard("write", () => device.write(name));
  };

test("work is locked, committed and unlocked, and nothing listens afterwards", async () => {
  const device = open();
  assert.equal(await device.run([ROOT], (given) => writing(device, "a")(given).then(() => 7)), 7);
  assert.deepEqual(device.calls, ["lock root", "write a", "commit root", "unlock root"]);
  assert.deepEqual([device.closers.size, device.exits.size], [0, 0]);
});

test("it is committed only when that is wanted, and never after a throw", async () => {
  const device = open();
  await device.run([ROOT], writing(device, "a"), { commit: false });
  const failure = new Error("no");
  const failing = device.run([ROOT], async (given) => {
    await writing(device, "b")(given);
    throw failure;
  });
  await assert.rejects(failing, (error) => error === failure);
  assert.deepEqual([...device.committed], []);
  assert.equal(device.locks.size, 0);
});

test("without workspace mode it runs without locks", async () => {
  const device = open("disabled");
  await device.run([ROOT], async (given) => {
    assert.equal(given.locks[0]?.state.kind, "not-needed");
    await writing(device, "a")(given);
  });
  assert.deepEqual(device.calls, ["lock root", "write a"]);
});

test("a lock of another is waited for, with waits that grow, and named when that is in vain", async () => {
  const device = open();
  device.other("root", true);
  await assert.rejects(
    device.run([ROOT], () => 1),
    fails("LOCKED_BY_OTHER", /"bob" since 1970-01-01T00:00:00.000Z \(session 900\)$/),
  );
  await assert.rejects(
    device.run([ROOT], () => 1, { waitMs: 10_000 }),
    fails("LOCKED_BY_OTHER", /also after 10 s/),
  );
  assert.ok(device.calls.filter((call) => call === "lock root").length < 10);
  const waiting = device.run([ROOT], () => 2, { waitMs: 60_000 });
  device.other("root", false);
  assert.equal(await waiting, 2);
});

test("another session of one's own is told apart", async () => {
  const device = open();
  device.locks.set("root", { session: 77, user: "alice" });
  await assert.rejects(
    device.run([ROOT], () => 1),
    fails("LOCKED_BY_OTHER", /"alice"/, /same administrator/),
  );
});

test("parts of this client that need the same take turns, within their waitMs", async () => {
  const device = open();
  const order: string[] = [];
  const slow = (name: string) => async () => {
    order.push(`${name} begins`);
    await device.clock.sleep(1000);
    order.push(`${name} ends`);
  };
  const first = device.run([ROOT], slow("first"));
  const second = device.run([PACKAGE], slow("second"), { waitMs: 5000 });
  await assert.rejects(device.run([ROOT], slow("third")), fails("LOCKED_BY_OTHER", /this client has locked it itself/));
  await Promise.all([first, second]);
  assert.deepEqual(order, ["first begins", "first ends", "second begins", "second ends"]);
});

test("parts that need different things do not wait for each other", async () => {
  const device = open();
  let both = 0;
  const meet = async () => {
    both += 1;
    await device.clock.sleep(1000);
    assert.equal(both, 2);
  };
  await Promise.all([device.run([ROOT], meet), device.run([BRANCH], meet)]);
});

test("work inside of work shares its locks, and leaves commit and unlock to it", async () => {
  const device = open();
  const options = { commitOptions: undefined };
  await device.run([ROOT], async ({ inside }) => {
    await runLocked(device.keeper, [PACKAGE], writing(device, "a"), options, inside);
    assert.deepEqual(device.calls, ["lock root", "write a"]);
    await runLocked(device.keeper, [BRANCH], writing(device, "b"), options, inside);
  });
  assert.deepEqual(device.calls.slice(2), [
    "lock branch",
    "write b",
    "commit branch",
    "unlock branch",
    "commit root",
    "unlock root",
  ]);
});

test("several locks are taken in one order, released in reverse, and one that fails stops no other", async () => {
  const device = open();
  device.mishap = (call) => (call === "unlock root" ? "unsent" : undefined);
  await assert.rejects(
    device.run([ROOT, BRANCH], ({ locks }) => {
      assert.deepEqual(
        locks.map(({ target }) => target.scope),
        ["root", "branch"],
      );
    }),
    fails("NETWORK", /Cannot unlock ADOM "root"/, /stays locked until its session ends/),
  );
  assert.deepEqual(device.calls, ["lock branch", "lock root", "commit branch", "commit root", "unlock branch"]);
  device.mishap = () => undefined;
  for (const close of device.closers) await device.settle(close() as Promise<void>);
  assert.equal(device.calls.at(-1), "unlock root");
  assert.equal(device.locks.size, 0);
});

test("when only some of several are committed, the error says which", async () => {
  const device = open();
  device.mishap = (call) => (call === "commit root" ? "refused" : undefined);
  await assert.rejects(
    device.run([ROOT, BRANCH], () => 1),
    fails("BAD_VALUE", /committed before that: ADOM "branch"/),
  );
});

test("the answer to a lock is lost: it is asked who holds it, or given back", async () => {
  const held = open();
  held.mishap = once("lock", "lost");
  await held.run([ROOT], writing(held, "a"));
  assert.deepEqual(held.calls.slice(0, 3), ["lock root", "holders root", "write a"]);
  const unknown = open();
  unknown.mishap = (call) => (call.startsWith("lock") ? "lost" : call.startsWith("holders") ? "unsent" : undefined);
  await assert.rejects(
    unknown.run([ROOT], () => 1),
    fails("NETWORK", /It failed/),
  );
  assert.deepEqual(unknown.calls, ["lock root", "unlock root"]);
  assert.equal(unknown.locks.size, 0);
});

test("a lock that may be left behind is said to be, and tried again when the client closes", async () => {
  const device = open();
  device.mishap = (call) => (call.startsWith("lock") ? "lost" : "unsent");
  await assert.rejects(
    device.run([ROOT], () => 1),
    fails("NETWORK", /It failed/, /It may be locked all the same. Cannot unlock ADOM "root"/),
  );
  device.mishap = () => undefined;
  assert.equal(device.closers.size, 1);
  for (const close of device.closers) await device.settle(close() as Promise<void>);
  assert.equal(device.locks.size, 0);
  assert.equal(device.closers.size, 0);
});

test("an abort while it waits, while it locks and while it works leaves nothing locked", async () => {
  for (const when of ["wait", "lock", "work"] as const) {
    const device = open();
    const stop = new AbortController();
    if (when === "wait") device.other("root", true);
    if (when === "lock") {
      device.mishap = (call) => {
        if (call !== "lock root") return undefined;
        stop.abort();
        return "lost";
      };
    }
    const running = device.run([ROOT], () => device.clock.sleep(60_000), { signal: stop.signal, waitMs: 5000 });
    running.catch(() => undefined);
    await device.clock.advance(1000);
    stop.abort();
    await assert.rejects(running, (error) => isFortiError(error, "ABORTED", "NETWORK"));
    assert.equal(
      [...device.locks.values()].some(({ user }) => user === "alice"),
      false,
      when,
    );
    assert.equal(device.committed.size, 0);
  }
});

test("calls of work that is over are cancelled before it is unlocked", async () => {
  const device = open();
  let signal: AbortSignal | undefined;
  await assert.rejects(
    device.run([ROOT], (given) => {
      signal = given.signal;
      throw new Error("no");
    }),
  );
  assert.equal(signal?.aborted, true);
});

test("an unlock is tried until the device answers", async () => {
  const device = open();
  device.mishap = once("unlock", "unsent", "lost", "unsent");
  await device.run([ROOT], writing(device, "a"));
  assert.equal(device.locks.size, 0);
  const refused = open();
  await refused.run(
    [ROOT],
    () => {
      // Somebody has taken it: it is not ours to unlock.
      refused.other("root", true);
    },
    { commit: false },
  );
  assert.equal(refused.calls.filter((call) => call === "unlock root").length, 1);
});

test("the session is lost in the middle: later writes are not even sent, and the error says what is gone", async () => {
  const device = open();
  const failing = device.run([ROOT], async (given) => {
    await writing(device, "a")(given);
    device.expire();
    await writing(device, "b")(given);
  });
  await assert.rejects(
    failing,
    fails(
      "SESSION_EXPIRED",
      /The lock of ADOM "root" is lost: the session that held it has ended, and nobody holds it now/,
    ),
  );
  assert.ok(!device.calls.includes("write b"));
  assert.equal(device.committed.size, 0);
});

test("the session is lost with a write under way: it is refused, and told why", async () => {
  const device = open();
  device.mishap = once("write b", "expired");
  await assert.rejects(
    device.run([ROOT], writing(device, "a", "b")),
    fails("SESSION_EXPIRED", /What was not committed is gone/, /from its start$/),
  );
});

test("a lock that another has taken is told so, and what was committed before stays", async () => {
  const device = open();
  const failing = device.run([ROOT], async (given) => {
    await writing(device, "a")(given);
    await given.locks[0]?.commit(undefined);
    device.other("root", true);
    await writing(device, "b")(given);
  });
  await assert.rejects(failing, fails("LOCKED_BY_OTHER", /taken by "bob"/, /what was committed before stays/));
  assert.deepEqual([...device.committed], ["a"]);
});

test("a refusal that has nothing to do with the lock stays as it is", async () => {
  const device = open();
  device.mishap = once("write a", "refused");
  await assert.rejects(device.run([ROOT], writing(device, "a")), fails("BAD_VALUE", /It failed/));
});

test("the answer to a commit is lost: it is found out, and committed again if it did not arrive", async () => {
  const arrived = open();
  arrived.mishap = once("commit", "lost");
  await arrived.run([ROOT], writing(arrived, "a"));
  assert.deepEqual([...arrived.committed], ["a"]);
  assert.equal(arrived.calls.filter((call) => call === "commit root").length, 1);
  const vanished = open();
  vanished.mishap = once("commit", "vanished", "vanished");
  await vanished.run([ROOT], writing(vanished, "a"));
  assert.deepEqual([...vanished.committed], ["a"]);
  const hopeless = open();
  hopeless.mishap = once("commit", "vanished", "vanished", "vanished");
  await assert.rejects(
    hopeless.run([ROOT], writing(hopeless, "a")),
    fails("NETWORK", /and so were those to further tries/),
  );
  const never = open();
  never.mishap = once("commit", "unsent");
  await assert.rejects(never.run([ROOT], writing(never, "a")), fails("NETWORK", /It failed/, /Nothing was committed/));
});

test("a commit of which nothing can be known says that it may have been carried out", async () => {
  const silent = open();
  silent.mishap = (call) => (call === "commit root" ? "lost" : call.startsWith("holders") ? "unsent" : undefined);
  await assert.rejects(
    silent.run([ROOT], writing(silent, "a")),
    (error) =>
      fails("NETWORK", /may have been carried out: .*could not be asked/, /All of it or nothing/)(error) &&
      isFortiError(error) &&
      error.reached === "maybe",
  );
  assert.equal(silent.locks.size, 0);
  const ended = open();
  ended.mishap = (call) => {
    if (call === "holders root") ended.expire();
    return call === "commit root" ? "lost" : undefined;
  };
  await assert.rejects(
    ended.run([ROOT], writing(ended, "a")),
    fails("NETWORK", /may have been carried out: .*session/),
  );
});

test("a commit that cannot be followed has been carried out when nothing is left to commit", async () => {
  for (const mishap of ["lost", "refused", "vanished"] as const) {
    const device = open();
    device.takesTime = true;
    device.mishap = once("follow", mishap);
    await device.run([ROOT], writing(device, "a"));
    assert.deepEqual([...device.committed], ["a"]);
  }
});

test("a session that is lost once a commit has begun takes nothing back, and the error does not say so", async () => {
  const device = open();
  device.takesTime = true;
  device.mishap = (call) => {
    if (call !== "follow root") return undefined;
    device.expire();
    return "refused";
  };
  await assert.rejects(
    device.run([ROOT], writing(device, "a")),
    (error) =>
      fails("BAD_VALUE", /may have been carried out: it has begun/)(error) &&
      isFortiError(error) &&
      error.reached === "maybe",
  );
  assert.deepEqual([...device.committed], ["a"]);
});

test("a refused unlock is believed when the device says that nobody of ours holds the lock, and repeated otherwise", async () => {
  const device = open();
  device.mishap = once("unlock", "refused");
  await device.run([ROOT], writing(device, "a"));
  assert.equal(device.locks.size, 0);
});

test("a commit after the session was lost fails, loudly", async () => {
  const device = open();
  device.mishap = once("commit", "expired");
  await assert.rejects(device.run([ROOT], writing(device, "a")), fails("SESSION_EXPIRED", /is lost/));
  assert.equal(device.committed.size, 0);
});

test("the end of the client unlocks what is held and stops who waits; later writes are refused", async () => {
  const device = open();
  let late: Promise<void> | undefined;
  const running = device.run([ROOT], async (given) => {
    await device.clock.sleep(10_000);
    late = writing(device, "late")(given);
    await late;
  });
  const waiting = device.run([PACKAGE], () => 1, { waitMs: 60_000 });
  const manual = await device.keeper.lock(BRANCH, {});
  const checks = Promise.all([
    assert.rejects(running, fails("ABORTED", /is no longer locked, because the client or the process ends/)),
    assert.rejects(waiting, fails("ABORTED", /The wait for the lock of package "default" was cancelled/)),
  ]);
  await device.clock.advance(500);
  for (const close of device.closers) await close();
  assert.equal(device.locks.size, 0);
  assert.equal(manual.lock.state.kind, "released");
  await checks;
  assert.ok(!device.calls.includes("write late"));
});

test("a signal that ends the process unlocks as well, and is listened for only while something is locked", async () => {
  const device = open();
  const { lock } = await device.keeper.lock(ROOT, {});
  assert.equal(device.exits.size, 1);
  for (const leave of device.exits) await leave();
  assert.equal(device.locks.size, 0);
  assert.equal(device.exits.size, 0);
  await lock.unlock();
  await lock[Symbol.asyncDispose]();
  await assert.rejects(lock.commit(undefined), fails("ABORTED", /Cannot commit/));
});

test("a handle commits, tells what is dirty, and refuses what comes after its end", async () => {
  const device = open();
  const { lock } = await device.keeper.lock(ROOT, {});
  await lock.guard("write", () => device.write("a"));
  assert.equal(await lock.isDirty(), true);
  await lock.commit(undefined);
  assert.equal(await lock.isDirty(), false);
  await lock.unlock();
  assert.equal(lock.state.kind, "released");
  await assert.rejects(
    lock.guard("write", () => device.write("b")),
    fails("INVALID_INPUT", /no longer locked/),
  );
  await lock.guard("read", () => Promise.resolve());
  assert.deepEqual(
    device.calls.filter((call) => call.startsWith("unlock")),
    ["unlock root"],
  );
});

test("a waitMs that cannot be meant is refused before anything is sent", async () => {
  const device = open();
  await assert.rejects(
    device.run([ROOT], () => 1, { waitMs: -1 }),
    fails("INVALID_INPUT", /waitMs/),
  );
  assert.deepEqual(device.calls, []);
});
