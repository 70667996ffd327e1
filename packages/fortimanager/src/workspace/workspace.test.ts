import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { connectScripted, type Told } from "../../test/scripted.ts";
import { type Lockable, toTarget } from "./target.ts";

const INFO = "get dvmdb/adom/root/workspace/lockinfo";
const MODE = "get cli/global/system/global";
const record = { lock_user: "bob", lock_sid: 31_952, lock_time: 1_721_801_037, type: 1, obj_url: "", wfsid: 0 };

test("the url, the name and the place of everything that can be locked", () => {
  const expected: [Lockable, string, string, string][] = [
    ["root", 'ADOM "root"', "root", "dvmdb/adom/root/workspace/lock"],
    ["global", "the global database", "global", "dvmdb/global/workspace/lock"],
    [
      { adom: "root", package: "a/b" },
      'package "a/b" in ADOM "root"',
      "root/pkg/a/b",
      "dvmdb/adom/root/workspace/lock/pkg/a/b",
    ],
    [
      { adom: "root", package: "default", policy: 3 },
      'policy 3 of package "default" in ADOM "root"',
      "root/pkg/default/firewall/policy/3",
      "dvmdb/adom/root/workspace/lock/pkg/default/firewall/policy/3",
    ],
    [
      { adom: "root", device: "FGT1" },
      'device "FGT1" in ADOM "root"',
      "root/dev/FGT1",
      "dvmdb/adom/root/workspace/lock/dev/FGT1",
    ],
    [
      { adom: "global", object: "firewall/address", key: "10.0.0.0/8" },
      'firewall/address "10.0.0.0/8" in the global database',
      "global/obj/firewall/address/10.0.0.0\\/8",
      "dvmdb/global/workspace/lock/obj/firewall/address/10.0.0.0\\/8",
    ],
  ];
  for (const [what, name, scope, url] of expected) {
    const target = toTarget(what);
    assert.deepEqual([target.name, target.scope, target.url("lock")], [name, scope, url]);
  }
});

test("names that lead elsewhere are refused", () => {
  for (const what of [
    "",
    " ",
    "..",
    { adom: "root", package: "" },
    { adom: "root", device: ".." },
    { adom: "root", object: "a" },
  ]) {
    assert.throws(
      () => toTarget(what as Lockable),
      (error) => isFortiError(error, "INVALID_INPUT"),
      JSON.stringify(what),
    );
  }
});

test("one's own lock is told by the number of the session, or by what only its holder is told", async () => {
  const own = { ...record, lock_sid: 77, dirty: 1 };
  const known = connectScripted((call) => (call === INFO ? { data: [own, record] } : undefined), 77);
  const locks = await known.fmg.lockInfo("root");
  assert.deepEqual(
    locks.map(({ own, sameUser, dirty }) => [own, sameUser, dirty]),
    [
      [true, true, true],
      [false, false, undefined],
    ],
  );
  const unknown = connectScripted((call) => (call === INFO ? { data: { ...record, dirty: 0 } } : undefined));
  assert.deepEqual(
    (await unknown.fmg.lockInfo("root")).map(({ own, dirty, since }) => [own, dirty, since]),
    [[true, false, new Date(1_721_801_037_000)]],
  );
});

test("for a part of an ADOM the lock of the ADOM counts, and that of another part does not", async () => {
  const answers: Readonly<Record<string, Told>> = {
    [INFO]: { data: [record, { ...record, type: 2, obj_url: "other" }] },
    [`${INFO}/pkg/default`]: { data: [{ ...record, type: 2, obj_url: "default", lock_user: "eve" }] },
    "get sys/session": { data: { login_user: "eve" } },
  };
  const { fmg } = connectScripted((call) => answers[call]);
  assert.deepEqual(
    (await fmg.lockInfo({ adom: "root", package: "default" })).map(({ kind, path, sameUser }) => [
      kind,
      path,
      sameUser,
    ]),
    [
      ["package", "default", true],
      ["adom", "", false],
    ],
  );
});

test("without a workspace mode nobody holds anything; an ADOM that does not exist is an error", async () => {
  const off = connectScripted((call) => (call === INFO ? { code: -9 } : undefined));
  assert.deepEqual(await off.fmg.lockInfo("root"), []);
  const nowhere = connectScripted((call) => (call === INFO ? { code: -6 } : undefined));
  await assert.rejects(
    nowhere.fmg.lockInfo("root"),
    (error) => isFortiError(error, "DEVICE_ERROR") && error.deviceCode === -6,
  );
});

test("the mode is read by name and by number", async () => {
  for (const [told, mode] of [
    ["normal", "normal"],
    [2, "workflow"],
    [0, "disabled"],
    [undefined, "disabled"],
  ] as const) {
    const { fmg } = connectScripted((call) => (call === MODE ? { data: { "workspace-mode": told } } : undefined));
    assert.equal(await fmg.workspaceMode("root"), mode);
  }
});

test("a commit is over when its task is, and fails as that does", async () => {
  const answers: Record<string, Told> = {
    "exec dvmdb/adom/root/workspace/commit": { taskid: 7 },
    "get task/task/7": {
      data: { id: 7, state: "done", num_err: 1, line: [{ name: "root", err: 1, detail: "disk full" }] },
    },
  };
  const { fmg, calls } = connectScripted((call) => answers[call]);
  await assert.rejects(
    fmg.workspace("root", () => 1),
    (error) =>
      isFortiError(error, "TASK_FAILED") &&
      /disk full/.test(error.message) &&
      /still there, uncommitted/.test(error.hint ?? ""),
  );
  assert.equal(calls.at(-1), "exec dvmdb/adom/root/workspace/unlock");
});

test("a kind of lock that is not there is told from a mode that is off", async () => {
  const lock = "exec dvmdb/adom/root/workspace/lock/pkg/default/firewall/policy/3";
  const what = { adom: "root", package: "default", policy: 3 };
  const answers: Record<string, Told> = { [lock]: { code: -9 }, [MODE]: { data: { "workspace-mode": "normal" } } };
  const normal = connectScripted((call) => answers[call]);
  await assert.rejects(
    normal.fmg.lock(what),
    (error) => isFortiError(error, "UNSUPPORTED") && /per-policy-lock/.test(error.hint ?? ""),
  );
  const off = connectScripted((call) => (call === lock ? { code: -9 } : undefined));
  assert.equal((await off.fmg.lock(what)).state.kind, "not-needed");
});

test("a write that is refused as a part of a batch is explained by the lock that is lost", async () => {
  let isHeld = true;
  const { fmg } = connectScripted((call) => {
    if (call === INFO) return isHeld ? { data: [{ ...record, dirty: 0 }] } : { data: [record] };
    if (call.startsWith("add")) return isHeld ? {} : { code: -10_147 };
    return undefined;
  });
  await assert.rejects(
    fmg.workspace("root", (_, inside) => {
      isHeld = false;
      return inside.batch(
        "add",
        ["a", "b"].map((name) => ({ url: "pm/config/adom/root/obj/firewall/address", data: { name } })),
      );
    }),
    (error) => isFortiError(error, "LOCKED_BY_OTHER") && /is lost: it was taken by "bob"/.test(error.message),
  );
});
