import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import fc from "fast-check";
import { buildFilter } from "./filter.ts";
import type { Condition, Filter, FilterOperator } from "./types.ts";

const OPERATORS: readonly FilterOperator[] = ["==", "!=", "=*", "!*", "=@", "!@", "<=", "<", ">=", ">"];

/** How a device reads one filter parameter: alternatives between commas, each split at its first operator. */
function read(parameter: string): [string, string, string][] {
  return parameter.split(",").map((part) => {
    const match = /^(?<field>[A-Za-z0-9_-]+)(?<operator>==|!=|=\*|!\*|=@|!@|<=|>=|<|>)(?<value>.*)$/su.exec(part);
    assert.ok(match?.groups, `unreadable: ${part}`);
    return [match.groups.field ?? "", match.groups.operator ?? "", match.groups.value ?? ""];
  });
}

const condition: fc.Arbitrary<Condition> = fc.tuple(
  fc.constantFrom("name", "status", "uuid", "obj-id", "source_ip"),
  fc.constantFrom(...OPERATORS),
  fc.oneof(
    fc.string().filter((text) => !/[,\\]|^=/.test(text)),
    fc.integer(),
    fc.constantFrom("a b", "a&b", "a=b", "!@x", "é", "50%", ""),
  ),
);

const refused = (filter: Filter, words: RegExp) =>
  assert.throws(
    () => buildFilter(filter),
    (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message),
  );

test("what is built reads back as it was meant: and between parameters, or inside one", () => {
  const item = fc.oneof(condition, fc.array(condition, { minLength: 1, maxLength: 3 }));
  fc.assert(
    fc.property(fc.array(item, { maxLength: 4 }), (filter) => {
      const meant = filter.map((item) => (typeof item[0] === "string" ? [item as Condition] : (item as Condition[])));
      assert.deepEqual(
        buildFilter(filter).map(read),
        meant.map((alternatives) => alternatives.map(([field, operator, value]) => [field, operator, String(value)])),
      );
    }),
  );
});

test("examples in the device's own syntax", () => {
  assert.deepEqual(buildFilter([["status", "==", "enable"]]), ["status==enable"]);
  const both: Filter = [
    ["status", "==", "enable"],
    [
      ["name", "=@", "web"],
      ["policyid", "<=", 10],
    ],
  ];
  assert.deepEqual(buildFilter(both), ["status==enable", "name=@web,policyid<=10"]);
  assert.deepEqual(buildFilter("name==web,name==db&status==enable"), ["name==web,name==db", "status==enable"]);
  assert.deepEqual(buildFilter(""), []);
  assert.deepEqual(buildFilter([]), []);
});

test("a value that would mean something else is refused, with a way out", () => {
  for (const value of ["a,b", "a\\b", "\ud800"])
    refused([["name", "==", value]], /^Cannot filter name: its value holds /);
  refused([["id", "<", "=5"]], /"<=" is an operator of its own/);
  refused([["id", "==", Number.NaN]], /^Cannot filter id by NaN/);
  refused([["a,b", "==", "x"]], /^Not the name of a field/);
  refused([["name", "~~" as FilterOperator, "x"]], /^Not a filter operator/);
  refused([[]], /matches nothing/);
});
