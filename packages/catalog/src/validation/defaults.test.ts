import assert from "node:assert/strict";
import { test } from "node:test";
import { optionValues } from "../fields.ts";
import { fortios } from "../registry.ts";
import type { CmdbEntry, Field } from "../types.ts";
import { validateEntry } from "../validate.ts";
import { mayExist } from "../versions.ts";

const VERSIONS = ["7.2", "7.4", "7.6", undefined];

/** A key of each type that is not a plain text. */
const KEYS: Readonly<Record<string, string>> = {
  "ipv4-address": "192.0.2.1",
  "ipv4-address-any": "192.0.2.1",
  "ipv6-address": "2001:db8::1",
  "mac-address": "00:00:5e:00:53:01",
};

test("each of the 734 entries takes its own defaults, in every version", async () => {
  let checked = 0;
  for (const { path } of fortios.rows("cmdb")) {
    const entry = (await fortios.load("cmdb", path)) as CmdbEntry;
    const mode = entry.kind === "table" ? "create" : "update";
    if (!entry.methods.includes(mode === "create" ? "POST" : "PUT")) continue;
    for (const version of VERSIONS.filter((one) => mayExist(entry.versions, one))) {
      const value = defaultsOf(entry.fields, entry.mkey, version);
      assert.deepEqual(validateEntry(entry, value, { mode, version }), [], `${path} in ${version}`);
      checked += 1;
    }
  }
  assert.ok(checked > 2_000);
});

/** An entry with every default, every nested object, and one entry in every child table. */
function defaultsOf(
  fields: Readonly<Record<string, Field>>,
  mkey: string | undefined,
  version: string | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, field]) => !field.readonly && mayExist(field.versions, version))
      .map(([name, field]) => [name, name === mkey ? keyOf(field, version) : defaultOf(field, version)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function defaultOf(field: Field, version: string | undefined): unknown {
  if (field.altType !== undefined) return undefined;
  if (field.fields === undefined) return field.default;
  const inner = defaultsOf(field.fields, field.mkey, version);
  return field.type === "table" ? [inner] : inner;
}

function keyOf(field: Field, version: string | undefined): unknown {
  if (field.type === "integer") return field.min ?? 1;
  return optionValues(field, version)[0] ?? KEYS[field.type] ?? "x";
}
