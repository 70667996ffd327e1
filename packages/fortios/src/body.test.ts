import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { isFortiError } from "@fortiweave/core";
import { toBody } from "./body.ts";

function refused(value: unknown, message: string): void {
  assert.throws(
    () => toBody(value, "update x/y"),
    (error) => isFortiError(error, "INVALID_INPUT") && error.message === `Cannot update x/y: ${message}`,
  );
}

test("what can be JSON stays, without undefined values and the device's own key", () => {
  const given = { name: "web", color: 3, on: true, none: null, gone: undefined, q_origin_key: "web" };
  const kept = { name: "web", color: 3, on: true, none: null };
  assert.deepEqual(toBody({ ...given, list: [given, "x"] }, "update x/y"), { ...kept, list: [kept, "x"] });
});

test("plain objects may come from elsewhere, and stand in two places", () => {
  const one = { name: "a" };
  assert.deepEqual(toBody({ list: [one, one] }, "update x/y"), { list: [one, one] });
  assert.deepEqual(toBody(Object.assign(Object.create(null), one), "update x/y"), one);
  assert.deepEqual(toBody(runInNewContext("({ inner: { name: 'a' } })"), "update x/y"), { inner: one });
});

test("what JSON would lose in silence is refused by its name", () => {
  class Address {}
  refused({ start: new Date(0) }, '"start" cannot be sent (Date)');
  refused({ a: { b: [new Map()] } }, '"a.b.0" cannot be sent (Map)');
  refused({ a: new Address() }, '"a" cannot be sent (Address)');
  refused({ color: Number.NaN }, '"color" cannot be sent (NaN)');
  refused({ color: 1n }, '"color" cannot be sent (bigint)');
  refused({ list: [undefined] }, '"list.0" cannot be sent (undefined)');
  refused({ f: () => 1 }, '"f" cannot be sent (function)');
});

test("what contains itself is refused", () => {
  const ring: Record<string, unknown> = { name: "a" };
  ring.inner = { list: [ring] };
  refused(ring, '"inner.list.0" cannot be sent (it contains itself)');
});

test("anything but an object is refused, and never shown", () => {
  const needed = "an object with the names of fields is needed, not";
  refused(null, `${needed} null`);
  refused(undefined, `${needed} undefined`);
  refused([], `${needed} Array`);
  refused(new Map(), `${needed} Map`);
  refused("geheim", `${needed} string`);
});
