import assert from "node:assert/strict";
import { test } from "node:test";
import type { Field } from "@fortiweave/catalog/fortimanager";
import { RpcRefusal } from "../../rpc-refusal.ts";
import { createNode, type FieldSpec } from "../schema/node.ts";
import { readValue } from "./read-value.ts";

function fieldOf(field: Field): FieldSpec {
  const spec = createNode({ kind: "object", fields: { own: field } }, undefined).fields.get("own");
  assert.ok(spec);
  return spec;
}

const OPTION: Field = { type: "option", options: ["disable", "enable"] };
const FLAGS: Field = { type: "option", list: true, options: ["read", "write", "run"] };
const NUMBER: Field = { type: "integer", min: 1, max: 9, default: 0 };
const NETWORK: Field = { type: "ipv4-classnet-any", list: true, bare: true };
const NAMES: Field = { type: "string", list: true, maxLength: 5 };

const READ: readonly (readonly [field: Field, raw: unknown, value: unknown])[] = [
  [OPTION, "enable", "enable"],
  [OPTION, 1, "enable"],
  [OPTION, "0", "disable"],
  [OPTION, ["enable"], "enable"],
  [OPTION, true, "enable"],
  [OPTION, "", undefined],
  [OPTION, null, undefined],
  [OPTION, "$(status)", "$(status)"],
  [FLAGS, ["read", "run"], ["read", "run"]],
  [FLAGS, "read run", ["read", "run"]],
  [FLAGS, 5, ["read", "run"]],
  [FLAGS, 0, []],
  [FLAGS, ["read", "read"], ["read"]],
  [NUMBER, 9, 9],
  [NUMBER, "9", 9],
  [NUMBER, 0, 0],
  [NUMBER, "$(vlan)", "$(vlan)"],
  [{ type: "integer", altType: "string" }, "never", "never"],
  [NETWORK, "10.0.0.0/8", ["10.0.0.0", "255.0.0.0"]],
  [NETWORK, "10.0.0.0/255.0.0.0", ["10.0.0.0", "255.0.0.0"]],
  [NETWORK, "10.0.0.0 255.0.0.0", ["10.0.0.0", "255.0.0.0"]],
  [NETWORK, ["10.0.0.0", "255.0.0.0"], ["10.0.0.0", "255.0.0.0"]],
  [NETWORK, "10.0.0.1", ["10.0.0.1", "255.255.255.255"]],
  [NETWORK, [], undefined],
  [NAMES, "one", ["one"]],
  [NAMES, "o n e", ["o n e"]],
  [NAMES, [], []],
  [{ type: "ipv6-prefix" }, "2001:DB8::/32", "2001:db8::/32"],
  [{ type: "mac-address" }, "00-11-22-33-44-55", "00:11:22:33:44:55"],
  [{ type: "string" }, 12, "12"],
  [{ type: "raw" }, { any: 1 }, { any: 1 }],
];

for (const [field, raw, value] of READ) {
  test(`${field.type} takes ${JSON.stringify(raw)}`, () => {
    assert.deepEqual(readValue(fieldOf(field), raw, undefined), value);
  });
}

const REFUSED: readonly (readonly [field: Field, raw: unknown, code: number])[] = [
  [OPTION, "on", -9001],
  [OPTION, 2, -9001],
  [OPTION, ["enable", "disable"], -9001],
  [FLAGS, ["read", "fly"], -9001],
  [FLAGS, 8, -9001],
  [NUMBER, 10, -9001],
  [NUMBER, "ten", -9001],
  [NUMBER, {}, -10],
  [NETWORK, "10.0.0.0/33", -9001],
  [NETWORK, "ten", -9001],
  [NAMES, ["longer"], -9001],
  [{ type: "ipv4-address" }, "10.0.0", -9001],
];

for (const [field, raw, code] of REFUSED) {
  test(`${field.type} refuses ${JSON.stringify(raw)}`, () => {
    assert.throws(
      () => readValue(fieldOf(field), raw, undefined),
      (error) => error instanceof RpcRefusal && error.code === code,
    );
  });
}

test("a secret is not in the refusal of it", () => {
  const secret = fieldOf({ type: "string", secret: true, maxLength: 3 });
  assert.throws(
    () => readValue(secret, "geheim", undefined),
    (error) => !String(error).includes("geheim"),
  );
});
