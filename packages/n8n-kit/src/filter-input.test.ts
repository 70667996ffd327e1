import assert from "node:assert/strict";
import { it } from "node:test";
import type { INodeProperties, INodePropertyCollection } from "n8n-workflow";
import { filterParameter, readFilters } from "./filter-input.ts";

it("readFilters makes conditions of filled-in rows", () => {
  const rows = [
    { field: "name", operator: "contains", value: "web" },
    { field: "", operator: "is", value: "x" },
  ];
  assert.deepEqual(readFilters(rows), [["name", "=@", "web"]]);
  assert.deepEqual(readFilters(undefined), []);
});

it("filterParameter offers no value that n8n would take for an expression", () => {
  const [condition] = filterParameter("getFieldNames").options as INodePropertyCollection[];
  const operators = condition?.values.find(({ name }: INodeProperties) => name === "operator")?.options ?? [];
  assert.equal(operators.length, 10);
  for (const option of operators) assert.doesNotMatch(String("value" in option && option.value), /^=/);
});
