/**
 * What is written as text and read again is the same: for every table of every branch, with entries made up of whatever
 * its fields can hold.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import fc from "fast-check";
import type { Entry, Value } from "../cmdb/entry.ts";
import { keyOf } from "../cmdb/key.ts";
import { readEntry } from "../cmdb/read-entry.ts";
import { Refusal } from "../cmdb/refusal.ts";
import { createSchemas, type FieldSpec, type Node, type Schema } from "../cmdb/schema.ts";
import { isGlobal } from "../cmdb/scope.ts";
import { createTable, OBJECT_KEY } from "../cmdb/table.ts";
import { loadConf } from "./load.ts";
import { parseConf } from "./parse.ts";
import { scopesOf } from "./scopes.ts";
import { configText } from "./write.ts";

const NOTHING = { global: new Map(), vdom: new Map(), root: new Map() };

const TEXT = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    'a "b" \\',
    "two words",
    "line\nand\r\nline",
    "# none",
    "'",
    "\\n",
    "ENC x",
    "end",
    " x ",
    "$var",
    "ü€😀",
    "\t",
  ),
);

/** A value that the field takes, in the form in which clients send it; undefined where none is known. */
function sampleOf(field: FieldSpec): fc.Arbitrary<unknown> {
  if (field.node !== undefined) return childOf(field.node);
  if (field.options !== undefined) {
    const option = fc.constantFrom(...field.options);
    return field.multiple ? fc.uniqueArray(option, { maxLength: 4 }).map((all) => all.join(" ")) : option;
  }
  const one = scalarOf(field);
  return field.multiple ? fc.uniqueArray(one, { minLength: 1, maxLength: 3 }).map((all) => all.join(" ")) : one;
}

const BY_TYPE: Readonly<Record<string, fc.Arbitrary<string>>> = {
  ipv4: fc.ipV4(),
  ipv4Net: fc
    .tuple(fc.ipV4(), fc.constantFrom("255.255.255.0", "0.0.0.0", "255.255.255.255"))
    .map((both) => both.join(" ")),
  ipv6: fc.ipV6(),
  ipv6Net: fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map((both) => both.join("/")),
};

function scalarOf({ type, min, max, maxLength, multiple }: FieldSpec): fc.Arbitrary<unknown> {
  if (type === "integer")
    return fc.integer({ min: Math.max(min ?? 0, -(2 ** 31)), max: Math.min(max ?? 2 ** 31, 2 ** 31) });
  if (/^ipv4-(?:classnet|netmask-net)/.test(type)) return BY_TYPE.ipv4Net ?? fc.constant("");
  if (type.startsWith("ipv4")) return BY_TYPE.ipv4 ?? fc.constant("");
  if (/^ipv6-(?:prefix|network)$/.test(type)) return BY_TYPE.ipv6Net ?? fc.constant("");
  if (type === "ipv6-address") return BY_TYPE.ipv6 ?? fc.constant("");
  if (type === "mac-address") return fc.constant("00:0c:29:ab:cd:ef");
  if (type === "uuid") return fc.uuid();
  if (multiple) return fc.stringMatching(/^[\w.-]{1,8}$/);
  return TEXT.map((text) => [...text].slice(0, maxLength ?? 200).join(""));
}

function childOf(node: Node): fc.Arbitrary<unknown> {
  if (node.kind === "object") return recordOf(node);
  return fc.uniqueArray(recordOf(node), {
    maxLength: 2,
    selector: (row) => String(row[node.key?.name ?? ""] ?? Math.random()),
  });
}

/** Some of the fields, and the key. */
function recordOf(node: Node): fc.Arbitrary<Record<string, unknown>> {
  const fields = [...node.fields.values()].filter((field) => !field.readonly);
  const values = Object.fromEntries(
    fields.map((field) => [field.name, fc.option(sampleOf(field), { nil: undefined, freq: 2 })]),
  );
  const key = node.key;
  if (key === undefined) return fc.record(values);
  const own =
    key.type === "integer"
      ? fc.integer({ min: Math.max(1, key.min ?? 1), max: Math.min(key.max ?? 99, 9999) })
      : sampleOf(key);
  return fc.record({ ...values, [key.name]: own.filter((value) => value !== "" && value !== 0) });
}

/** What of it a device would store: without the fields that it refuses, and nothing without a key. */
function stored({ node }: Schema, raw: Readonly<Record<string, unknown>>): Entry | undefined {
  let entry: Entry = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined) continue;
    try {
      entry = readEntry(node, { [name]: value }, entry);
    } catch (error) {
      assert.ok(error instanceof Refusal, String(error));
    }
  }
  return node.key !== undefined && entry[node.key.name] === undefined ? undefined : entry;
}

function throughText(schemas: ReturnType<typeof createSchemas>, schema: Schema, rows: ReadonlyMap<string, Entry>) {
  const vdom = isGlobal(schema.path) ? undefined : "root";
  const text = configText(schemas, [{ path: schema.path, vdom, table: createTable(rows) }]);
  const { tables, errors } = loadConf(schemas, NOTHING, scopesOf(parseConf(text)), 1) ?? assert.fail("one VDOM");
  const found = tables.find((at) => at.path === schema.path && at.vdom === vdom);
  return { text, errors, rows: new Map(found?.table.entries() ?? []) };
}

for (const version of ["7.2.13", "7.4.12", "7.6.5"]) {
  test(`${version}: every table comes back from its text as it was`, async () => {
    const schemas = createSchemas(fortios, version);
    let count = 0;
    for (const path of schemas.paths) {
      const schema = await schemas.load(path);
      // VDOMs are written in a way of their own, and some tables are but other names.
      if (schema === undefined || path === "system/vdom" || schema.path !== path) continue;
      const { node } = schema;
      const samples = fc.sample(recordOf(node), { numRuns: 4, seed: 7 });
      const entries = samples.map((raw) => stored(schema, raw)).filter((entry) => entry !== undefined);
      const rows = new Map(
        node.kind === "object"
          ? entries
              .slice(0, 1)
              .filter((entry) => Object.keys(entry).length > 0)
              .map((entry) => [OBJECT_KEY, entry] as const)
          : entries.map((entry, at) => [keyOf(node, entry, at), entry] as const),
      );
      if (node.fields.has("uuid") && node.fields.get("uuid")?.type === "uuid") {
        for (const [key, row] of rows) rows.set(key, { uuid: "11111111-2222-3333-4444-555555555555", ...row });
      }
      const back = throughText(schemas, schema, rows);
      assert.deepEqual(back.errors, [], `${path}\n${back.text}`);
      assert.deepEqual(
        [...back.rows],
        [...rows].map(([key, row]) => [key, row satisfies Value]),
        `${path}\n${back.text}`,
      );
      count += rows.size;
    }
    assert.ok(count > 1500, `${count} entries`);
  });
}
