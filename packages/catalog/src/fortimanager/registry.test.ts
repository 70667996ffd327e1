import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as generated from "../generated/fortimanager/index.ts";
import type { ObjectEntry, RpcEntry } from "../json-rpc/types.ts";
import { placeholders } from "../json-rpc/urls.ts";
import { createFortiManagerRegistry, fortimanager } from "./registry.ts";

/** Longest time for the first use of an object. The aim is 4 ms; a busy machine gets more. */
const FIRST_LOAD_MS = 150;

/** Has to be the first test of the file: it measures the first load. */
test("the first use of an object takes milliseconds", async (t) => {
  const start = performance.now();
  const entry = await fortimanager.load("object", "wireless-controller/wtp-profile");
  const took = performance.now() - start;
  t.diagnostic(`first load, index included: ${took.toFixed(1)} ms`);
  assert.equal(entry?.mkey, "name");
  assert.ok(took < FIRST_LOAD_MS, `took ${took} ms`);
});

function readLines<Entry>(table: string): Entry[] {
  const text = readFileSync(new URL(`../../data/fortimanager/${table}.jsonl`, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("every object is there, and its row says what the entry says", async () => {
  const facts = readLines<ObjectEntry>("objects");
  assert.equal(facts.length, 1281);
  assert.equal(fortimanager.rows("object").length, 1281);
  for (const fact of facts) {
    const { path, kind, mkey, methods, versions, urls, item } = fact;
    assert.deepEqual(await fortimanager.load("object", path), fact);
    const row = JSON.parse(JSON.stringify({ area: "object", path, kind, mkey, methods, versions, urls, item }));
    assert.deepEqual(fortimanager.find("object", path), row);
  }
});

test("every call is there, and its row says what the entry says", async () => {
  const facts = readLines<RpcEntry>("calls");
  assert.equal(facts.length, 315);
  assert.equal(
    facts.reduce((sum, { methods }) => sum + methods.length, 0),
    331,
  );
  for (const fact of facts) {
    assert.deepEqual(await fortimanager.load("call", fact.path), fact);
    assert.deepEqual(fortimanager.find("call", fact.path), { area: "call", path: fact.path, methods: fact.methods });
  }
});

test("every url leads to what it belongs to, and so does that of an entry", () => {
  for (const row of fortimanager.rows("object")) {
    for (const template of row.urls) {
      const own = Object.fromEntries(placeholders(template).map((name) => [name, `{${name}}`]));
      const found = fortimanager.resolveUrl(`/${template}`);
      assert.deepEqual([found?.row, found?.template, found?.params, found?.key], [row, template, own, undefined]);
      if (row.item === undefined) continue;
      const key = row.mkey === "_scope" ? ["one", "two"] : ["one"];
      const entry = fortimanager.resolveUrl([template, ...key].join("/"), "update");
      assert.deepEqual([entry?.row, entry?.key, entry?.rest], [row, key, []], template);
    }
  }
  for (const row of fortimanager.rows("call")) {
    for (const method of row.methods) {
      assert.ok(fortimanager.resolveUrl(row.path, method)?.row.methods.includes(method), `${method} ${row.path}`);
    }
  }
});

test("a url that an object and a call share goes to the one that takes the method", () => {
  assert.equal(fortimanager.resolveUrl("/cli/global/system/sniffer", "exec")?.row.area, "call");
  assert.equal(fortimanager.resolveUrl("/cli/global/system/sniffer", "set")?.row.area, "object");
});

test("references lead to an object, and to a field that it has", () => {
  assert.deepEqual(fortimanager.resolveRef("firewall/service/custom.name"), {
    path: "firewall/service/custom",
    fields: ["name"],
  });
  assert.equal(fortimanager.resolveRef("firewall/nothing.name"), undefined);
  assert.equal(fortimanager.resolveRef(""), undefined);
});

test("objects and calls are found by words", () => {
  const paths = (words: string, options = {}): string[] => fortimanager.search(words, options).map(({ path }) => path);
  assert.equal(paths("firewall/address")[0], "firewall/address");
  assert.equal(paths("address group")[0], "firewall/addrgrp");
  assert.equal(paths("install package")[0], "securityconsole/install/package");
  assert.equal(paths("add device", { area: "call" })[0], "dvm/cmd/add/device");
  assert.deepEqual(paths("device").slice(0, 2), ["user/device", "dvmdb/device"]);
  assert.ok(!paths("address", { area: "object", limit: 500 }).includes("sys/status"));
  assert.ok(paths("mms checksum", { version: "7.4" }).includes("antivirus/mms-checksum"));
  assert.deepEqual(paths("mms checksum", { version: "7.6.4" }), []);
  assert.equal(paths("", { limit: 10_000 }).length, 1281 + 315);
});

test("listing, finding, searching and resolving read no shard; loading reads one, once", async () => {
  const read: string[] = [];
  const shards = Object.entries(generated.shards).map(([name, load]) => {
    const spy = (): ReturnType<typeof load> => {
      read.push(name);
      return load();
    };
    return [name, spy] as const;
  });
  const registry = createFortiManagerRegistry({ index: generated.index, shards: Object.fromEntries(shards) });
  registry.rows("object");
  registry.find("object", "firewall/address");
  registry.search("address");
  registry.resolveUrl("sys/status");
  assert.deepEqual(read, []);
  const [first, second] = await Promise.all([
    registry.load("object", "firewall/address"),
    registry.load("object", "firewall/address"),
  ]);
  assert.equal(first, second);
  assert.equal(read.length, 1);
});

test("what is not there is not found", async () => {
  assert.equal(fortimanager.find("object", "firewall/nothing"), undefined);
  assert.equal(fortimanager.find("call", "firewall/address"), undefined);
  assert.equal(await fortimanager.load("object", "securityconsole/install/package"), undefined);
  assert.equal(await fortimanager.load("object", "__proto__"), undefined);
});
