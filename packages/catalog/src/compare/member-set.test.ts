import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toAdd, toRemove } from "./member-set.ts";

// Few different names, so that the sets overlap.
const names: fc.Arbitrary<string[]> = fc.array(fc.constantFrom("a", "b", "c", "web/1", "é", ""), { maxLength: 8 });

test("adding leads to the union and adds nothing twice", () => {
  fc.assert(
    fc.property(names, names, (current, wanted) => {
      const added = toAdd(current, wanted);
      assert.deepEqual(new Set([...current, ...added]), new Set([...current, ...wanted]));
      assert.equal(new Set(added).size, added.length);
      assert.ok(added.every((name) => !current.includes(name)));
    }),
  );
});

test("removing leads to the difference and removes only what is there", () => {
  fc.assert(
    fc.property(names, names, (current, unwanted) => {
      const removed = toRemove(current, unwanted);
      const left = current.filter((name) => !removed.includes(name));
      assert.deepEqual(new Set(left), new Set(current.filter((name) => !unwanted.includes(name))));
      assert.equal(new Set(removed).size, removed.length);
      assert.ok(removed.every((name) => current.includes(name)));
    }),
  );
});

test("adding and then removing the same names gives back what was there", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), names, (current, names) => {
      const added = toAdd(current, names);
      const after = [...current, ...added];
      assert.deepEqual(
        after.filter((name) => !toRemove(after, added).includes(name)),
        current,
      );
    }),
  );
});

test("a second run has nothing to do", () => {
  fc.assert(
    fc.property(names, names, (current, wanted) => {
      assert.deepEqual(toAdd([...current, ...toAdd(current, wanted)], wanted), []);
      assert.deepEqual(
        toRemove(
          current.filter((name) => !wanted.includes(name)),
          wanted,
        ),
        [],
      );
    }),
  );
});

test("the order asked for is kept", () => {
  assert.deepEqual(toAdd(["b"], ["c", "b", "a", "c"]), ["c", "a"]);
  assert.deepEqual(toRemove(["a", "b", "c"], ["c", "x", "a"]), ["c", "a"]);
});
