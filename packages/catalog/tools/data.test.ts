import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveRef } from "../src/refs.ts";
import type { CmdbEntry, Field, VersionRange } from "../src/types.ts";
import { compareVersions } from "../src/versions.ts";
import { readFortios } from "./read-data.ts";

const facts = readFortios();
const entries = facts.cmdb.map(({ entry }) => entry);

test("the tables are complete, sorted by path, and every path is there once", () => {
  assert.deepEqual(
    Object.entries(facts).map(([area, rows]) => [area, rows.length]),
    [
      ["cmdb", 734],
      ["monitor", 579],
      ["log", 286],
      ["service", 11],
    ],
  );
  for (const rows of Object.values(facts)) {
    const paths = rows.map(({ entry }: { entry: { path: string } }) => entry.path);
    assert.deepEqual(paths, [...new Set(paths)].sort());
  }
});

test("each line is written compactly, path first", () => {
  for (const { entry, line } of Object.values(facts).flat()) {
    assert.equal(line, JSON.stringify(entry));
    assert.equal(Object.keys(entry)[0], "path");
  }
});

test("fields and options are all there", () => {
  const fields = entries.flatMap((entry) => allFields(entry));
  assert.equal(fields.length, 19_065);
  assert.equal(
    fields.reduce((sum, { field }) => sum + (field.options?.length ?? 0), 0),
    25_669,
  );
});

test("a table has its key among its fields, an object has none", () => {
  for (const { path, kind, mkey, fields } of entries) {
    assert.equal(mkey !== undefined, kind === "table", path);
    assert.ok(mkey === undefined || Object.hasOwn(fields, mkey), path);
  }
});

test("the default of an option field is one of its options", () => {
  for (const { where, field } of entries.flatMap(allFields)) {
    if (field.type !== "option" || field.default === undefined) continue;
    const values = (field.options ?? []).map((option) => (typeof option === "string" ? option : option.value));
    const words = field.multiple ? String(field.default).split(" ") : [String(field.default)];
    assert.deepEqual(
      words.filter((word) => !values.includes(word)),
      [],
      where,
    );
  }
});

test("what is named like a password or a private key is marked as a secret", () => {
  const telling =
    /(?:^|[-_])(?:password|passwd|passphrase|psk|psksecret|secret|(?:api|private|preshared|secret)[-_]key)$/;
  const params = [...facts.monitor, ...facts.service].flatMap(({ entry: { path, params } }) =>
    Object.entries(params).map(([name, field]) => ({ where: `${path} ${name}`, field })),
  );
  const open = [...entries.flatMap(allFields), ...params].filter(({ where, field }) => {
    return telling.test(where) && !field.secret && field.options === undefined && !("refs" in field);
  });
  assert.deepEqual(
    open.map(({ where }) => where),
    [],
  );
});

test("references lead to tables, but for five that no source describes", () => {
  const paths = new Set(entries.map(({ path }) => path));
  const refs = entries.flatMap(allFields).flatMap(({ field }) => field.refs ?? []);
  const lost = refs.filter((ref) => resolveRef(ref, (path) => paths.has(path)) === undefined);
  assert.deepEqual([...new Set(lost)].sort(), [
    "antivirus.filetype.name",
    "dlp.fdata-label.name",
    "dlp.mpip-label.name",
    "system.datasource.name",
    "telemetry-controller.application.custom.app-name",
  ]);
});

test("ranges of versions run upwards", () => {
  for (const { where, field } of entries.flatMap(allFields)) assertUpwards(field.versions ?? [], where);
  for (const { path, versions } of entries) assertUpwards(versions ?? [], path);
});

interface Found {
  readonly where: string;
  readonly field: Field;
}

function allFields({ path, fields }: Pick<CmdbEntry, "path" | "fields">): Found[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const where = `${path} ${name}`;
    return [{ where, field }, ...allFields({ path: where, fields: field.fields ?? {} })];
  });
}

function assertUpwards(ranges: readonly VersionRange[], where: string): void {
  let last: string | null = "0.0.0";
  for (const [from, to] of ranges) {
    assert.ok(last !== null && compareVersions(last, from) < 0, where);
    // A bound of two parts ends a branch, after each of its releases.
    assert.ok(to === null || to.split(".").length === 2 || compareVersions(from, to) <= 0, where);
    last = to;
  }
}
