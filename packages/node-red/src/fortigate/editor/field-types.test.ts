import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { type FormField, formFields } from "@fortiweave/catalog/form";
import { hintOf, inputTypes } from "./field-types.ts";
import { suggestNothing } from "./suggest.ts";

const translate = (key: string, values: object = {}): string => [key, ...Object.values(values)].join(" ");

async function field(table: string, id: string): Promise<FormField> {
  const entry = await fortios.load("cmdb", table);
  const found = entry && formFields(entry).find((candidate) => candidate.id === id);
  assert.ok(found, `${table} has no ${id}`);
  return found;
}

async function natural(table: string, id: string): Promise<unknown> {
  const [first] = inputTypes(await field(table, id), "msg", suggestNothing, translate);
  return typeof first === "string" ? first : { value: first?.value, label: first?.label, options: first?.options };
}

describe("inputTypes", () => {
  it("gives each kind of field the input that suits it", async () => {
    assert.equal(await natural("firewall/address", "name"), "str");
    assert.equal(await natural("firewall/address", "color"), "num");
    assert.equal(await natural("firewall/address", "tagging"), "json");
    const options = ["enable", "disable"];
    assert.deepEqual(await natural("firewall/address", "allow-routing"), {
      value: "str",
      label: "type.choice",
      options,
    });
    const reference = { value: "str", label: "type.reference", options: undefined };
    assert.deepEqual(await natural("firewall/address", "interface"), reference);
    const references = { value: "list", label: "type.references", options: undefined };
    assert.deepEqual(await natural("firewall/addrgrp", "member"), references);
    const names = { value: "list", label: "type.names", options: undefined };
    assert.deepEqual(await natural("firewall/address", "macaddr"), names);
  });

  it("never lets a secret be typed into a flow", async () => {
    const types = inputTypes(await field("user/local", "passwd"), "env", suggestNothing, translate);
    assert.deepEqual(types, ["env", "msg", "flow", "global", "jsonata"]);
  });

  it("keeps the type that is stored, though it is not the usual one", async () => {
    const color = await field("firewall/address", "color");
    assert.equal(inputTypes(color, "str", suggestNothing, translate).at(-1), "str");
    const list = inputTypes(color, "list", suggestNothing, translate).at(-1);
    assert.equal(typeof list === "object" && list.value, "list");
  });
});

describe("hintOf", () => {
  it("tells limits, default and references", async () => {
    assert.equal(hintOf(await field("firewall/address", "color"), translate), "hint.range 0 32 · hint.default 0");
    assert.equal(
      hintOf(await field("firewall/address", "associated-interface"), translate),
      "hint.maxLength 35 · hint.refs system/interface, system/zone",
    );
    assert.match(hintOf(await field("firewall/policy", "service"), translate), /firewall\.service\/custom/);
  });
});
