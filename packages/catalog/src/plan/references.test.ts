import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "../registry.ts";
import type { CmdbEntry } from "../types.ts";
import { offeredIn, referencesIn, withoutReferences } from "./references.ts";

const entryOf = async (path: string): Promise<CmdbEntry> => (await fortios.load("cmdb", path)) ?? assert.fail(path);

test("what an entry refers to, in fields, lists and objects", async () => {
  const { fields } = await entryOf("firewall/policy");
  const row = {
    srcaddr: [{ name: "web" }],
    schedule: "always",
    srcintf: [{ name: "any" }],
    poolname: [],
    comments: "x",
  };
  assert.deepEqual(
    referencesIn(row, fields).map(({ value, targets }) => [value, targets[0]]),
    [
      ["web", "firewall/address name"],
      ["always", "firewall.schedule/onetime name"],
    ],
  );
});

test("a field of several words refers to each of them", async () => {
  const { fields } = await entryOf("system/ha");
  const row = { monitor: '"port1" "port2"' };
  assert.deepEqual(
    referencesIn(row, fields).map(({ value }) => value),
    ["port1", "port2"],
  );
  assert.deepEqual(
    withoutReferences(row, fields, ({ value }) => value === "port1"),
    { monitor: "port2" },
  );
});

test("what an entry offers at a place", () => {
  const row = { name: "x", zone: [{ name: "a" }, { name: "b" }] };
  assert.deepEqual([...offeredIn(row, "system/sdwan zone name")], ["a", "b"]);
  assert.deepEqual([...offeredIn(row, "firewall/address name")], ["x"]);
  assert.deepEqual([...offeredIn(undefined, "firewall/address name")], []);
});

test("a reference is taken out: its entry from a list, else its field is left empty", async () => {
  const { fields } = await entryOf("system/sdwan");
  const row = {
    members: [{ "seq-num": 1, interface: "to-hq", cost: 5 }],
    service: [{ id: 1, "priority-zone": [{ name: "gone" }, { name: "kept" }] }],
  };
  const isGone = ({ value }: { readonly value: string }): boolean => value === "to-hq" || value === "gone";
  assert.deepEqual(withoutReferences(row, fields, isGone), {
    members: [{ "seq-num": 1, interface: "", cost: 5 }],
    service: [{ id: 1, "priority-zone": [{ name: "kept" }] }],
  });
});
