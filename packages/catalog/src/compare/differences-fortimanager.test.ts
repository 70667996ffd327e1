import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fortimanager } from "../fortimanager/registry.ts";
import type { Field } from "../types.ts";
import { differences } from "./differences.ts";

type Row = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Field>>;

const fieldsOf = async (path: string): Promise<Fields> =>
  (await fortimanager.load("object", path))?.fields ?? assert.fail(path);
const address = await fieldsOf("firewall/address");
const group = await fieldsOf("firewall/addrgrp");

const names = (wanted: Row, actual: Row, fields?: Fields): string[] =>
  differences(wanted, actual, fields).map(({ field }) => field);
const same = (wanted: Row, actual: Row, fields?: Fields): void => assert.deepEqual(names(wanted, actual, fields), []);

test("lists of names are sets, and a single name is a list of it", () => {
  same({ member: ["b", "a"] }, { member: ["a", "b"] }, group);
  same({ member: ["b", "a", "b"] }, { member: ["a", "b"] }, group);
  same({ member: "a" }, { member: ["a"] }, group);
  same({ member: ["a"] }, { member: "a" }, group);
  for (const nothing of [[], null, "", undefined])
    for (const other of [[], null, "", undefined]) same({ member: nothing }, { member: other }, group);
  assert.deepEqual(names({ member: ["a"] }, { member: ["a", "b"] }, group), ["member"]);
  assert.deepEqual(names({ member: [] }, { member: ["a"] }, group), ["member"]);
  assert.deepEqual(names({ member: ["a,b"] }, { member: ["a", "b"] }, group), ["member"]);
  assert.deepEqual(names({ member: ["a b"] }, { member: ["a", "b"] }, group), ["member"]);
});

test("any order of any names is the same list, and one name more or less is another", () => {
  const list = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      list.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        same({ member: shuffled }, { member: all }, group);
        same({ member: shuffled }, { member: all });
        assert.deepEqual(names({ member: shuffled.slice(1) }, { member: all }, group), ["member"]);
      },
    ),
  );
});

test("a network is the same in every spelling, and another one is another", () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte, byte), fc.integer({ min: 0, max: 32 }), (bytes, length) => {
      const bits = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
      const mask = [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join(".");
      const host = bytes.join(".");
      const actual = { subnet: [bytes.map((one, at) => one & ((bits >>> (24 - at * 8)) & 255)).join("."), mask] };
      for (const subnet of [`${host}/${length}`, `${host} ${mask}`, [host, mask], [`${host}/${length}`]])
        same({ subnet }, actual, address);
      const other = (length + 1) % 33;
      assert.deepEqual(names({ subnet: `${host}/${other}` }, actual, address), ["subnet"]);
    }),
  );
});

test("an unset network and its default are one", () => {
  for (const subnet of [null, [], "", "0.0.0.0/0", ["0.0.0.0", "0.0.0.0"]]) {
    same({ subnet }, { subnet: ["0.0.0.0", "0.0.0.0"] }, address);
    same({ subnet }, {}, address);
  }
  assert.deepEqual(names({ subnet: [] }, { subnet: ["10.0.0.0", "255.0.0.0"] }, address), ["subnet"]);
});

test("options by capitals, by switch and by the numbers that are known", async () => {
  same({ type: "IPMask", "allow-routing": true }, { type: "ipmask", "allow-routing": "enable" }, address);
  same({ "allow-routing": 0 }, { "allow-routing": "disable" }, address);
  const settings = await fieldsOf("cli/global/system/global");
  same({ "workspace-mode": 1 }, { "workspace-mode": "normal" }, settings);
  assert.deepEqual(names({ "workspace-mode": 1 }, { "workspace-mode": "disabled" }, settings), ["workspace-mode"]);
});

test("a secret that FortiManager hides cannot be told", async () => {
  const user = await fieldsOf("user/local");
  for (const passwd of ["new", ["new"]]) same({ passwd }, { passwd: ["ENC", "AbC=="] }, user);
  assert.equal(differences({ passwd: "new" }, { passwd: ["ENC", "x"] }, user, { secrets: "write" }).length, 1);
  assert.deepEqual(names({ passwd: "new" }, { passwd: ["old"] }, user), ["passwd"]);
  assert.deepEqual(names({ member: ["ENC"] }, { member: ["x"] }, group), ["member"]);
});

test("mappings are told apart by their devices, in any order, by what is wanted of them", () => {
  const mapping = (name: string, more: Row) => ({ _scope: [{ name, vdom: "root" }], ...more });
  const actual = {
    dynamic_mapping: [
      { ...mapping("FGT1", { subnet: ["10.1.0.0", "255.255.0.0"], color: 0 }), oid: 7 },
      mapping("FGT2", { subnet: ["10.2.0.0", "255.255.0.0"], color: 5 }),
    ],
  };
  const wanted = [mapping("FGT2", { color: 5 }), mapping("FGT1", { subnet: "10.1.0.0/16" })];
  same({ dynamic_mapping: wanted }, actual, address);
  assert.deepEqual(names({ dynamic_mapping: wanted.slice(1) }, actual, address), ["dynamic_mapping"]);
  const swapped = [mapping("FGT1", { color: 5 }), mapping("FGT2", { subnet: "10.1.0.0/16" })];
  assert.deepEqual(names({ dynamic_mapping: swapped }, actual, address), ["dynamic_mapping"]);
});
