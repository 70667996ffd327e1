import assert from "node:assert/strict";
import { test } from "node:test";
import { planText } from "./plan-text.ts";
import type { PlanJson, PlanStep } from "./types.ts";

const plan = (steps: readonly Omit<PlanStep, "id" | "dependsOn">[], more: Partial<PlanJson> = {}): string =>
  planText({
    options: {},
    steps: steps.map((step, index) => ({ id: index + 1, dependsOn: [], ...step })),
    unchanged: 3,
    warnings: [],
    obstacles: [],
    ...more,
  });

test("each step is one block, and the first line sums them up", () => {
  const steps: Omit<PlanStep, "id" | "dependsOn">[] = [
    {
      action: "create",
      table: "firewall/address",
      mkey: "web",
      changes: [{ field: "subnet", before: undefined, after: "10.0.0.5/32" }],
    },
    {
      action: "update",
      table: "system/global",
      changes: [{ field: "hostname", before: undefined, after: "edge" }],
    },
    { action: "move", table: "firewall/policy", mkey: 7, changes: [], to: { after: 3 } },
    { action: "move", table: "firewall/policy", mkey: 8, changes: [], to: { before: 7 } },
    {
      action: "delete",
      table: "firewall/address",
      mkey: "old",
      changes: [{ field: "color", before: 3, after: undefined }],
    },
  ];
  const warnings = [{ kind: "lock-out", table: "system/global", message: "system/global: take care" }] as const;
  const obstacles = [{ kind: "in-use", table: "firewall/address", message: "in use" }] as const;
  assert.equal(
    plan(steps, { vdom: "root", version: "7.6.5", warnings, obstacles }),
    `Plan for VDOM root, FortiOS 7.6.5: 1 to create, 1 to update, 1 to delete, 2 to move; 3 unchanged

   1 + firewall/address "web"
         subnet: "10.0.0.5/32"

   2 ~ system/global
         hostname: "" -> "edge"

   3 > firewall/policy 7 after 3

   4 > firewall/policy 8 before 7

   5 - firewall/address "old"
         color: 3

Warnings:
  ! system/global: take care

Cannot be applied:
  ! in use`,
  );
  assert.equal(plan([]), "Plan: nothing to do; 3 unchanged");
});

test("of a list, what comes, goes and changes", () => {
  const lines = (before: unknown, after: unknown): string =>
    plan([{ action: "update", table: "t", mkey: 1, changes: [{ field: "list", before, after }] }])
      .split("\n")
      .at(-1) ?? "";
  const [a, b] = ["a", "b"].map((name) => ({ name, q_origin_key: name }));
  assert.equal(lines([a, b], [{ name: "b" }, { name: "c" }]), '         list: - "a", + "c"');
  assert.equal(lines([a, b], [{ name: "b" }, { name: "a" }]), '         list: ["a","b"] -> ["b","a"]');
  assert.equal(
    lines([{ id: 1, q_origin_key: 1, weight: 5, as: "1" }], [{ id: 1, weight: 6, as: "1" }]),
    '         list: ~ "1" (weight: 5 -> 6)',
  );
});

test("no value can pass for a line of the plan, and a long one is cut", () => {
  const comment = "x\n   2 - firewall/policy 1\u001b[2K\u202etxt";
  const text = plan([
    { action: "create", table: "t", mkey: "a\nb", changes: [{ field: "comment", before: undefined, after: comment }] },
    { action: "create", table: "t", mkey: 1, changes: [{ field: "long", before: undefined, after: "y".repeat(5000) }] },
  ]);
  assert.equal(text.split("\n").length, 7);
  for (const sign of ["\u001b", "\u202e"]) assert.ok(!text.includes(sign));
  assert.match(text, /\(5002 characters\)$/);
  assert.ok(text.length < 700);
});
