import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createCommitted } from "./committed.ts";
import type { Edit } from "./edit.ts";
import { createLayer } from "./layer.ts";

const TABLES = ["t/one", "t/two"];
const KEYS = ["a", "b", "c", "d"];

/** Edits as verbs make them: only what is there is removed, renamed or moved. */
const edit: fc.Arbitrary<Edit> = fc
  .record({
    table: fc.constantFrom(...TABLES),
    key: fc.constantFrom(...KEYS),
    value: fc.integer({ min: 0, max: 9 }),
    kind: fc.constantFrom("put", "put", "remove", "rename", "place"),
    other: fc.constantFrom(...KEYS),
    where: fc.constantFrom("before" as const, "after" as const),
  })
  .map(({ table, key, value, kind, other, where }) => {
    const entry = { name: key, value };
    if (kind === "remove") return { table, key, entry: undefined };
    if (kind === "rename" && other !== key) return { table, key, entry, from: other };
    if (kind === "place" && other !== key) return { table, key, entry, position: { where, key: other } };
    return { table, key, entry };
  });

const edits = fc.array(edit, { maxLength: 25 });

function contentOf(view: { rows(table: string): ReadonlyMap<string, unknown> }): unknown {
  return TABLES.map((table) => [...view.rows(table)]);
}

test("a layer shows what is below with its own edits made", () => {
  fc.assert(
    fc.property(edits, edits, (below, own) => {
      const [committed, wanted] = [createCommitted(), createCommitted()];
      committed.apply(below);
      wanted.apply([...below, ...own]);
      const layer = createLayer(committed);
      layer.apply(own);
      assert.deepEqual(contentOf(layer), contentOf(wanted));
      for (const table of TABLES) {
        for (const key of KEYS) assert.deepEqual(layer.get(table, key), wanted.get(table, key));
      }
      assert.deepEqual(new Set(layer.tables("t")), new Set(wanted.tables("t")));
    }),
  );
});

test("it tells single entries right before anybody has asked for whole tables", () => {
  fc.assert(
    fc.property(edits, edits, (below, own) => {
      const [committed, wanted] = [createCommitted(), createCommitted()];
      committed.apply(below);
      wanted.apply([...below, ...own]);
      const layer = createLayer(committed);
      layer.apply(own);
      for (const key of KEYS) assert.deepEqual(layer.get("t/one", key), wanted.get("t/one", key));
    }),
  );
});

test("a view that was looked at follows what is done later, here and below", () => {
  fc.assert(
    fc.property(edits, edits, edits, (first, second, later) => {
      const committed = createCommitted();
      const layer = createLayer(committed);
      layer.apply(first);
      contentOf(layer);
      layer.apply(second);
      committed.apply(later);
      const wanted = createCommitted();
      wanted.apply([...later, ...layer.edits()]);
      assert.deepEqual(contentOf(layer), contentOf(wanted));
    }),
  );
});

test("what is taken out of a layer and made below leaves the same to see", () => {
  fc.assert(
    fc.property(edits, edits, (below, own) => {
      const committed = createCommitted();
      committed.apply(below);
      const layer = createLayer(committed);
      layer.apply(own);
      const before = contentOf(layer);
      committed.apply(layer.take(() => true));
      assert.deepEqual(contentOf(committed), before);
      assert.deepEqual(contentOf(layer), before);
      assert.deepEqual(layer.edits(), []);
    }),
  );
});

test("what is not taken stays", () => {
  const committed = createCommitted();
  const layer = createLayer(committed);
  layer.apply([
    { table: "t/one", key: "a", entry: { value: 1 } },
    { table: "t/one", key: "b", entry: { value: 2 } },
    { table: "t/two", key: "a", entry: { value: 3 } },
  ]);
  const taken = layer.take(({ table, key }) => table === "t/one" && key === "a");
  assert.deepEqual(taken, [{ table: "t/one", key: "a", entry: { value: 1 } }]);
  const left = layer.spots(() => true).map(({ table, key }) => `${table} ${key}`);
  assert.deepEqual(left.sort(), ["t/one b", "t/two a"]);
});
