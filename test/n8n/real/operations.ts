import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import type { Execution } from "../../../apps/playground/src/n8n/api.ts";
import { type Bench, byName, byPath, create, mapped, NODE } from "./bench.ts";

const configuration = (operation: string, path: string, more: object = {}) => ({
  resource: "configuration",
  operation,
  table: byPath(path),
  ...more,
});
const quarantine = (operation: string, more: object = {}) => ({ resource: "quarantine", operation, ...more });

/** What the node gave out, without n8n's wrapping. */
function output(execution: Execution): Record<string, unknown>[] {
  assert.equal(execution.status, "success", execution.error?.message);
  return (execution.nodes[NODE]?.outputs[0] ?? []).map(({ json }) => json);
}

/** A row without what the device made up. */
function plain(row: unknown): unknown {
  const { uuid: _, ...rest } = row as Record<string, unknown>;
  return rest;
}

/** Every operation, in a workflow. */
export function testOperations(bench: () => Bench): void {
  const run = async (parameters: object, items?: object[]) =>
    output(await bench().run({ ...parameters }, items === undefined ? {} : { items }));
  const web = { name: "web", subnet: "10.0.0.5/32" };
  const createWeb = () => run(create("firewall/address", web));
  const getWeb = async () => plain((await run(configuration("get", "firewall/address", { entry: byName("web") })))[0]);

  describe("An operation on configuration", () => {
    beforeEach(() => bench().reset());

    it("creates, gets, updates and deletes an entry", async () => {
      assert.deepEqual(await createWeb(), [{ created: true, changed: true, mkey: "web" }]);
      assert.deepEqual(await getWeb(), { name: "web", subnet: "10.0.0.5 255.255.255.255" });
      const change = { entry: byName("web"), values: mapped({ comment: "a web server", color: "7" }) };
      assert.deepEqual(await run(configuration("update", "firewall/address", change)), [
        { updated: true, changed: true, mkey: "web" },
      ]);
      const changed = { name: "web", comment: "a web server", color: 7, subnet: "10.0.0.5 255.255.255.255" };
      assert.deepEqual(await getWeb(), changed);
      const remove = configuration("delete", "firewall/address", { entry: byName("web") });
      assert.deepEqual(await run(remove), [{ deleted: true, changed: true, mkey: "web" }]);
      assert.deepEqual(await run(remove), [{ deleted: true, changed: false, mkey: "web" }]);
    });

    it("creates or updates, and says what it found, did and left", async () => {
      const upsert = (values: object) =>
        run(configuration("upsert", "firewall/address", { values: mapped({ ...values }) }));
      const [created] = await upsert(web);
      assert.deepEqual([created?.changed, created?.action, created?.mkey], [true, "created", "web"]);
      const [unchanged] = await upsert({ name: "web", subnet: "10.0.0.5 255.255.255.255" });
      assert.deepEqual([unchanged?.changed, unchanged?.action, unchanged?.diff], [false, "unchanged", []]);
      const [updated] = await upsert({ name: "web", comment: "new" });
      assert.deepEqual(updated?.diff, [{ field: "comment", before: "", after: "new" }]);
      assert.deepEqual(plain(updated?.before), { name: "web", subnet: "10.0.0.5 255.255.255.255" });
      assert.deepEqual(plain(updated?.after), { name: "web", comment: "new", subnet: "10.0.0.5 255.255.255.255" });
    });

    it("gets many, filtered, limited, with some fields, raw or simplified", async () => {
      for (const name of ["web-1", "web-2", "db"]) await run(create("firewall/address", { name }));
      const condition = [{ field: "name", operator: "contains", value: "web" }];
      const names = async (more: object) =>
        (await run(configuration("getAll", "firewall/address", { returnAll: true, ...more }))).map(({ name }) => name);
      assert.deepEqual(await names({ filters: { condition } }), ["web-1", "web-2"]);
      assert.deepEqual(await names({ filters: { condition }, returnAll: false, limit: 1 }), ["web-1"]);
      assert.deepEqual(await names({ options: { rawFilter: "name==db,name==web-2", sort: "name" } }), ["db", "web-2"]);
      const raw = configuration("getAll", "firewall/address", {
        returnAll: true,
        simplify: false,
        filters: { condition },
        options: { fields: ["name"] },
      });
      assert.deepEqual((await run(raw))[0], { name: "web-1", q_origin_key: "web-1" });
    });

    it("maps input items onto fields, and leaves out what the table does not have", async () => {
      const values = { mappingMode: "autoMapInputData", value: null, matchingColumns: [], schema: [] };
      await run(configuration("create", "firewall/address", { values }), [
        { ...web, severity: "high" },
        { name: "db", subnet: "10.0.0.6/32" },
      ]);
      const table = (await bench().snapshot()).configuration.root?.["firewall/address"];
      assert.deepEqual(
        table?.entries.map(({ name }) => name),
        ["db", "web"],
      );
    });

    it("writes lists from the picker, from commas and from an expression", async () => {
      for (const name of ["a", "b"]) await run(create("firewall/address", { name }));
      const members = async (name: string) =>
        (await run(configuration("get", "firewall/addrgrp", { entry: byName(name) })))[0]?.member;
      const lists = { list: [{ field: "member", entries: ["a", "b"] }] };
      await run({ ...create("firewall/addrgrp", { name: "picked" }), lists });
      await run(create("firewall/addrgrp", { name: "typed", member: "a, b" }));
      await run(create("firewall/addrgrp", { name: "computed", member: "={{ ['a', 'b'] }}" }));
      for (const name of ["picked", "typed", "computed"]) assert.deepEqual(await members(name), ["a", "b"], name);
    });

    it("adds and removes members, and leaves the others alone", async () => {
      for (const name of ["a", "b", "c"]) await run(create("firewall/address", { name }));
      const change = (operation: string, members: unknown) =>
        run(configuration(operation, "firewall/addrgrp", { entry: byName("blocked"), field: "member", members }));
      assert.deepEqual(await change("addMembers", ["a", "b"]), [
        { changed: true, added: ["a", "b"], members: ["a", "b"] },
      ]);
      assert.deepEqual(await change("addMembers", "b, c"), [{ changed: true, added: ["c"], members: ["a", "b", "c"] }]);
      assert.deepEqual(await change("removeMembers", ["a"]), [{ changed: true, removed: ["a"], members: ["b", "c"] }]);
      assert.deepEqual(await change("removeMembers", ["a"]), [{ changed: false, removed: [], members: ["b", "c"] }]);
    });

    it("reads and writes settings, of which there is only one", async () => {
      const upsert = configuration("upsert", "system/global", { values: mapped({ alias: "branch" }) });
      assert.equal((await run(upsert))[0]?.changed, true);
      await run(configuration("update", "system/global", { values: mapped({ timezone: "Europe/Berlin" }) }));
      const [settings] = await run(configuration("get", "system/global"));
      assert.deepEqual([settings?.alias, settings?.timezone], ["branch", "Europe/Berlin"]);
    });

    it("keeps to the chosen virtual domain", async () => {
      await run({ ...create("firewall/address", web), options: { vdom: "root" } });
      assert.ok((await bench().requests()).some(({ url }) => url.includes("vdom=root")));
    });
  });

  describe("An operation on the quarantine", () => {
    beforeEach(() => bench().reset());

    it("bans for a time, lists and unbans", async () => {
      const ban = quarantine("ban", { addresses: "203.0.113.9, 2001:db8::9", durationMinutes: 5 });
      const both = ["203.0.113.9", "2001:db8::9"];
      assert.deepEqual(await run(ban), [{ changed: true, banned: both, already: [] }]);
      assert.deepEqual(await run(ban), [{ changed: false, banned: [], already: both }]);
      assert.deepEqual(
        (await bench().snapshot()).banned.map(({ seconds }) => seconds),
        [300, 300],
      );
      const listed = await run(quarantine("getAll", { returnAll: true }));
      assert.deepEqual(listed.map(({ ipAddress }) => ipAddress).sort(), [...both].sort());
      const unban = quarantine("unban", { addresses: both });
      assert.deepEqual(await run(unban), [{ changed: true, unbanned: both, absent: [] }]);
      assert.deepEqual(await run(unban), [{ changed: false, unbanned: [], absent: both }]);
    });

    it("bans the addresses of all items in one request, and answers each item", async () => {
      const items = ["203.0.113.9", "::ffff:203.0.113.10", "203.0.113.9"].map((ip) => ({ ip }));
      const ban = quarantine("ban", { addresses: "={{ $json.ip }}", durationMinutes: 0 });
      assert.deepEqual(await run(ban, items), [
        { changed: true, banned: ["203.0.113.9"], already: [] },
        { changed: true, banned: ["203.0.113.10"], already: [] },
        { changed: false, banned: [], already: ["203.0.113.9"] },
      ]);
      assert.equal((await bench().requests()).filter(({ method }) => method === "POST").length, 1);
    });

    it("screens alerts without asking the device", async () => {
      const screen = quarantine("screenAlert", { alert: "={{ $json }}", options: { safeRanges: "198.51.100.0/24" } });
      const verdicts = await run(screen, [
        { source_ip: "203.0.113.9" },
        { src_ip: "10.1.2.3" },
        { source_ip: "198.51.100.7" },
      ]);
      assert.deepEqual(
        verdicts.map(({ verdict, why }) => why ?? verdict),
        ["block", "10.1.2.3 is private (RFC 1918)", "198.51.100.7 is in 198.51.100.0/24, a listed safe range"],
      );
      assert.deepEqual(await bench().requests(), []);
    });
  });
}
