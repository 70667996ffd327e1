import assert from "node:assert/strict";
import { test } from "node:test";
import type { ObjectEntry } from "../../src/json-rpc/types.ts";
import type { Field } from "../../src/types.ts";
import { renderObjectTypes } from "./render-objects.ts";

const list: Readonly<Record<string, Field>> = { ip: { type: "string" } };
const entries: ObjectEntry[] = [
  {
    path: "firewall/address",
    kind: "table",
    mkey: "name",
    urls: ["pm/config/adom/{adom}/obj/firewall/address", "pm/config/global/obj/firewall/address"],
    item: "address",
    methods: ["get", "add"],
    fields: {
      list: { type: "table", mkey: "ip", fields: list },
      name: { type: "string", required: true },
      tags: { type: "string", list: true, refs: ["system/tag.name"] },
    },
  },
  {
    path: "firewall/address/list",
    kind: "table",
    mkey: "ip",
    urls: ["pm/config/adom/{adom}/obj/firewall/address/{address}/list"],
    methods: ["get"],
    fields: { ip: { type: "string", required: true } },
  },
  { path: "pkg/firewall/policy/section value", kind: "member", urls: ["x/{policy}/y"], methods: ["set"], fields: {} },
  { path: "cli/global/system/dns", kind: "object", urls: ["cli/global/system/dns"], methods: ["get"], fields: {} },
];
const files = renderObjectTypes(entries);

test("a child table that is an object of its own is written once", () => {
  assert.equal(
    files.get("objects/firewall.ts")?.split("\n\n").slice(1).join("\n\n"),
    `/** A row of \`firewall/address\`, key \`name\`. */
export interface FirewallAddress {
  list?: FirewallAddressList[];
  name: string;
  /** Names \`system/tag\`. */
  tags?: string[];
}

/** A row of \`firewall/address/list\`, key \`ip\`. */
export interface FirewallAddressList {
  ip: string;
}
`,
  );
});

test("maps look objects up by path: rows, keys, lists, parents and places", () => {
  const maps = files.get("objects.ts") ?? "";
  for (const line of [
    '  "firewall/address": FirewallAddress;',
    '  "firewall/address": "name";',
    '  "firewall/address": "tags";',
    '  "firewall/address/list": { readonly address: string };',
    '  "pkg/firewall/policy/section value": PkgFirewallPolicySectionValue;',
    '  "cli/global/system/dns": CliGlobalSystemDns;',
  ]) {
    assert.equal(maps.split("\n").filter((one) => one === line).length, 1, line);
  }
  assert.match(maps, /^ {2}adom:\n {4}\| "firewall\/address"\n {4}\| "firewall\/address\/list";$/m);
  assert.match(maps, /^ {2}global:\n {4}\| "firewall\/address";$/m);
  assert.match(maps, /^ {2}device: never;$/m);
});
