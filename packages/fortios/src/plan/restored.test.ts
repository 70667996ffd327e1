import assert from "node:assert/strict";
import { test } from "node:test";
import { type CmdbEntry, fortios } from "@fortiweave/catalog";
import { restored } from "./restored.ts";

const entryOf = async (path: string): Promise<CmdbEntry> => (await fortios.load("cmdb", path)) ?? assert.fail(path);

test("fields come back as they were, and to their defaults where they were not", async () => {
  const address = await entryOf("firewall/address");
  const row = { name: "web", q_origin_key: "web", comment: "x", subnet: "10.0.0.1 255.255.255.255" };
  assert.deepEqual(restored(row, ["comment", "color", "tagging", "q_origin_key"], address, "7.6.5"), {
    values: { comment: "x", color: 0, tagging: [] },
    lost: [],
  });
});

test("secrets are lost, also those of child tables, and never sent as the device shows them", async () => {
  const bgp = await entryOf("router/bgp");
  const neighbor = { ip: "192.0.2.1", q_origin_key: "192.0.2.1", "remote-as": "65001", password: "ENC XXXX" };
  const { values, lost } = restored({ neighbor: [neighbor] }, ["neighbor"], bgp, "7.6.5");
  assert.deepEqual(lost, ["neighbor.password"]);
  assert.deepEqual(values, { neighbor: [{ ip: "192.0.2.1", "remote-as": "65001" }] });
  const user = await entryOf("user/local");
  assert.deepEqual(restored({ passwd: "ENC XXXX" }, ["passwd"], user, undefined).lost, ["passwd"]);
  assert.deepEqual(restored({ passwd: "" }, ["passwd"], user, undefined).lost, [], "an empty one is none");
});
