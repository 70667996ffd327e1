import assert from "node:assert/strict";
import { test } from "node:test";
import { FortiError, isFortiError } from "@fortiweave/core";
import { type EnsureTarget, ensureEntry } from "./ensure.ts";

type Values = Readonly<Record<string, unknown>>;

/** An entry of a device that does what it is told, unless the overrides do something else. */
function createEntry(initial: Values | undefined, overrides: Partial<EnsureTarget> = {}) {
  let stored = initial;
  const writes: [string, Values][] = [];
  const target: EnsureTarget = {
    what: 'firewall/address "web"',
    fields: undefined,
    read: () => Promise.resolve(stored),
    create: (entry) => {
      writes.push(["create", entry]);
      stored = { color: 0, ...entry };
      return Promise.resolve();
    },
    update: (changes) => {
      writes.push(["update", changes]);
      stored = { ...stored, ...changes };
      return Promise.resolve();
    },
    ...overrides,
  };
  return { target, writes, store: (values: Values | undefined) => (stored = values) };
}

test("a missing entry is created and read back", async () => {
  const { target, writes } = createEntry(undefined);
  const result = await ensureEntry(target, { name: "web", comment: "x", color: undefined });
  assert.deepEqual(writes, [["create", { name: "web", comment: "x", color: undefined }]]);
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
  const ignoring = createEntry({ name: "web", comment: "", color: 0 }, { update: () => Promise.resolve() });
  await assert.rejects(
    ensureEntry(ignoring.target, { name: "web", comment: "x", color: 3 }),
    (error) =>
      isFortiError(error, "VERIFY_FAILED") &&
      error.message === 'firewall/address "web" was written, and the device did not take: comment, color',
  );
  const forgetful = createEntry(undefined, { create: () => Promise.resolve() });
  await assert.rejects(
    ensureEntry(forgetful.target, { name: "web" }),
    (error) => isFortiError(error, "VERIFY_FAILED") && /is not there after it was written/.test(error.message),
  );
});

test("the diff shows what the device shows, never a secret in clear", async () => {
  const { target } = createEntry(undefined, {
    create: () => Promise.resolve(),
    read: (() => {
      const answers = [undefined, { name: "u", passwd: "ENC XXXX" }];
      return () => Promise.resolve(answers.shift());
    })(),
  });
  const { diff } = await ensureEntry(target, { name: "u", passwd: "geheim" });
  assert.deepEqual(diff.at(-1), { field: "passwd", before: undefined, after: "ENC XXXX" });
});
