/**
 * What a FortiGate answers, case by case.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { conform } from "./run.ts";
import { loadSuites } from "./suites.ts";

const suites = await loadSuites(new URL("./fortigate/cases/", import.meta.url));

for (const suite of suites) await conform(suite);

test("there are at least 400 cases, each with a name of its own", () => {
  const names = suites.flatMap(({ version, cases }) => cases.map(({ name }) => `${version} ${name}`));
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
  assert.ok(names.length >= 400, `${names.length} cases`);
});
