import assert from "node:assert/strict";
import { test } from "node:test";
import { type DeviceState, differences } from "./compare.ts";

const state = (entries: Record<string, Record<string, unknown>>): DeviceState => new Map(Object.entries(entries));

test("equal states do not differ, whatever the order of entries and fields", () => {
  const left = state({ a: { x: 1, y: ["m"] }, b: {} });
  const right = state({ b: {}, a: { y: ["m"], x: 1 } });
  assert.deepEqual(differences(["deno", left], ["n8n", right]), []);
});

test("an entry that is only on one side is named, on either side", () => {
  const left = state({ "firewall/address web": { subnet: "x" } });
  assert.deepEqual(differences(["deno", left], ["n8n", state({})]), ["firewall/address web is only on deno"]);
  assert.deepEqual(differences(["deno", state({})], ["n8n", left]), ["firewall/address web is only on n8n"]);
});

test("a field that differs is shown with both values, also when one side lacks it", () => {
  const left = state({ "firewall/addrgrp blocked": { member: ["a", "b"] } });
  const right = state({ "firewall/addrgrp blocked": { member: ["a"], color: 3 } });
  assert.deepEqual(differences(["deno", left], ["n8n", right]), [
    'firewall/addrgrp blocked, member: deno has ["a","b"], n8n has ["a"]',
    "firewall/addrgrp blocked, color: deno has nothing, n8n has 3",
  ]);
});
