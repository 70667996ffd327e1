import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as generated from "./generated/fortios/index.ts";
import { createRegistry, fortios, type RegistrySource } from "./registry.ts";
import type { Area, CmdbEntry, IndexRow } from "./types.ts";

const COUNTS = { cmdb: 734, monitor: 579, log: 286, service: 11 } as const;
const AREAS = Object.keys(COUNTS) as Area[];

/** Longest time for the first use of a table. The aim is 15 ms; a busy machine gets more. */
const FIRST_LOAD_MS = 150;

/** Has to be the first test of the file: it measures the first load. */
test("the first use of a table takes milliseconds", async (t) => {
  const start = performance.now();
  const entry = await fortios.load("cmdb", "system/interface");
  const took = performance.now() - start;
  t.diagnostic(`first load, index included: ${took.toFixed(1)} ms`);
  assert.equal(entry?.mkey, "name");
  assert.ok(took < FIRST_LOAD_MS, `took ${took} ms`);
});

test("every endpoint is there", () => {
  for (const area of AREAS) assert.equal(fortios.rows(area).length, COUNTS[area], area);
});

test("every entry is its line of the fact tables, and its row says what the entry says", async () => {
  let fields = 0;
  for (const area of AREAS) {
    const lines = readFileSync(new URL(`../data/fortios/${area}.jsonl`, import.meta.url), "utf8")
      .trimEnd()
      .split("\n");
    assert.equal(lines.length, COUNTS[area]);
    for (const line of lines) {
      const fact = JSON.parse(line);
      const entry = area === "cmdb" ? await fortios.load(area, fact.path) : await fortios.load(area, fact.path);
      assert.deepEqual(entry, fact);
      assert.deepEqual(fortios.find(area, fact.path), rowOf(area, fact));
      if (area === "cmdb") fields += countFields(fact.fields);
    }
  }
  assert.equal(fields, 19_065);
});

test("listing, finding and searching read no shard; loading reads one, once", async () => {
  const read: string[] = [];
  const registry = createRegistry(spyOn(generated, read));
  registry.rows("cmdb");
  registry.find("cmdb", "firewall/address");
  registry.search("address");
  assert.deepEqual(read, []);

  const [first, second] = await Promise.all([
    registry.load("cmdb", "firewall/address"),
    registry.load("cmdb", "firewall/address"),
  ]);
  assert.equal(first, second);
  assert.equal(read.length, 1);
});

test("nothing that mod.ts imports at once imports a shard", () => {
  const seen = importedBy("mod.ts");
  assert.ok(seen.some((href) => href.endsWith("/generated/fortios/index.ts")));
  assert.deepEqual(
    seen.filter((href) => href.includes("/shards/")),
    [],
  );
});

test("who wants one product does not read the index of another", () => {
  const indexes = (file: string): string[] =>
    importedBy(file).flatMap((href) => /\/generated\/(\w+)\/index\.ts$/.exec(href)?.[1] ?? []);
  assert.deepEqual(indexes("mod.ts"), ["fortios"]);
  assert.deepEqual(indexes("validate.ts"), []);
  assert.deepEqual(indexes("form.ts"), []);
  assert.deepEqual(indexes("fortimanager.ts"), ["fortimanager"]);
  assert.deepEqual(indexes("fortianalyzer.ts"), ["fortianalyzer"]);
});

test("an unknown path is undefined, not an error, and paths of one area are unknown in another", async () => {
  assert.equal(fortios.find("cmdb", "firewall/nothing"), undefined);
  assert.equal(fortios.find("cmdb", "user/banned"), undefined);
  assert.equal(await fortios.load("cmdb", "firewall/nothing"), undefined);
  assert.equal(await fortios.load("cmdb", "__proto__"), undefined);
  assert.equal((await fortios.load("monitor", "user/banned"))?.methods[0], "GET");
});

test("references lead to a table and what is named in it", () => {
  assert.deepEqual(fortios.resolveRef("firewall.service.custom.name"), {
    path: "firewall.service/custom",
    fields: ["name"],
  });
  assert.deepEqual(fortios.resolveRef("system.sdwan.members.seq-num"), {
    path: "system/sdwan",
    fields: ["members", "seq-num"],
  });
  assert.equal(fortios.resolveRef("antivirus.filetype.name"), undefined);
  assert.equal(fortios.resolveRef(""), undefined);
});

function spyOn(source: RegistrySource, read: string[]): RegistrySource {
  const shards = Object.entries(source.shards).map(([name, load]) => {
    const spy = (): ReturnType<typeof load> => {
      read.push(name);
      return load();
    };
    return [name, spy] as const;
  });
  return { index: source.index, shards: Object.fromEntries(shards) };
}

/** What a file of this folder imports at once, and what that imports. */
function importedBy(file: string): string[] {
  const seen = new Set<string>();
  const follow = (file: URL): void => {
    if (seen.has(file.href)) return;
    seen.add(file.href);
    const text = readFileSync(file, "utf8");
    for (const [, kind, target = ""] of text.matchAll(/^(?:import|export)( type)?[^;]*? from "(\.[^"]+)"/gm)) {
      if (kind === undefined) follow(new URL(target, file));
    }
  };
  follow(new URL(`./${file}`, import.meta.url));
  return [...seen];
}

function rowOf(area: Area, fact: IndexRow): IndexRow {
  const { path, kind, mkey, methods, versions } = fact;
  const versionsUnknown = area === "cmdb" ? fact.versionsUnknown : true;
  return JSON.parse(JSON.stringify({ area, path, kind, mkey, methods, versions, versionsUnknown }));
}

function countFields(fields: CmdbEntry["fields"]): number {
  return Object.values(fields).reduce((sum, field) => sum + 1 + countFields(field.fields ?? {}), 0);
}
