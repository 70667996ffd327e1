import assert from "node:assert/strict";
import { test } from "node:test";
import type { CmdbEntry, Field } from "../../src/types.ts";
import { createNamer } from "./names.ts";
import { renderRow } from "./render-rows.ts";

const entry: CmdbEntry = {
  path: "firewall/sample-group",
  kind: "table",
  mkey: "name",
  mkeyType: "string",
  methods: ["GET", "POST", "PUT", "DELETE"],
  fields: {
    action: { type: "option", options: ["accept", { value: "deny", versions: [["7.4.0", null]] }], default: "accept" },
    flags: { type: "option", multiple: true, options: ["a", "b"] },
    intf: { type: "table", altType: "string", mkey: "name", fields: { name: { type: "string", required: true } } },
    name: { type: "string", maxLength: 79, required: true },
    opaque: { type: "table", fields: {} },
    "sub-object": { type: "object", fields: { id: { type: "integer", min: 0, max: 9, readonly: true } } },
    vrf: { type: "integer", default: "unspecified", refs: ["firewall.service.custom.name"] },
  },
};

function tableOf(ref: string): string | undefined {
  return ref === "firewall.service.custom.name" ? "firewall.service/custom" : undefined;
}

test("a row has its key, literal unions, and an interface for what lies inside", () => {
  assert.equal(
    renderRow(entry, "FirewallSampleGroup", { namer: createNamer(), tableOf }),
    `/** A row of \`firewall/sample-group\`, key \`name\`. */
export interface FirewallSampleGroup {
  /** Default \`accept\`. */
  action?: "accept" | "deny";
  /** Several of \`a\`, \`b\`, with spaces between. */
  flags?: string;
  intf?: FirewallSampleGroupIntf[] | string;
  /** Up to 79 characters. */
  name: string;
  opaque?: Record<string, unknown>[];
  "sub-object"?: FirewallSampleGroupSubObject;
  /** Default \`unspecified\`. Names \`firewall.service/custom\`. */
  vrf?: number | "unspecified";
}

/** An entry of \`intf\` in {@link FirewallSampleGroup}. */
export interface FirewallSampleGroupIntf {
  name: string;
}

/** The object \`sub-object\` in {@link FirewallSampleGroup}. */
export interface FirewallSampleGroupSubObject {
  /** Read-only. 0 to 9. */
  id?: number;
}`,
  );
});

test("FortiManager has lists, values beside them, numbers for options, and what no source tells", () => {
  const fields: Readonly<Record<string, Field>> = {
    _scope: { type: "table", fields: { name: { type: "string" } } },
    any: { type: "raw" },
    flags: { type: "option", list: true, options: ["a", "b"] },
    member: { type: "string", list: true, bare: true },
    mode: { type: "option", options: [{ value: "off", number: 0 }, { value: "on", number: 1 }, "other"] },
    numbers: { type: "raw", list: true },
    ttl: { type: "integer", altType: "string" },
  };
  const mapping = { path: "x/mapping", kind: "table", mkey: "_scope", fields } as const;
  assert.equal(
    renderRow(mapping, "Mapping", { namer: createNamer(), tableOf, writtenAt: () => "Scope" }),
    `/** A row of \`x/mapping\`, key \`_scope\`. */
export interface Mapping {
  _scope: Scope[];
  any?: unknown;
  flags?: ("a" | "b")[];
  member?: string | string[];
  mode?: "off" | "on" | "other" | 0 | 1;
  numbers?: (string | number)[];
  ttl?: number | string;
}`,
  );
});

test("a name is given once", () => {
  const namer = createNamer();
  assert.deepEqual([namer("RouterBgp"), namer("RouterBgp"), namer("Other")], ["RouterBgp", "RouterBgp2", "Other"]);
});
