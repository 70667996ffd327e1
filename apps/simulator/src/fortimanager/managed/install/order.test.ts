import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { createSchemas } from "../../../cmdb/schema.ts";
import type { Move } from "./change.ts";
import { movesFor } from "./order.ts";

const schema = await createSchemas(fortios, "7.6.5").load("firewall/policy");
assert.ok(schema);
const at = { path: "firewall/policy", vdom: "root", schema };

function moves(present: string, wanted: string): Move[] {
  return movesFor([...present], [...wanted], at);
}

function carriedOut(present: string, wanted: string): string {
  const order = [...new Set([...present].filter((key) => wanted.includes(key)).concat([...wanted]))];
  for (const { key, side, neighbour } of moves(present, wanted)) {
    order.splice(order.indexOf(key), 1);
    order.splice(order.indexOf(neighbour) + (side === "after" ? 1 : 0), 0, key);
  }
  return order.join("");
}

test("what stands in order is left alone", () => {
  assert.deepEqual(moves("123", "123"), []);
  assert.deepEqual(moves("1x2y3", "123"), []);
  assert.deepEqual(moves("12", "123"), []);
});

test("one entry out of place is one move, whichever way it goes", () => {
  assert.deepEqual(
    moves("1234", "2341").map(({ key, side, neighbour }) => `${key} ${side} ${neighbour}`),
    ["1 after 4"],
  );
  assert.deepEqual(
    moves("1234", "4123").map(({ key, side, neighbour }) => `${key} ${side} ${neighbour}`),
    ["4 before 1"],
  );
});

/** All orders of some letters. */
function ordersOf(letters: string): string[] {
  if (letters.length < 2) return [letters];
  return [...letters].flatMap((first) => ordersOf(letters.replace(first, "")).map((rest) => first + rest));
}

test("the moves lead to the wanted order, from every other", () => {
  for (const present of ordersOf("abcd")) {
    for (const wanted of ordersOf("abcde"))
      assert.equal(carriedOut(present, wanted), wanted, `${present} -> ${wanted}`);
  }
});
