import assert from "node:assert/strict";
import { test } from "node:test";
import type { Field } from "@fortiweave/catalog";
import type { LiveSchema } from "../place-facts.ts";
import { compareFields } from "./compare-fields.ts";

const KNOWN: Readonly<Record<string, Field>> = {
  name: { type: "string" },
  action: { type: "option", options: ["accept", "deny", { value: "learn", versions: [["6.0.0", "6.0"]] }] },
  "ztna-status": { type: "option", options: ["enable", "disable"], versions: [["7.0.0", null]] },
  rumour: { type: "string", versionsUnknown: true },
  member: { type: "table", mkey: "name", fields: { name: { type: "string" }, weight: { type: "integer" } } },
};

const live = (changes: Readonly<Record<string, LiveSchema>> = {}): Readonly<Record<string, LiveSchema>> => ({
  name: { type: "string" },
  action: { type: "option", options: [{ name: "accept" }, { name: "deny" }] },
  "ztna-status": { type: "option", options: [{ name: "enable" }, { name: "disable" }] },
  member: { category: "table", children: { name: {}, weight: {} } },
  ...changes,
});

const compare = (device: Readonly<Record<string, LiveSchema>>, version = "7.6.5") =>
  compareFields({ path: "firewall/x", version }, KNOWN, device).map(({ only, what, field, option }) =>
    [only, what, field, option].filter(Boolean).join(" "),
  );

test("the same on both sides is no finding, nor is what nobody knows for sure", () => {
  assert.deepEqual(compare(live()), []);
  assert.deepEqual(compare(live({ rumour: {} })), []);
});

test("fields and options that only one side has", () => {
  const { "ztna-status": _, ...older } = live({
    brandNew: {},
    action: { options: [{ name: "accept" }, { name: "isolate" }] },
  });
  assert.deepEqual(compare(older), [
    "device field brandNew",
    "catalogue field ztna-status",
    "device option action isolate",
    "catalogue option action deny",
  ]);
});

test("what the catalogue has of another version only counts as the device's own", () => {
  assert.deepEqual(compare(live({ action: { options: [{ name: "accept" }, { name: "deny" }, { name: "learn" }] } })), [
    "device option action learn",
  ]);
  assert.deepEqual(compare(live(), "6.4.2"), ["device field ztna-status"]);
});

test("child tables are compared in turn", () => {
  const device = live({ member: { children: { name: {}, comment: {} } } });
  assert.deepEqual(compare(device), ["device field member/comment", "catalogue field member/weight"]);
});

test("a device that lists no options, or no children, has not said that there are none", () => {
  assert.deepEqual(compare(live({ action: {}, member: { category: "unitary" } })), []);
});

test("a name that every object has is not found by accident", () => {
  assert.deepEqual(compare(live({ constructor: {} })), ["device field constructor"]);
});
