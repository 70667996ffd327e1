import assert from "node:assert/strict";
import { test } from "node:test";
import { planShards } from "./plan-shards.ts";

function endpoints(count: number, group: string, size: number): { entry: { path: string }; line: string }[] {
  return Array.from({ length: count }, (_, at) => ({ entry: { path: `${group}/${at}` }, line: "x".repeat(size) }));
}

test("a large group is split and numbered", () => {
  const shards = planShards("cmdb", endpoints(5, "system", 30_000));
  assert.deepEqual(
    shards.map(({ name, items }) => [name, items.length]),
    [
      ["cmdb-system-1", 2],
      ["cmdb-system-2", 2],
      ["cmdb-system-3", 1],
    ],
  );
});

test("small neighbours share a shard, which is named for its first and last group", () => {
  const facts = [...endpoints(1, "a", 10), ...endpoints(1, "b.x", 10), ...endpoints(1, "c", 10)];
  assert.deepEqual(
    planShards("monitor", facts).map(({ name, items }) => [name, items.length]),
    [["monitor-a-c", 3]],
  );
});

test("every endpoint is in one shard, in order, and no name is used twice", () => {
  const facts = ["a", "b", "c", "d"].flatMap((group, at) => endpoints(3, group, 9_000 * (at + 1)));
  const shards = planShards("cmdb", facts);
  assert.deepEqual(
    shards.flatMap(({ items }) => items),
    facts,
  );
  assert.equal(new Set(shards.map(({ name }) => name)).size, shards.length);
});
