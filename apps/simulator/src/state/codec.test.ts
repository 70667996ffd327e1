import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decode, encode } from "./codec.ts";

function throughJson(value: unknown): unknown {
  return decode(JSON.parse(JSON.stringify(encode(value))));
}

const { value: any } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string({ minLength: 1, maxLength: 3 }), fc.constant("$")), tie("value"), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    fc.array(fc.tuple(fc.string(), tie("value")), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.uniqueArray(fc.string(), { maxLength: 3 }).map((values) => new Set(values)),
  ),
}));

test("whatever goes in comes out", () => {
  fc.assert(
    fc.property(any, (value) => {
      const back = throughJson(value);
      assert.deepEqual(back, value);
    }),
  );
});

test("what was one object is one again, inside of another too", () => {
  const inner = { a: [1] };
  const outer = { inner };
  const back = throughJson({ one: outer, two: [outer, inner], map: new Map([["x", inner]]) }) as {
    one: { inner: object };
    two: [object, object];
    map: Map<string, object>;
  };
  assert.equal(back.one, back.two[0]);
  assert.equal(back.one.inner, back.two[1]);
  assert.equal(back.map.get("x"), back.two[1]);
  assert.deepEqual(encode({ one: outer, two: outer }).shared.length, 1);
});

test("what is not of this kind is refused", () => {
  assert.throws(() => decode({ shared: [], value: { $: "shared", of: 3 } }), /Nothing is shared at 3/);
  assert.throws(() => decode({ shared: [], value: { $: "bag" } }), /marked "bag"/);
});
