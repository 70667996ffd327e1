import assert from "node:assert/strict";
import { test } from "node:test";
import { renderTable } from "./table.ts";

test("columns are as wide as their widest cell, words to the left and numbers to the right", () => {
  const table = renderTable(
    ["surface", "alerts", "ms"],
    [
      ["deno", 20, 4.25],
      ["node-red", 5, 130],
    ],
  );
  assert.equal(
    table,
    ["surface   alerts   ms", "--------  ------  ---", "deno          20  4.3", "node-red       5  130"].join("\n"),
  );
});

test("without rows the headings stand alone", () => {
  assert.equal(renderTable(["a", "bb"], []), "a  bb\n-  --");
});
