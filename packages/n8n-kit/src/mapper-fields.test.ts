import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { type FormField, formFields } from "@fortiweave/catalog/form";
import type { ResourceMapperField } from "n8n-workflow";
import { type MapperOptions, toMapperFields } from "./mapper-fields.ts";

async function fieldsOf(path: string, more: Partial<MapperOptions> = {}): Promise<Map<string, ResourceMapperField>> {
  const entry = await fortios.load("cmdb", path);
  assert.ok(entry);
  const options: MapperOptions = { path, purpose: "create", mkey: entry.mkey, ...more };
  return new Map(toMapperFields(formFields(entry, "7.6.5"), options).map((field) => [field.id, field]));
}

function shown(fields: ReadonlyMap<string, ResourceMapperField>): string[] {
  return [...fields.values()].filter(({ removed }) => !removed).map(({ id }) => id);
}

describe("toMapperFields", () => {
  it("makes dropdowns of options and limits part of the label", async () => {
    const fields = await fieldsOf("firewall/address");
    assert.equal(fields.get("name")?.displayName, "Name (max 79)");
    assert.equal(fields.get("name")?.required, true);
    assert.equal(fields.get("color")?.displayName, "Color (0 to 32)");
    assert.equal(fields.get("color")?.type, "number");
    const type = fields.get("type");
    assert.equal(type?.type, "options");
    assert.equal(type?.defaultValue, "ipmask");
    assert.ok(type?.options?.some(({ value }) => value === "fqdn"));
  });

  it("shows first what is usually given", async () => {
    assert.deepEqual(shown(await fieldsOf("firewall/address")), ["name", "type", "subnet", "comment"]);
    assert.deepEqual([...(await fieldsOf("firewall/policy")).keys()].slice(0, 3), ["policyid", "name", "srcintf"]);
  });

  it("shows of other tables the key and what is required", async () => {
    assert.ok(shown(await fieldsOf("firewall.schedule/recurring")).includes("name"));
  });

  it("suggests no value that would open a firewall", async () => {
    const preset = [...(await fieldsOf("firewall/address")).values()].filter((field) => "defaultValue" in field);
    assert.ok(preset.length > 0 && preset.every(({ type }) => type === "options"));
  });

  it("makes dropdowns of single references when the device's names are known", async () => {
    const choices = new Map([["associated-interface", ["port1", "port2"]]]);
    const fields = await fieldsOf("firewall/address", { choices });
    assert.deepEqual(
      fields.get("associated-interface")?.options?.map(({ value }) => value),
      ["port1", "port2"],
    );
    assert.equal((await fieldsOf("firewall/address")).get("associated-interface")?.type, "string");
  });

  it("matches by the key, which a creation or an upsert needs and an update has elsewhere", async () => {
    const upsert = await fieldsOf("firewall/policy", { purpose: "upsert" });
    assert.deepEqual(
      [...upsert.values()].filter(({ defaultMatch }) => defaultMatch).map(({ id }) => id),
      ["policyid"],
    );
    assert.equal(upsert.get("policyid")?.required, true);
    assert.equal((await fieldsOf("firewall/policy")).get("policyid")?.required, false);
    const update = await fieldsOf("firewall/address", { purpose: "update" });
    assert.equal(update.has("name"), false);
    assert.deepEqual(shown(update), []);
    assert.ok([...update.values()].every(({ required }) => !required));
  });

  it("does not insist on a list, which may be picked beside the form", async () => {
    const fields = await fieldsOf("firewall/policy");
    assert.equal(fields.get("srcintf")?.required, false);
    assert.equal(fields.get("srcintf")?.removed, false);
    assert.equal(fields.get("srcintf")?.displayName, "Source interface (a, b, …)");
  });

  it("leaves out what only the device writes, and takes child tables as JSON", () => {
    const fields: FormField[] = [
      { id: "uuid", label: "UUID", kind: "string", required: false, readonly: true },
      { id: "tagging", label: "Tagging", kind: "json", required: false, readonly: false },
      {
        id: "allowaccess",
        label: "Allow access",
        kind: "multi-enum",
        required: false,
        readonly: false,
        multiple: true,
        options: ["ping", "https", "ssh"],
      },
    ];
    const mapped = toMapperFields(fields, { path: "x/y", purpose: "create" });
    assert.deepEqual(
      mapped.map(({ id, type, displayName }) => [id, type, displayName]),
      [
        ["tagging", "object", "Tagging (JSON)"],
        ["allowaccess", "string", "Allow access (ping, https, …)"],
      ],
    );
  });

  it("makes a form for every table", async () => {
    for (const { path } of fortios.rows("cmdb")) {
      const fields = await fieldsOf(path);
      for (const field of fields.values()) assert.ok(field.displayName.length > 0, `${path} ${field.id}`);
    }
  });
});
