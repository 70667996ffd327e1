import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { entryAt } from "./entry-at.ts";

test("an entry of the catalogue is the catalogue's own", async () => {
  assert.equal(await entryAt("firewall/address"), await fortios.load("cmdb", "firewall/address"));
});

test("a child table of an object, and one below an entry of it", async () => {
  const neighbor = await entryAt("router/bgp/neighbor");
  assert.deepEqual([neighbor?.path, neighbor?.kind, neighbor?.mkey], ["router/bgp/neighbor", "table", "ip"]);
  assert.equal(neighbor?.fields.password?.secret, true);
  const below = await entryAt("router/bgp/neighbor/10.0.0.1/conditional-advertise");
  assert.deepEqual([below?.kind, below?.mkey], ["table", "advertise-routemap"]);
});

test("one entry of a table, its child tables and nested objects", async () => {
  const port = await entryAt("system/interface/port1");
  assert.equal(port?.kind, "object");
  assert.equal(port?.fields, (await fortios.load("cmdb", "system/interface"))?.fields);
  assert.equal((await entryAt("system/interface/port1/secondaryip"))?.mkey, "id");
  assert.equal((await entryAt("antivirus/profile/default/ftp"))?.kind, "object");
});

test("what leads nowhere is unknown", async () => {
  for (const path of ["brand/new", "router/bgp/nope", "router/bgp/as", "router/bgp/constructor", "router"]) {
    assert.equal(await entryAt(path), undefined, path);
  }
});
