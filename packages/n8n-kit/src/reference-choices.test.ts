import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { formFields } from "@fortiweave/catalog/form";
import { FortiError, type FortiErrorCode } from "@fortiweave/core";
import type { FortiGate } from "@fortiweave/fortios/client";
import { readReferenceChoices } from "./reference-choices.ts";

async function choicesFor(path: string, shown: string[] = [], failure?: { field: string; code: FortiErrorCode }) {
  const entry = await fortios.load("cmdb", path);
  assert.ok(entry);
  const asked: string[] = [];
  const fgt = {
    options: async (_path: string, field: string) => {
      asked.push(field);
      if (field === failure?.field) throw new FortiError({ code: failure.code, message: "no" });
      return [`${field}-1`];
    },
  } as unknown as FortiGate;
  const source = { path, fields: formFields(entry, "7.6.5"), shown: new Set(shown), options: {} };
  return { choices: await readReferenceChoices(fgt, source), asked };
}

describe("readReferenceChoices", () => {
  it("fills all single references where there are few", async () => {
    const { choices } = await choicesFor("firewall/address");
    assert.deepEqual(choices.get("associated-interface"), ["associated-interface-1"]);
    assert.ok(choices.size > 2);
    assert.equal(choices.has("fsso-group"), false, "a list is picked elsewhere");
  });

  it("fills only what a large form shows", async () => {
    const { asked } = await choicesFor("firewall/policy", ["schedule", "srcaddr", "name"]);
    assert.deepEqual(asked, ["schedule"]);
  });

  it("never reads more than a dozen tables", async () => {
    const entry = await fortios.load("cmdb", "firewall/policy");
    const { asked } = await choicesFor("firewall/policy", Object.keys(entry?.fields ?? {}));
    assert.ok(asked.length > 5 && asked.length <= 12);
  });

  it("leaves a field a text field that may not be read", async () => {
    const { choices } = await choicesFor("firewall/address", [], { field: "interface", code: "FORBIDDEN" });
    assert.equal(choices.has("interface"), false);
    assert.ok(choices.has("associated-interface"));
  });

  it("gives up on a device that is gone", async () => {
    await assert.rejects(choicesFor("firewall/address", [], { field: "interface", code: "NETWORK" }), {
      code: "NETWORK",
    });
  });
});
