/**
 * All that a product answers: each suite of its folder, and that there are enough cases.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { conform } from "./run.ts";
import { loadSuites } from "./suites.ts";

/** Declares the tests of every case. @param folder Of the suites: each of its files is one. */
export async function conformProduct(folder: URL): Promise<void> {
  const suites = await loadSuites(folder);
  for (const suite of suites) await conform(suite);

  test("there are at least 400 cases, each with a name of its own", () => {
    const names = suites.flatMap(({ version, cases }) => cases.map(({ name }) => `${version} ${name}`));
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
    assert.ok(names.length >= 400, `${names.length} cases`);
  });
}
