import assert from "node:assert/strict";
import { test } from "node:test";
import { fortimanager } from "@fortiweave/catalog/fortimanager";
import { dropsRows, rowsToWrite } from "./child-rows.ts";

const { fields } = (await fortimanager.load("object", "firewall/address")) ?? assert.fail();
const field = fields.dynamic_mapping;
const mapping = (name: string, more: object = {}) => ({ _scope: [{ name, vdom: "root" }], ...more });
const there = [
  mapping("FGT1", { oid: 3, color: 2, comment: null, passwd: ["ENC", "x"] }),
  mapping("FGT2", { color: 5 }),
];

test("rows that change or come are written alone: an update keeps the others", () => {
  const wanted = [mapping("FGT2", { color: 6 }), mapping("FGT1", {}), mapping("FGT3", {})];
  assert.equal(dropsRows({ dynamic_mapping: there }, { dynamic_mapping: wanted }, fields), false);
  assert.equal(rowsToWrite(wanted, there, field), wanted);
});

test("when rows are to go, those that stay are completed, secrets as they are shown, without what FortiManager adds", () => {
  const wanted = [mapping("FGT1", { color: 7 })];
  assert.equal(dropsRows({ dynamic_mapping: there }, { dynamic_mapping: wanted }, fields), true);
  assert.deepEqual(rowsToWrite(wanted, there, field), [mapping("FGT1", { passwd: ["ENC", "x"], color: 7 })]);
  assert.equal(dropsRows({ dynamic_mapping: there }, { dynamic_mapping: [] }, fields), true);
});

test("the order and the form of a scope make no difference to which mapping is meant", () => {
  const both = [
    {
      _scope: [
        { name: "A", vdom: "root" },
        { name: "B", vdom: "root" },
      ],
    },
  ];
  const turned = [
    {
      _scope: [
        { vdom: "root", name: "B" },
        { name: "A", vdom: "root" },
      ],
      color: 1,
    },
  ];
  assert.equal(dropsRows({ dynamic_mapping: both }, { dynamic_mapping: turned }, fields), false);
});

test("other fields drop nothing", () => {
  assert.equal(dropsRows({ name: "a", subnet: ["1", "2"] }, { name: "b", subnet: [] }, fields), false);
  assert.equal(dropsRows({}, { dynamic_mapping: [mapping("FGT1")] }, fields), false);
});
