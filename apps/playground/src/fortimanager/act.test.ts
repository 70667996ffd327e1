import assert from "node:assert/strict";
import { test } from "node:test";
import { playFortiManager } from "./act.ts";
import { renderAct } from "./report.ts";

test("the example script brings its change to the FortiGate, and nothing on the second run", async () => {
  const lines: string[] = [];
  const result = await playFortiManager((line) => lines.push(line), new AbortController().signal);
  assert.deepEqual(result.problems, []);
  assert.ok(lines.includes("There is nothing to install"), lines.join("\n"));
  assert.match(renderAct(result), /^first +\d+ +[1-3] +1 +102 +0 +\d+\nsecond +\d+ +0 +0 +102 +0 +\d+$/m);
});
