import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "../registry.ts";
import type { CmdbEntry } from "../types.ts";
import { splitByVersion } from "./version-split.ts";

const entryOf = async (path: string): Promise<CmdbEntry> => (await fortios.load("cmdb", path)) ?? assert.fail(path);

test("fields of other versions are taken out and named", async () => {
  const address = await entryOf("firewall/address");
  const wanted = { name: "web", "hw-model": "x", nonsense: 1 };
  assert.deepEqual(splitByVersion(wanted, address, { version: "7.2.11" }), {
    values: { name: "web", nonsense: 1 },
    skipped: ["hw-model"],
  });
  for (const version of ["7.4.12", undefined])
    assert.deepEqual(splitByVersion(wanted, address, { version }), { values: wanted, skipped: [] });
});

test("nothing is known of a table that no catalogue has", () => {
  assert.deepEqual(splitByVersion({ a: 1 }, undefined, { version: "7.2.11" }), { values: { a: 1 }, skipped: [] });
});

test("also inside entries and objects, and never a key", () => {
  const since = { type: "string", versions: [["7.6.0", null]] } as const;
  const group = {
    mkey: "name",
    fields: {
      name: since,
      list: { type: "table", mkey: "id", fields: { id: since, old: { type: "string" }, new: since } },
      object: { type: "object", fields: { new: since, old: { type: "string" } } },
      state: { type: "string", readonly: true },
    },
  } as const;
  const wanted = { name: "a", list: [{ id: 1, old: "x", new: "y" }, "odd"], object: { new: 1, old: 2 }, state: "up" };
  assert.deepEqual(splitByVersion(wanted, group, { version: "7.4.8" }), {
    values: { name: "a", list: [{ id: 1, old: "x" }, "odd"], object: { old: 2 } },
    skipped: ["list.new", "object.new", "state"],
  });
});

test("where the sources are not sure, what the device shows decides", () => {
  const gap = {
    type: "string",
    versions: [
      ["7.0.0", "7.0"],
      ["7.4.0", null],
    ],
  } as const;
  const group = { fields: { model: gap } };
  const split = (row?: Record<string, unknown>) =>
    splitByVersion({ model: "x" }, group, { version: "7.2.5", row }).skipped;
  assert.deepEqual([split(), split({ model: "" }), split({})], [[], [], ["model"]]);
});
