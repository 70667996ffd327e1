import assert from "node:assert/strict";
import { test } from "node:test";
import {
  absent,
  anything,
  between,
  bool,
  exactly,
  faultsOf,
  filled,
  holding,
  including,
  integer,
  lacking,
  listOf,
  matching,
  number,
  oneOf,
  optional,
  type Shape,
  someOf,
  text,
} from "./shape.ts";

function fits(value: unknown, shape: Shape, captured: Readonly<Record<string, unknown>> = {}): void {
  assert.deepEqual(faultsOf(value, shape, captured), []);
}

function fails(value: unknown, shape: Shape, ...lines: readonly string[]): void {
  assert.deepEqual(faultsOf(value, shape, {}), lines);
}

test("a literal fits itself alone", () => {
  for (const value of ["web", 5, true, null]) fits(value, value);
  fails("5", 5, 'body is "5", not 5');
  fails(null, "", 'body is null, not ""');
  fails(undefined, null, "body is nothing, not null");
});

test("kinds fit values of one type", () => {
  fits("", text);
  fits("a", filled);
  fits(1.5, number);
  fits(2, integer);
  fits(false, bool);
  for (const value of [null, [], {}, 0]) fits(value, anything);
  fails(5, text, "body is 5, not text");
  fails("", filled, 'body is "", not text that is not empty');
  fails("1", number, 'body is "1", not a number');
  fails(1.5, integer, "body is 1.5, not a whole number");
  fails(0, bool, "body is 0, not true or false");
});

test("matching, between and oneOf", () => {
  fits("v7.6.5", matching(/^v7/));
  fails("v6", matching(/^v7/), 'body is "v6", not text like /^v7/');
  fails(7, matching(/7/), "body is 7, not text like /7/");
  fits(5, between(1, 5));
  fails(6, between(1, 5), "body is 6, not from 1 to 5");
  fits(1, oneOf(text, integer));
  fails(null, oneOf("a", "b"), 'body fits none: body is null, not "a"; or body is null, not "b"');
});

test("exactly wants these keys and no others, at any depth", () => {
  fits({ a: 1, b: { c: "x" } }, { a: integer, b: { c: text } });
  fails({ a: 1 }, exactly({ a: 1, b: 2 }), "body.b is missing");
  fails({ a: 1, b: 2 }, exactly({ a: 1 }), "body.b should not be there");
  fails({ a: { b: 1, c: 2 } }, { a: { b: 1 } }, "body.a.c should not be there");
  fails([], exactly({}), "body is [], not an object");
  fails(null, exactly({}), "body is null, not an object");
});

test("including passes over other keys, but not inside of plain ones", () => {
  fits({ a: 1, b: 2 }, including({ a: 1 }));
  fails({ b: 2 }, including({ a: 1 }), "body.a is missing");
  fails({ a: { b: 1, c: 2 } }, including({ a: { b: 1 } }), "body.a.c should not be there");
  fails({ toString: 1 }, including({ valueOf: anything }), "body.valueOf is missing");
});

test("optional keys are checked where they are, absent ones must not be", () => {
  fits({}, { a: optional(integer) });
  fits({ a: 1 }, { a: optional(integer) });
  fails({ a: "1" }, { a: optional(integer) }, 'body.a is "1", not a whole number');
  fits({ b: 1 }, including({ a: absent }));
  fails({ a: null }, including({ a: absent }), "body.a is there: null");
});

test("a list fits value by value", () => {
  fits([1, "a"], [integer, text]);
  fails([1], [integer, text], "body has 1 values, not 2");
  fails(["a", 1], [integer, text], 'body[0] is "a", not a whole number', "body[1] is 1, not text");
  fails({ 0: 1 }, [integer], 'body is {"0":1}, not a list');
});

test("listOf and someOf want all values of one shape", () => {
  fits([], listOf(text));
  fits(["a", "b"], listOf(text, 2));
  fails(["a", 1], listOf(text), "body[1] is 1, not text");
  fails(["a"], listOf(text, 2), "body has 1 values, not 2");
  fails([], someOf(text), "body is empty");
  fails([1], someOf(text), "body[0] is 1, not text");
});

test("holding wants some values among any, lacking wants none of them", () => {
  const list = [{ name: "a", size: 1 }, { name: "b" }];
  fits(list, holding(including({ name: "b" }), including({ size: 1 })));
  assert.match(faultsOf(list, holding(including({ name: "c" })), {}).join(), /lacks.*closest: body\[0\]\.name is "a"/);
  fails([], holding(1), "body lacks anything");
  fits(list, lacking(including({ name: "c" })));
  fails(list, lacking(including({ name: "b" })), 'body[1] is there: {"name":"b"}');
  fails("a", lacking("a"), 'body is "a", not a list');
});

test("what was taken keeps its type where it is the whole text", () => {
  fits({ id: 7, name: "entry 7" }, { id: "{{id}}", name: "entry {{id}}" }, { id: 7 });
  assert.deepEqual(faultsOf("7", "{{id}}", { id: 7 }), ['body is "7", not 7']);
  assert.throws(() => faultsOf(1, "{{id}}", {}), /No step took \{\{id\}\}/);
});
