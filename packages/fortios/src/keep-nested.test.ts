import assert from "node:assert/strict";
import { test } from "node:test";
import { type Field, fortios } from "@fortiweave/catalog";
import { isFortiError } from "@fortiweave/core";
import { keepNested } from "./keep-nested.ts";

const bgp = (await fortios.load("cmdb", "router/bgp"))?.fields ?? assert.fail();
const keep = (wanted: unknown, actual: unknown, field?: Field): unknown =>
  keepNested(wanted, actual, field, "router/bgp x");

test("an entry keeps the fields that nobody mentions", () => {
  const actual = [{ ip: "192.0.2.1", q_origin_key: "192.0.2.1", "remote-as": 65001, weight: 10 }];
  assert.deepEqual(keep([{ ip: "192.0.2.1", "remote-as": 65002 }, { ip: "192.0.2.2" }], actual, bgp.neighbor), [
    { weight: 10, ip: "192.0.2.1", "remote-as": 65002 },
    { ip: "192.0.2.2" },
  ]);
});

test("without a catalogue the key is the field that holds the origin key", () => {
  const actual = [{ id: 7, q_origin_key: 7, colour: "red", size: 1 }];
  assert.deepEqual(keep([{ id: 7, size: 2 }], actual), [{ id: 7, colour: "red", size: 2 }]);
  assert.deepEqual(keep([{ size: 2 }], actual), [{ size: 2 }], "an entry without a key has no counterpart");
});

test("a secret that would be lost is refused, and one that is given is sent", () => {
  const actual = [{ ip: "192.0.2.1", q_origin_key: "192.0.2.1", password: "ENC XXXX", weight: 1 }];
  assert.throws(
    () => keep([{ ip: "192.0.2.1", weight: 2 }], actual, bgp.neighbor),
    (error) => isFortiError(error, "INVALID_INPUT") && /"192\.0\.2\.1" would lose its password/.test(error.message),
  );
  assert.deepEqual(keep([{ ip: "192.0.2.1", weight: 2, password: "new" }], actual, bgp.neighbor), [
    { ip: "192.0.2.1", weight: 2, password: "new" },
  ]);
  const shown = [{ ip: "192.0.2.1", q_origin_key: "192.0.2.1", password: "old" }];
  assert.deepEqual(keep([{ ip: "192.0.2.1", weight: 2 }], shown, bgp.neighbor), [
    { password: "old", ip: "192.0.2.1", weight: 2 },
  ]);
  const unset = [{ ip: "192.0.2.1", q_origin_key: "192.0.2.1", password: "" }];
  assert.deepEqual(keep([{ ip: "192.0.2.1", weight: 2 }], unset, bgp.neighbor), [
    { password: "", ip: "192.0.2.1", weight: 2 },
  ]);
});

test("lists inside objects and plain values", () => {
  const actual = { rule: [{ id: 1, q_origin_key: 1, a: 1, b: 2 }], other: 1 };
  assert.deepEqual(keep({ rule: [{ id: 1, a: 5 }] }, actual), { rule: [{ id: 1, a: 5, b: 2 }] });
  assert.equal(keep("x", "y"), "x");
  assert.deepEqual(keep([{ name: "a" }], undefined), [{ name: "a" }]);
});
