import assert from "node:assert/strict";
import { test } from "node:test";
import { interfacesFor, mapEntry, type Target } from "./mapping.ts";
import { fillVariables } from "./variables.ts";

const target: Target = { device: "FGT1", vdom: "root", groups: ["Branches"], platform: "FortiGate-VM64" };

test("a mapping for the device takes the place of what the object is elsewhere, and comes before that of a group", () => {
  const own = { _scope: [{ name: "FGT1", vdom: "root" }], subnet: ["10.1.0.0", "255.255.0.0"] };
  const group = { _scope: [{ name: "Branches" }], subnet: ["10.2.0.0", "255.255.0.0"], comment: "branch" };
  const other = { _scope: [{ name: "FGT1", vdom: "guests" }], subnet: ["10.3.0.0", "255.255.0.0"] };
  const entry = { name: "net", subnet: ["10.0.0.0", "255.0.0.0"], comment: "" };
  const mapped = (...mappings: object[]) => mapEntry({ ...entry, dynamic_mapping: mappings }, target);
  assert.deepEqual(mapped(other), entry);
  assert.deepEqual(mapped(other, group), { ...entry, subnet: group.subnet, comment: "branch" });
  assert.deepEqual(mapped(group, own), { ...entry, subnet: own.subnet });
});

test("a normalised interface is that of the mapping, of the platform, or the default, in this order", () => {
  const fallback = { name: "lan", "default-mapping": "enable", "defmap-intf": "port9" };
  const platform = { ...fallback, platform_mapping: [{ name: "FortiGate-VM64", "intf-zone": "port5" }] };
  const mapping = { _scope: [{ name: "FGT1", vdom: "root" }], "local-intf": ["port1", "port2"] };
  assert.deepEqual(interfacesFor({ ...platform, dynamic_mapping: [mapping] }, target), ["port1", "port2"]);
  assert.deepEqual(interfacesFor(platform, target), ["port5"]);
  assert.deepEqual(interfacesFor(fallback, target), ["port9"]);
  assert.equal(interfacesFor({ ...fallback, "default-mapping": "disable" }, target), undefined);
});

test("variables are filled in wherever they stand, and unknown ones stay", async () => {
  const variables: Record<string, object> = {
    site: { value: "north", dynamic_mapping: [{ _scope: [{ name: "FGT1", vdom: "root" }], value: 'so"uth' }] },
  };
  const find = (name: string) => Promise.resolve(variables[name] as Record<string, unknown> | undefined);
  const filled = await fillVariables({ fqdn: "a.$(site).example", tags: ["$(site)", "$(none)"] }, find, target);
  assert.deepEqual(filled, { fqdn: 'a.so"uth.example', tags: ['so"uth', "$(none)"] });
});
