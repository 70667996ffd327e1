import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import type { ResourceMapperField } from "n8n-workflow";
import { type Bench, byName, byPath, CREDENTIAL_TYPE } from "./bench.ts";

type Choices = { name: string; value: string }[];
type Found = { results: Choices; paginationToken?: string };
type Form = { fields: ResourceMapperField[] };

const ADDRESS = { resource: "configuration", operation: "create", table: byPath("firewall/address") };
const GROUP = {
  resource: "configuration",
  operation: "addMembers",
  table: byPath("firewall/addrgrp"),
  field: "member",
};

const values = (choices: Choices) => choices.map(({ value }) => value);

/** The form, filled as the editor has it filled. */
export function testForms(bench: () => Bench): void {
  describe("The form", () => {
    before(() => bench().reset());

    it("finds tables by label and path", async () => {
      const { results } = await bench().form<Found>("resourceLocator", "searchTables", ADDRESS, {
        filter: "address group",
      });
      assert.equal(results[0]?.value, "firewall/addrgrp");
    });

    it("finds entries on the device", async () => {
      const { results } = await bench().form<Found>("resourceLocator", "searchEntries", GROUP, { filter: "block" });
      assert.deepEqual(values(results), ["blocked"]);
    });

    it("offers an address's fields, with options, limits and names from the device", async () => {
      const { fields } = await bench().form<Form>("resourceMapper", "getFields", ADDRESS);
      const field = (id: string) => fields.find((candidate) => candidate.id === id);
      assert.equal(field("name")?.required, true);
      assert.equal(field("name")?.displayName, "Name (max 79)");
      assert.ok(field("type")?.options?.some(({ value }) => value === "fqdn"));
      assert.ok(field("associated-interface")?.options?.some(({ value }) => value === "port1"));
    });

    it("knows the device's version", async () => {
      const { fields } = await bench().form<Form>("resourceMapper", "getFields", ADDRESS);
      assert.equal(bench().fortigate.version, "v7.6.5");
      assert.ok(fields.length < 60, "fields of other versions are left out");
    });

    it("is still a form when the device cannot be reached", async () => {
      const credential = await bench().createCredential({ url: "https://127.0.0.1:1", token: "x".repeat(26) });
      const more = { credentials: { [CREDENTIAL_TYPE]: credential } };
      const { fields } = await bench().form<Form>("resourceMapper", "getFields", ADDRESS, more);
      assert.equal(fields.find(({ id }) => id === "associated-interface")?.type, "string");
      assert.equal(fields.find(({ id }) => id === "type")?.type, "options");
    });

    it("fills lists one at a time: options from the catalogue, names from the device", async () => {
      const ask = (path: string, field: string) =>
        bench().form<Choices>(
          "options",
          "getListChoices",
          { ...ADDRESS, table: byPath(path), lists: { list: [{ field, entries: [] }] } },
          { path: "parameters.lists.list[0].entries" },
        );
      assert.ok(values(await ask("firewall/policy", "srcintf")).includes("port1"));
      assert.ok(values(await ask("system/interface", "allowaccess")).includes("https"));
    });

    it("offers members to add from the device, and members to remove from the list", async () => {
      const fields = await bench().form<Choices>("options", "getMemberFields", GROUP);
      assert.ok(values(fields).includes("member"));
      const all = await bench().form<Choices>("options", "getMemberChoices", GROUP);
      assert.ok(values(all).includes("all"));
      await bench().run({ ...GROUP, entry: byName("blocked"), members: ["none"] });
      const removable = { ...GROUP, operation: "removeMembers", entry: byName("blocked") };
      assert.deepEqual(values(await bench().form<Choices>("options", "getMemberChoices", removable)), ["none"]);
    });

    it("says what is wrong when the device refuses", async () => {
      const credential = await bench().createCredential({
        url: bench().fortigate.url,
        token: "wrong-token-wrong-token-wr",
        ca: bench().certificate,
      });
      const more = { credentials: { [CREDENTIAL_TYPE]: credential } };
      await assert.rejects(bench().form("resourceLocator", "searchEntries", GROUP, more), /token/i);
    });
  });
}
