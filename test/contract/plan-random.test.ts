import assert from "node:assert/strict";
import { test } from "node:test";
import type { CmdbEntry, Field } from "@fortiweave/catalog";
import type { PlanDocument } from "@fortiweave/fortios";
import fc from "fast-check";
import { openDevice } from "./device.ts";
import { entryOf, simpleTables } from "./random-entry.ts";

const VERSION = "7.6.5";
const device = await openDevice(VERSION);
const tables = (await simpleTables(VERSION))
  .filter(({ fields, methods }) => methods.includes("DELETE") && !holdsSecrets(fields))
  .map(onlySure);

type Fields = Readonly<Record<string, Field>>;

/** What the device never tells, nobody can bring back. */
function holdsSecrets(fields: Fields): boolean {
  return Object.values(fields).some((field) => field.secret || holdsSecrets(field.fields ?? {}));
}

/** Fields that show up only once they are set cannot be unset again. */
function onlySure<Group extends { readonly fields?: Fields }>(group: Group): Group {
  if (group.fields === undefined) return group;
  const sure = Object.entries(group.fields).filter(([, field]) => !field.versionsUnknown);
  return { ...group, fields: Object.fromEntries(sure.map(([name, field]) => [name, onlySure(field)])) };
}

type Entry = Readonly<Record<string, unknown>>;

/** A few tables, what is wanted of them first, and what is wanted of them then, with some of the same keys. */
const twoDocuments = fc.subarray(tables, { minLength: 1, maxLength: 4 }).chain((chosen) =>
  fc.record({
    first: documentOf(chosen),
    next: documentOf(chosen),
    /** Which of the steps fails. */
    failing: fc.nat(),
    kind: fc.constantFrom("status", "drop"),
    transaction: fc.boolean(),
  }),
);

function documentOf(chosen: readonly CmdbEntry[]): fc.Arbitrary<PlanDocument> {
  const states = chosen.map((entry) => {
    const { mkey = "", fields } = entry;
    const keys = keysOf(fields[mkey]);
    return fc
      .record({
        entries: fc.array(entryOf(entry, VERSION), { maxLength: keys.length }),
        absent: fc.subarray([...keys]),
      })
      .map(({ entries, absent }) => {
        const named = entries.map((values, index): Entry => ({ ...values, [mkey]: keys[index] }));
        const isKept = (key: unknown) => !absent.some((other) => other === key);
        return [entry.path, { ensure: named.filter((values) => isKept(values[mkey])), absent }] as const;
      });
  });
  return fc.tuple(...states).map((all) => Object.fromEntries(all) as PlanDocument);
}

/** Keys that every such field takes. */
function keysOf({ type, options = [], min = 1 }: Field = { type: "string" }): readonly (string | number)[] {
  if (type === "integer") return [Math.max(min, 1), Math.max(min, 1) + 1];
  const [option] = options;
  if (option !== undefined) return [typeof option === "string" ? option : option.value];
  const samples: Readonly<Record<string, string>> = {
    "ipv4-address": "192.0.2.1",
    "ipv6-address": "2001:db8::1",
    "mac-address": "00:00:5e:00:53:01",
  };
  const sample = samples[type];
  return sample === undefined ? ["a", "b"] : [sample];
}

test("any document over any tables: applied it is done, and a failure on the way to the next leaves no trace", async () => {
  await using fgt = device.connect({ retry: { maxRetries: 0 } });
  await fc.assert(
    fc.asyncProperty(twoDocuments, async ({ first, next, failing, kind, transaction }) => {
      await device.reset();
      const { ok, failed } = await fgt.apply(await fgt.plan(first), { transaction });
      assert.ok(ok, String(failed[0]?.error));
      assert.ok((await fgt.plan(first)).isEmpty, (await fgt.plan(first)).text());

      const plan = await fgt.plan(next);
      if (plan.isEmpty) return;
      const before = await device.snapshot();
      const { action, table, mkey } = plan.steps[failing % plan.steps.length] ?? assert.fail();
      const method = { create: "POST", update: "PUT", move: "PUT", delete: "DELETE" }[action];
      const path = `cmdb/${table.replaceAll("+", "\\+")}${action === "create" ? "$" : `/${encodeURIComponent(String(mkey))}`}`;
      const fault = kind === "drop" ? ({ kind, when: "after" } as const) : ({ kind: "status" } as const);
      await device.fault({ ...fault, times: 1, match: { method, path } });
      const result = await fgt.apply(plan, { transaction });
      assert.deepEqual([result.ok, result.applied, result.notRolledBack], [false, [], []]);
      assert.deepEqual(await device.snapshot(), before);

      assert.ok((await fgt.apply(plan, { transaction })).ok);
      assert.ok((await fgt.plan(next)).isEmpty);
    }),
    { numRuns: 40 },
  );
});
