import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fortianalyzer } from "./fortianalyzer.ts";
import type { RpcEntry } from "./json-rpc/types.ts";

test("every call is there, and its row says what the entry says", async () => {
  const text = readFileSync(new URL("../data/fortianalyzer/calls.jsonl", import.meta.url), "utf8");
  const facts = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RpcEntry);
  assert.equal(fortianalyzer.rows().length, facts.length);
  assert.equal(
    facts.reduce((sum, { methods }) => sum + methods.length, 0),
    962,
  );
  for (const fact of facts) {
    const { path, methods, versions, item, apiver } = fact;
    assert.deepEqual(await fortianalyzer.load(path), fact);
    const row = JSON.parse(JSON.stringify({ area: "call", path, methods, versions, item, apiver }));
    assert.deepEqual(fortianalyzer.find(path), row);
    assert.deepEqual(fortianalyzer.resolveUrl(`/${path}`)?.row, row);
  }
});

test("a log search is started, read and cancelled in the newer dialect", async () => {
  const found = fortianalyzer.resolveUrl("/logview/adom/root/logsearch/12345");
  assert.deepEqual([found?.params, found?.key, found?.row.apiver], [{ adom: "root" }, ["12345"], 3]);
  const entry = await fortianalyzer.load("logview/adom/{adom}/logsearch");
  assert.deepEqual(entry?.itemMethods, ["get", "delete"]);
  const start = entry?.calls.find(({ methods }) => methods.includes("add"));
  const required = Object.entries(start?.params ?? {}).filter(([, { required }]) => required);
  assert.deepEqual(
    required.map(([name]) => name),
    ["device", "logtype", "time-range"],
  );
  assert.deepEqual(start?.task, { at: "tid" });
});

test("urls are found by words, and what is not there is not found", async () => {
  assert.equal(fortianalyzer.search("logsearch")[0]?.path, "logview/adom/{adom}/logsearch");
  assert.equal(fortianalyzer.find("logview"), undefined);
  assert.equal(await fortianalyzer.load("logview"), undefined);
  assert.equal(fortianalyzer.resolveUrl("logview"), undefined);
});
