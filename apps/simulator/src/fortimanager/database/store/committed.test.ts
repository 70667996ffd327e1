import assert from "node:assert/strict";
import { test } from "node:test";
import { createCommitted } from "./committed.ts";

const TABLES = [
  "dvmdb/adom",
  "cli/global/system/global",
  "pm/config/adom/root/obj/firewall/address",
  "pm/config/adom/rootp/obj/firewall/address",
  "pm/config/device/FGT/global/system/global",
  "pm/config/device/FGT2/global/system/global",
];

function filled(): ReturnType<typeof createCommitted> {
  const committed = createCommitted();
  committed.apply(TABLES.map((table) => ({ table, key: "a", entry: { name: "a" } })));
  return committed;
}

test("the tables at or below a url are found, however much of it there is", () => {
  const committed = filled();
  for (const [prefix, found] of [
    ["", TABLES],
    ["dvmdb/adom", [TABLES[0]]],
    ["cli/global", [TABLES[1]]],
    ["cli/global/system/global", [TABLES[1]]],
    ["pm/config/adom/", [TABLES[2], TABLES[3]]],
    ["pm/config/adom/root", [TABLES[2]]],
    ["pm/config/adom/root/obj", [TABLES[2]]],
    ["pm/config/device/FGT/", [TABLES[4]]],
    ["pm/config/device/FGT/global/system/global", [TABLES[4]]],
    ["pm/config/device/FGT/global/system/glob", []],
  ] as const) {
    assert.deepEqual(committed.tables(prefix), found, prefix);
  }
  committed.apply([{ table: "pm/config/adom/root/obj/firewall/address", key: "a", entry: undefined }]);
  assert.deepEqual(committed.tables("pm/config/adom/root"), []);
});

test("each change moves the versions of what it is below, and a new start those of all", () => {
  const committed = filled();
  const prefixes = ["", "pm/config/adom/root", "pm/config/adom/rootp", "pm/config/device/FGT/"];
  const versions = () => prefixes.map((prefix) => committed.versionBelow(prefix));
  const before = versions();
  committed.apply([{ table: "pm/config/adom/root/obj/firewall/address", key: "a", entry: undefined }]);
  assert.deepEqual(
    versions().map((version, index) => version > (before[index] ?? 0)),
    [true, true, false, false],
  );
  const table = committed.version("pm/config/device/FGT/global/system/global");
  committed.clear();
  assert.ok(versions().every((version, index) => version > (before[index] ?? 0)));
  assert.ok(committed.version("pm/config/device/FGT/global/system/global") > table);
});
