import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fortios } from "../registry.ts";
import type { CmdbEntry, Field } from "../types.ts";
import { type Change, nameOf, valuesOf } from "./change.ts";
import { namesOf } from "./dependencies.ts";
import { orderChanges } from "./order.ts";
import { type Reference, type Row, referencesIn, targetsOf, withoutReferences } from "./references.ts";

const entryOf = async (path: string): Promise<CmdbEntry> => (await fortios.load("cmdb", path)) ?? assert.fail(path);
const address = await entryOf("firewall/address");
const group = await entryOf("firewall/addrgrp");
const policy = await entryOf("firewall/policy");
const sdwan = await entryOf("system/sdwan");
const port = await entryOf("system/interface");
const tunnel = await entryOf("vpn.ipsec/phase1-interface");

const create = (entry: CmdbEntry, after: Row): Change => ({
  ...about(entry, after),
  action: "create",
  before: undefined,
  after,
});
const update = (entry: CmdbEntry, before: Row, changes: Row): Change => {
  return { ...about(entry, before), action: "update", before, after: { ...before, ...changes } };
};
const remove = (entry: CmdbEntry, before: Row): Change => ({
  ...about(entry, before),
  action: "delete",
  before,
  after: undefined,
});
const about = (entry: CmdbEntry, row: Row): Pick<Change, "entry" | "mkey"> => {
  return { entry, mkey: entry.kind === "object" ? undefined : (row[entry.mkey ?? ""] as string) };
};
const members = (...names: string[]) => names.map((name) => ({ name }));
const inWords = (changes: readonly Change[]): string[] =>
  changes.map(({ action, entry, mkey }) => `${action} ${nameOf(entry.path, mkey)}`);
const ordered = (...changes: Change[]): string[] => inWords(orderChanges(changes).changes);

test("what is referred to is made before, and deleted after", () => {
  const web = { name: "web" };
  const servers = { name: "servers", member: members("web") };
  const rule = { policyid: 1, srcaddr: members("servers"), dstaddr: members("all") };
  assert.deepEqual(ordered(create(policy, rule), create(group, servers), create(address, web)), [
    'create firewall/address "web"',
    'create firewall/addrgrp "servers"',
    "create firewall/policy 1",
  ]);
  assert.deepEqual(ordered(remove(address, web), remove(group, servers), remove(policy, rule)), [
    "delete firewall/policy 1",
    'delete firewall/addrgrp "servers"',
    'delete firewall/address "web"',
  ]);
});

test("a name is taken out before it goes, and what is in its place is there before", () => {
  const servers = { name: "servers", member: members("old") };
  assert.deepEqual(
    ordered(
      remove(address, { name: "old" }),
      update(group, servers, { member: members("new") }),
      create(address, { name: "new" }),
    ),
    ['create firewall/address "new"', 'update firewall/addrgrp "servers"', 'delete firewall/address "old"'],
  );
});

test("what nothing rules keeps its order, deletions last", () => {
  const [a, b, c] = ["a", "b", "c"].map((name): Row => ({ name }));
  assert.ok(a && b && c);
  assert.deepEqual(ordered(remove(address, a), create(address, c), update(address, b, { comment: "x" })), [
    'create firewall/address "c"',
    'update firewall/address "b"',
    'delete firewall/address "a"',
  ]);
});

test("entries of a child table that are referred to", () => {
  const rule = { policyid: 1, srcintf: members("zone-1") };
  const before = { zone: members("virtual-wan-link") };
  assert.deepEqual(
    ordered(create(policy, rule), update(sdwan, before, { zone: members("virtual-wan-link", "zone-1") })),
    ["update system/sdwan", "create firewall/policy 1"],
  );
  const after = { zone: members("virtual-wan-link", "zone-1") };
  assert.deepEqual(ordered(update(sdwan, after, before), remove(policy, rule)), [
    "delete firewall/policy 1",
    "update system/sdwan",
  ]);
});

test("a tunnel makes an interface of its name, which is completed after and used later", () => {
  assert.deepEqual(
    ordered(
      create(policy, { policyid: 1, dstintf: members("to-hq") }),
      create(port, { name: "to-hq", ip: "10.0.0.1 255.255.255.255" }),
      create(tunnel, { name: "to-hq", interface: "port1" }),
    ),
    ['create vpn.ipsec/phase1-interface "to-hq"', 'create system/interface "to-hq"', "create firewall/policy 1"],
  );
});

test("entries that refer to each other: one is made without the other, and completed later", () => {
  const { changes } = orderChanges([
    create(group, { name: "a", member: members("all", "b") }),
    create(group, { name: "b", member: members("a"), comment: "x" }),
  ]);
  assert.deepEqual(inWords(changes), [
    'create firewall/addrgrp "a"',
    'create firewall/addrgrp "b"',
    'update firewall/addrgrp "a"',
  ]);
  assert.deepEqual(changes.map(valuesOf), [
    { name: "a", member: members("all") },
    { name: "b", member: members("a"), comment: "x" },
    { member: members("all", "b") },
  ]);
});

test("entries that refer to each other and go: the reference is taken out before", () => {
  const { changes } = orderChanges([
    remove(group, { name: "a", member: members("all", "b") }),
    remove(group, { name: "b", member: members("a", "all") }),
  ]);
  assert.deepEqual(inWords(changes), [
    'update firewall/addrgrp "b"',
    'delete firewall/addrgrp "a"',
    'delete firewall/addrgrp "b"',
  ]);
  assert.deepEqual(valuesOf(changes[0] as Change), { member: members("all") });
});

test("an object whose entries need something that needs others of its entries", () => {
  const before = { zone: members("z"), members: [] as Row[] };
  const { changes } = orderChanges([
    update(sdwan, before, { zone: members("z", "new"), members: [{ "seq-num": 1, interface: "to-hq" }] }),
    create(port, { name: "to-hq", interface: "new" }),
    create(policy, { policyid: 1, srcintf: members("new") }),
  ]);
  assert.equal(changes.length, 3);
  checkOrder(changes);
});

/** Every reference that a change adds is there by then, and nothing goes while it is named. */
function checkOrder(changes: readonly Change[]): void {
  const name = (entry: CmdbEntry, mkey: unknown) => `${entry.path} ${entry.mkey}\n${mkey}`;
  const made = new Set(changes.filter(({ action }) => action === "create").map(({ entry, mkey }) => name(entry, mkey)));
  const there = new Map<string, Change>();
  const rows = new Map<string, { readonly entry: CmdbEntry; readonly row: Row }>();
  for (const { action, entry, mkey, before } of changes) {
    if (action === "create" || before === undefined || rows.has(name(entry, mkey))) continue;
    rows.set(name(entry, mkey), { entry, row: before });
  }
  for (const change of changes) {
    const { entry, mkey, after } = change;
    const own = name(entry, mkey);
    for (const { targets, value } of referencesIn(after ?? {}, entry.fields)) {
      const names = targets.map((target) => `${target}\n${value}`);
      const isMadeLater = names.some((one) => made.has(one)) && !names.some((one) => there.has(one) || one === own);
      assert.ok(!isMadeLater, `${inWords([change])} names ${value} before it is there`);
    }
    if (after === undefined) {
      rows.delete(own);
      for (const { entry: other, row } of rows.values()) {
        const isNamed = referencesIn(row, other.fields).some(
          ({ targets, value }) => value === String(mkey) && targets.includes(`${entry.path} ${entry.mkey}`),
        );
        assert.ok(!isNamed, `${inWords([change])} while ${other.path} names it`);
      }
    } else {
      there.set(own, change);
      rows.set(own, { entry, row: after });
    }
  }
}

/** Tables of the real catalogue, each with the fields by which it can refer to others of them. */
const tables = await linkedTables();

async function linkedTables(): Promise<{ readonly entry: CmdbEntry; readonly links: readonly Link[] }[]> {
  const rows = fortios
    .rows("cmdb")
    .filter(({ kind, path }) => kind === "table" && /^(?:firewall|user|router|vpn)/.test(path));
  const entries = (await Promise.all(rows.map(({ path }) => fortios.load("cmdb", path)))).filter(
    (entry) => entry !== undefined,
  );
  const keys = new Set(entries.map(({ path, mkey }) => `${path} ${mkey}`));
  return entries
    .map((entry) => ({ entry, links: linksOf(entry, keys) }))
    .filter(({ entry, links }) => links.length > 0 && entry.mkey !== undefined);
}

interface Link {
  readonly field: string;
  readonly listKey: string | undefined;
  readonly targets: readonly string[];
}

function linksOf({ fields, mkey }: CmdbEntry, keys: ReadonlySet<string>): Link[] {
  const link = (field: string, { fields: inner, mkey: listKey = "", type, multiple, ...rest }: Field): Link[] => {
    const inList = type === "table" ? inner?.[listKey] : undefined;
    const targets = targetsOf(inList ?? { type, ...rest }).filter((target) => keys.has(target));
    if (targets.length === 0 || multiple || field === mkey) return [];
    return [{ field, listKey: inList && listKey, targets }];
  };
  return Object.entries(fields).flatMap(([name, field]) => link(name, field));
}

/** Some entries of some tables, which name each other at will, and what happens to each. */
const anyChanges = fc.subarray(tables, { minLength: 1, maxLength: 6 }).chain((chosen) => {
  const names = ["a", "b", "c"];
  const offered = new Set(chosen.map(({ entry }) => `${entry.path} ${entry.mkey}`));
  return fc
    .tuple(
      ...chosen.flatMap(({ entry, links }) =>
        names.map((name) => {
          const usable = links.filter(({ targets }) => targets.some((target) => offered.has(target)));
          const row = fc
            .record(
              Object.fromEntries(
                usable.map(({ field, listKey }) => [
                  field,
                  listKey === undefined
                    ? fc.constantFrom("", ...names)
                    : fc.subarray(names).map((all) => all.map((one) => ({ [listKey]: one }))),
                ]),
              ),
            )
            .map((fields): Row => ({ ...fields, [entry.mkey ?? ""]: name }));
          return fc.tuple(row, row, fc.constantFrom("create", "delete", "update")).map(([before, after, action]) => {
            if (action === "create") return create(entry, after);
            return action === "delete" ? remove(entry, before) : update(entry, before, after);
          });
        }),
      ),
    )
    .map((all) => all.filter((change) => change.action !== "update" || Object.keys(valuesOf(change)).length > 0));
});

test("any changes of any tables find what they need, in circles too, and end as they were to", () => {
  assert.ok(tables.length > 50, `${tables.length}`);
  fc.assert(
    fc.property(anyChanges, (all) => {
      const given = withoutDangling(all);
      const { changes, dependencies } = orderChanges(given);
      checkOrder(changes);
      const seen = new Set<Change>();
      for (const change of changes) {
        for (const needed of dependencies.get(change) ?? []) assert.ok(seen.has(needed), "it comes before");
        seen.add(change);
      }
      for (const { entry, mkey, before, after } of given) {
        const own = changes.filter((change) => change.entry === entry && change.mkey === mkey);
        assert.deepEqual([own[0]?.before, own.at(-1)?.after], [before, after]);
        for (const [index, change] of own.entries())
          if (index > 0) assert.deepEqual(change.before, own[index - 1]?.after);
      }
    }),
    { numRuns: 500 },
  );
});

/**
 * Nothing names what is not there yet, and a document that keeps names of what it deletes has obstacles, which are none of
 * the order's business.
 */
function withoutDangling(given: readonly Change[]): Change[] {
  const named = (all: readonly Change[]): ((reference: Reference) => boolean) => {
    const names = new Set(all.map(({ entry, mkey }) => `${entry.path} ${entry.mkey}\n${mkey}`));
    return (reference) => namesOf(reference).some((name) => names.has(name));
  };
  const isGone = named(given.filter(({ action }) => action === "delete"));
  const isNew = named(given.filter(({ action }) => action === "create"));
  return given
    .map(({ before, after, ...change }): Change => {
      const { fields } = change.entry;
      return {
        ...change,
        before: before && withoutReferences(before, fields, isNew),
        after: after && withoutReferences(after, fields, isGone),
      };
    })
    .filter((change) => change.action !== "update" || Object.keys(valuesOf(change)).length > 0);
}
