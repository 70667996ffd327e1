import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { FortiError, isFortiError } from "@fortiweave/core";
import { type EnsureTarget, ensureEntry, withDefaults } from "./ensure.ts";
import type { EnsureOptions } from "./types.ts";

type Values = Readonly<Record<string, unknown>>;

/** An entry of a device that does what it is told, unless the overrides do something else. */
function createEntry(initial: Values | undefined, overrides: Partial<EnsureTarget> = {}) {
  let stored = initial;
  const writes: [string, Values][] = [];
  const target: EnsureTarget = {
    what: 'firewall/address "web"',
    path: "firewall/address",
    entry: undefined,
    version: () => "7.6.5",
    check: () => Promise.resolve(),
    read: () => Promise.resolve(stored),
    create: (entry) => {
      writes.push(["create", entry]);
      stored = { color: 0, ...entry };
      return Promise.resolve({});
    },
    update: (changes) => {
      writes.push(["update", changes]);
      stored = { ...stored, ...changes };
      return Promise.resolve({});
    },
    staged: false,
    ...overrides,
  };
  return { target, writes, store: (values: Values | undefined) => (stored = values) };
}

test("a missing entry is created and read back", async () => {
  const { target, writes } = createEntry(undefined);
  const result = await ensureEntry(target, { name: "web", comment: "x" });
  assert.deepEqual(writes, [["create", { name: "web", comment: "x" }]]);
  assert.equal(result.changed, true);
  assert.equal(result.action, "created");
  assert.equal(result.before, undefined);
  assert.deepEqual(result.diff, [
    { field: "name", before: undefined, after: "web" },
    { field: "comment", before: undefined, after: "x" },
  ]);
});

test("only the difference is written", async () => {
  const { target, writes } = createEntry({ name: "web", comment: "old", color: 1 });
  const result = await ensureEntry(target, { name: "web", comment: "new", color: 1 });
  assert.deepEqual(writes, [["update", { comment: "new" }]]);
  assert.deepEqual(result, {
    changed: true,
    action: "updated",
    before: { name: "web", comment: "old", color: 1 },
    after: { name: "web", comment: "new", color: 1 },
    diff: [{ field: "comment", before: "old", after: "new" }],
    skipped: [],
  });
});

test("a second run writes nothing", async () => {
  const { target, writes } = createEntry(undefined);
  await ensureEntry(target, { name: "web", comment: "x" });
  const again = await ensureEntry(target, { name: "web", comment: "x" });
  assert.equal(again.action, "unchanged");
  assert.equal(again.changed, false);
  assert.equal(writes.length, 1);
});

test("somebody else creates the entry in between: it is brought into the wanted state", async () => {
  const entry = createEntry(undefined, {
    create: () => {
      entry.store({ name: "web", comment: "theirs" });
      return Promise.reject(new FortiError({ code: "DUPLICATE", message: "there is one" }));
    },
  });
  const result = await ensureEntry(entry.target, { name: "web", comment: "ours" });
  assert.equal(result.action, "updated");
  assert.deepEqual(result.after, { name: "web", comment: "ours" });
});

test("a name that something else has stays DUPLICATE", async () => {
  const { target } = createEntry(undefined, {
    create: () => Promise.reject(new FortiError({ code: "DUPLICATE", message: "a VIP has this name" })),
  });
  await assert.rejects(ensureEntry(target, { name: "web" }), (error) => isFortiError(error, "DUPLICATE"));
});

test("what the device does not take is named", async () => {
  const ignoring = createEntry({ name: "web", comment: "", color: 0 }, { update: () => Promise.resolve({}) });
  await assert.rejects(
    ensureEntry(ignoring.target, { name: "web", comment: "x", color: 3 }),
    (error) =>
      isFortiError(error, "VERIFY_FAILED") &&
      error.message === 'firewall/address "web" was written, and the device did not take: comment, color',
  );
  const forgetful = createEntry(undefined, { create: () => Promise.resolve({}) });
  await assert.rejects(
    ensureEntry(forgetful.target, { name: "web" }),
    (error) => isFortiError(error, "VERIFY_FAILED") && /is not there after it was written/.test(error.message),
  );
});

test("the diff shows what the device shows, never a secret in clear", async () => {
  const { target } = createEntry(undefined, {
    create: () => Promise.resolve({}),
    read: (() => {
      const answers = [undefined, { name: "u", passwd: "ENC XXXX" }];
      return () => Promise.resolve(answers.shift());
    })(),
  });
  const { diff } = await ensureEntry(target, { name: "u", passwd: "geheim" });
  assert.deepEqual(diff.at(-1), { field: "passwd", before: undefined, after: "ENC XXXX" });
});

test("what the version lacks is left out and named, also when the version shows only with the first answer", async () => {
  const entry = (await fortios.load("cmdb", "firewall/address")) ?? assert.fail();
  let version: string | undefined;
  const checked: Values[] = [];
  const { target, writes } = createEntry(undefined, {
    entry,
    version: () => version,
    check: (values) => Promise.resolve(checked.push(values)),
  });
  const read = () => {
    version = "7.2.11";
    return target.read();
  };
  const late = { ...target, read };
  const result = await ensureEntry(late, { name: "web", "hw-model": "x", color: 3 });
  assert.deepEqual(writes, [["create", { name: "web", color: 3 }]]);
  assert.deepEqual([result.action, result.skipped], ["created", ["hw-model"]]);
  assert.deepEqual(checked, [
    { name: "web", "hw-model": "x", color: 3 },
    { name: "web", color: 3 },
  ]);
  const again = await ensureEntry(late, { name: "web", "hw-model": "x", color: 3 });
  assert.deepEqual([again.action, again.skipped], ["unchanged", ["hw-model"]]);
  assert.deepEqual(checked.at(-1), { name: "web", color: 3 });
});

test("what the version lacks is sent to the check where that is wished for", async () => {
  const entry = (await fortios.load("cmdb", "firewall/address")) ?? assert.fail();
  const refuse = () => Promise.reject(new FortiError({ code: "INVALID_INPUT", message: "no such field" }));
  const { target, writes } = createEntry(undefined, { entry, version: () => "7.2.11", check: refuse });
  await assert.rejects(ensureEntry(target, { name: "web", "hw-model": "x" }, { unsupported: "refuse" }), (error) =>
    isFortiError(error, "INVALID_INPUT"),
  );
  assert.deepEqual(writes, []);
  const chosen = (options: EnsureOptions) => withDefaults(options, "strict").unsupported;
  assert.equal(chosen({}), "refuse");
  assert.equal(chosen({ validate: "known" }), "skip");
  assert.equal(chosen({ unsupported: "skip" }), "skip");
});

test("a secret that is set is written again only when that is asked for", async () => {
  const entry = (await fortios.load("cmdb", "user/local")) ?? assert.fail();
  const { target, writes } = createEntry(
    { name: "u", passwd: "ENC XXXX" },
    {
      entry,
      update(changes) {
        writes.push(["update", changes]);
        return Promise.resolve({});
      },
    },
  );
  assert.equal((await ensureEntry(target, { name: "u", passwd: "new" })).action, "unchanged");
  assert.equal((await ensureEntry(target, { name: "u", passwd: "new" }, { secrets: "write" })).action, "updated");
  assert.deepEqual(writes, [["update", { passwd: "new" }]]);
});

test("inside a transaction and in a simulation nothing is read back, and no secret is shown", async () => {
  const entry = (await fortios.load("cmdb", "user/local")) ?? assert.fail();
  const simulated = { method: "POST", path: "/" } as const;
  const wanted = { name: "u", passwd: "geheim", status: "enable" };
  const after = { name: "u", passwd: "[redacted]", status: "enable" };
  const read = () => Promise.resolve(undefined);
  const staged = await ensureEntry(createEntry(undefined, { entry, staged: true, read }).target, wanted);
  assert.deepEqual([staged.after, staged.simulated], [after, undefined]);
  const create = () => Promise.resolve({ simulated });
  const planned = await ensureEntry(createEntry(undefined, { entry, read, create }).target, wanted);
  assert.deepEqual([planned.after, planned.simulated], [after, simulated]);
  assert.doesNotMatch(JSON.stringify([staged, planned]), /geheim/);
  const update = () => Promise.resolve({ simulated });
  const changed = await ensureEntry(createEntry({ name: "u", status: "disable" }, { entry, update }).target, wanted);
  assert.deepEqual([changed.action, changed.after.status, changed.diff.at(-1)?.after], ["updated", "enable", "enable"]);
});
