import assert from "node:assert/strict";
import { test } from "node:test";
import { placeholders } from "../src/json-rpc/urls.ts";
import type { Field, VersionRange } from "../src/types.ts";
import { compareVersions } from "../src/versions.ts";
import { readFortiAnalyzer, readFortiManager, readFortios, readProtocol } from "./read-data.ts";

const { object, call } = readFortiManager();
const analyzer = readFortiAnalyzer();
const objects = object.map(({ entry }) => entry);
const calls = [...call, ...analyzer].map(({ entry }) => entry);
const byPath = new Map(objects.map((entry) => [entry.path, entry]));

interface Found {
  readonly where: string;
  readonly field: Field;
}

function allFields(where: string, fields: Readonly<Record<string, Field>>): Found[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const inner = `${where} ${name}`;
    return [{ where: inner, field }, ...allFields(inner, field.fields ?? {})];
  });
}

const inObjects = objects.flatMap(({ path, fields }) => allFields(path, fields));
const inCalls = calls.flatMap(({ path, calls }) => calls.flatMap(({ params }) => allFields(path, params)));

test("the tables are complete, sorted by path, and every path is there once", () => {
  assert.deepEqual([object.length, call.length, analyzer.length], [1281, 315, 340]);
  const count = (rows: typeof call): number => rows.reduce((sum, { entry }) => sum + entry.methods.length, 0);
  assert.deepEqual([count(call), count(analyzer)], [331, 962]);
  for (const rows of [object, call, analyzer]) {
    const paths = rows.map(({ entry }: { entry: { path: string } }) => entry.path);
    assert.deepEqual(paths, [...new Set(paths)].sort());
  }
});

test("each line is written compactly, path first", () => {
  for (const { entry, line } of [...object, ...call, ...analyzer]) {
    assert.equal(line, JSON.stringify(entry));
    assert.equal(Object.keys(entry)[0], "path");
  }
});

test("fields and options are all there", () => {
  assert.equal(inObjects.length, 26_827);
  assert.equal(
    inObjects.reduce((sum, { field }) => sum + (field.options?.length ?? 0), 0),
    39_561,
  );
});

test("a table's key is one of its fields, only a table has one, and only 26 have none that is known", () => {
  for (const { path, kind, mkey, fields, partial } of objects) {
    assert.ok(mkey === undefined || kind === "table", path);
    assert.ok(mkey === undefined || partial || Object.hasOwn(fields, mkey), path);
  }
  assert.equal(objects.filter(({ kind, mkey }) => kind === "table" && mkey === undefined).length, 26);
});

test("urls have no slash at their ends, and say the path", () => {
  for (const { path, urls, item } of objects) {
    assert.ok(urls.length > 0, path);
    for (const url of urls) assert.match(url, /^[^/].*[^/]$/);
    assert.ok(item === undefined || !placeholders(urls[0] ?? "").includes(item) || item === "template", path);
  }
});

test("the default of an option field is one of its options", () => {
  for (const { where, field } of inObjects) {
    if (field.type !== "option" || field.default === undefined) continue;
    const values = (field.options ?? []).map((option) => (typeof option === "string" ? option : option.value));
    const words = field.list ? String(field.default).split(" ") : [String(field.default)];
    assert.deepEqual(
      words.filter((word) => !values.includes(word)),
      [],
      where,
    );
  }
});

test("references lead to an object of FortiManager, and to a field of it", () => {
  const refs = inObjects.flatMap(({ where, field }) => (field.refs ?? []).map((ref) => ({ where, ref })));
  assert.equal(refs.length, 2_941);
  for (const { where, ref } of refs) {
    const at = ref.lastIndexOf(".");
    const target = byPath.get(ref.slice(0, at));
    assert.ok(target !== undefined && Object.hasOwn(target.fields, ref.slice(at + 1)), `${where}: ${ref}`);
  }
});

test("what an object becomes on a FortiGate is a table of FortiOS", () => {
  const paths = new Set(readFortios().cmdb.map(({ entry }) => entry.path));
  const becoming = objects.flatMap(({ fortios }) => fortios ?? []);
  assert.ok(becoming.length > 300);
  for (const path of becoming) assert.ok(paths.has(path), path);
  assert.equal(byPath.get("firewall/service/custom")?.fortios, "firewall.service/custom");
  assert.equal(byPath.get("pkg/firewall/policy")?.fortios, "firewall/policy");
  assert.equal(byPath.get("dvmdb/device")?.fortios, undefined);
});

test("the numbers of options are known where a source shows them", () => {
  const numbered = [...inObjects, ...inCalls].filter(({ field }) =>
    field.options?.some((one) => typeof one !== "string"),
  );
  assert.deepEqual(
    numbered.map(({ where }) => where),
    ["cli/global/system/global workspace-mode", "dvmdb/script target", "fmg/script target"],
  );
});

test("what is named like a password or a private key is marked as a secret", () => {
  const telling =
    /(?:^|[-_])(?:password|passwd|passphrase|psk|psksecret|secret|(?:api|private|preshared|secret)[-_]key)$/;
  const open = [...inObjects, ...inCalls].filter(({ where, field }) => {
    return telling.test(where) && !field.secret && field.options === undefined && !("refs" in field);
  });
  assert.deepEqual(
    open.map(({ where }) => where).filter((where) => !/ (?:save-password|auto-discovery-psk)$/.test(where)),
    [],
  );
});

test("ranges of versions run upwards", () => {
  const versions: Found[] = [...inObjects, ...inCalls];
  for (const { where, field } of versions) assertUpwards(field.versions ?? [], where);
  for (const { path, versions } of [...objects, ...calls]) assertUpwards(versions ?? [], path);
});

test("each verb of a url has one call, and a task's result has its own url", () => {
  const urls = new Set(calls.map(({ path }) => path));
  for (const { path, methods, item, itemMethods = [], calls } of [...call, ...analyzer].map(({ entry }) => entry)) {
    assert.deepEqual(calls.flatMap(({ methods }) => methods).sort(), [...methods].sort(), path);
    assert.equal(item === undefined, itemMethods.length === 0, path);
    for (const { task } of calls) assert.ok(!task || task.result === undefined || urls.has(task.result), path);
  }
});

test("an error code is a negative number, and each state of a task has its own number", () => {
  const { errors, taskStates } = readProtocol();
  for (const code of Object.keys(errors)) assert.match(code, /^-\d+$/);
  assert.equal(new Set(taskStates.map(({ number }) => number)).size, taskStates.length);
});

function assertUpwards(ranges: readonly VersionRange[], where: string): void {
  let last: string | null = "0.0.0";
  for (const [from, to] of ranges) {
    assert.ok(last !== null && compareVersions(last, from) < 0, where);
    assert.ok(to === null || compareVersions(from, to) <= 0, where);
    last = to;
  }
}
