import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { searchTables } from "./table-search.ts";

describe("searchTables", () => {
  it("finds by label and by path", () => {
    for (const words of ["address group", "addrgrp", "firewall/addrgrp"]) {
      const [first] = searchTables({ words, tablesOnly: true }).results;
      assert.deepEqual(
        first,
        { name: "Firewall / Address group (firewall/addrgrp)", value: "firewall/addrgrp" },
        words,
      );
    }
  });

  it("gives everything in pages when nothing is typed", () => {
    const values: unknown[] = [];
    let paginationToken: string | undefined;
    do {
      const page = searchTables({ words: "", tablesOnly: false, paginationToken });
      values.push(...page.results.map(({ value }) => value));
      paginationToken = page.paginationToken as string | undefined;
    } while (paginationToken !== undefined);
    assert.equal(values.length, 734);
    assert.equal(new Set(values).size, 734);
  });

  it("leaves settings out where only entries make sense, and marks them elsewhere", () => {
    const found = (tablesOnly: boolean) =>
      searchTables({ words: "system/global", tablesOnly }).results.map(({ name }) => name);
    assert.ok(found(false).includes("System / Global (system/global, settings)"));
    assert.ok(!found(true).some((name) => name.includes("(system/global")));
  });

  it("finds nothing for nonsense", () => {
    assert.deepEqual(searchTables({ words: "zzzz qqqq", tablesOnly: false }), { results: [] });
  });
});
