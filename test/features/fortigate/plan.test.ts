import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiGate, isFortiError, type PlanDocument, type PlanStep, planText } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";
import { document, furnish } from "../../contract/office.ts";

const device = await openDevice();

beforeEach(() => device.reset());

/** The order of carrying out: `create firewall/address mail`. */
const inWords = ({ action, table, mkey = "" }: PlanStep): string => `${action} ${table} ${mkey}`.trim();

async function office(): Promise<FortiGate> {
  const fgt = device.connect({ retry: { maxRetries: 0 } });
  await furnish(fgt);
  await device.forget();
  return fgt;
}

test("feature plan: a document over many tables becomes a plan, and nothing is written yet", async () => {
  await using fgt = await office();
  const before = await device.snapshot();
  const { steps, unchanged, isEmpty, warnings, obstacles } = await fgt.plan(document);
  assert.deepEqual([steps.length, unchanged, isEmpty, warnings, obstacles], [12, 1, false, [], []]);
  assert.ok((await device.requests()).every(({ method }) => method === "GET"));
  assert.deepEqual(await device.snapshot(), before);
});

test("feature plan: what is referred to is made before, and goes after, whatever the document's order", async () => {
  await using fgt = await office();
  const { steps } = await fgt.plan(document);
  const at = (words: string): number => steps.findIndex((step) => inWords(step) === words);
  assert.ok(at("create firewall/address mail") < at("create firewall/policy 5"));
  assert.ok(at("create firewall/address mail") < at("update firewall/addrgrp servers"));
  assert.ok(at("update firewall/addrgrp servers") < at("delete firewall/address old"));
  for (const { id, dependsOn } of steps) assert.ok(dependsOn.every((needed) => needed < id));
});

test("feature plan: a diff that a person can approve, and the same as JSON, neither with a secret", async () => {
  await using fgt = await office();
  const plan = await fgt.plan(document);
  const text = plan.text();
  assert.match(text, /^Plan for FortiOS 7\.6\.5: 3 to create, 4 to update, 2 to delete, 3 to move; 1 unchanged\n/);
  assert.match(text, /~ firewall\/addrgrp "servers"\n +comment: "" -> "all"\n +member: - "old", \+ "mail"\n/);
  assert.match(text, /~ firewall\/address "web"\n +subnet: "10\.0\.0\.2 255\.255\.255\.255" -> "10\.0\.0\.22\/32"\n/);
  assert.match(text, /> firewall\/policy 4 after 5\n/);
  const json = JSON.stringify(plan);
  assert.equal(planText(JSON.parse(json)), text);
  assert.doesNotMatch(text + json, /geheim/);
});

test("feature plan: a dry run and a read-only client send no write, and show what would be sent", async () => {
  await using fgt = await office();
  const dry = await fgt.apply(await fgt.plan(document), { dryRun: true });
  await using simulating = device.connect({ readOnly: true });
  const simulated = await simulating.apply(await simulating.plan(document));
  assert.deepEqual([dry.ok, dry.mode, dry.simulated.length], [true, "dry-run", 12]);
  assert.deepEqual(simulated.simulated, dry.simulated);
  assert.equal(dry.simulated[0]?.request.path, "/api/v2/cmdb/firewall/address");
  assert.doesNotMatch(JSON.stringify(dry), /geheim/);
  assert.ok((await device.requests()).every(({ method }) => method === "GET"));
});

for (const [how, transaction] of [
  ["in a transaction", true],
  ["step by step", false],
] as const) {
  test(`feature plan: applied ${how} it is done, and planned again there is nothing to do`, async () => {
    await using fgt = await office();
    const plan = await fgt.plan(document);
    const { ok, mode, applied } = await fgt.apply(plan, { transaction });
    assert.deepEqual([ok, mode, applied], [true, transaction ? "transaction" : "steps", plan.steps]);
    assert.deepEqual(
      (await fgt.cmdb("firewall/policy").list()).map(({ policyid }) => policyid),
      [5, 4, 2, 1],
    );
    const again = await fgt.plan(document);
    assert.ok(again.isEmpty, again.text());
    assert.equal((await fgt.apply(again)).mode, "none");
  });

  test(`feature plan: ${how}, when a step fails, all is as it was`, async () => {
    await using fgt = await office();
    const before = await device.snapshot();
    const plan = await fgt.plan(document);
    await device.fault({ kind: "status", times: 1, match: { method: "DELETE", path: "firewall/address/old" } });
    const { ok, failed, applied, rolledBack, notRolledBack } = await fgt.apply(plan, { transaction });
    assert.deepEqual([ok, failed.length, applied, rolledBack.length, notRolledBack], [false, 1, [], 11, []]);
    assert.equal(failed[0]?.error.code, "DEVICE_ERROR");
    assert.deepEqual(await device.snapshot(), before);
  });
}

test("feature plan: a device that has no transactions, or not for one of the tables, gets it step by step", async () => {
  for (const match of [{ path: "action=transaction-start" }, { method: "PUT", path: "system/global" }]) {
    await device.reset();
    await using fgt = await office();
    const plan = await fgt.plan(document);
    await device.fault({ kind: "status", status: 405, times: 1, match });
    const { ok, mode } = await fgt.apply(plan);
    assert.deepEqual([ok, mode], [true, "steps"]);
    assert.ok((await fgt.plan(document)).isEmpty);
  }
});

test("feature plan: every step is heard of as it happens", async () => {
  await using fgt = await office();
  const heard: string[] = [];
  const { durationMs } = await fgt.apply(await fgt.plan(document), {
    onStep: ({ step, status, total }) => heard.push(`${status} ${step.id}/${total}`),
  });
  assert.deepEqual(heard.slice(0, 4), ["started 1/12", "done 1/12", "started 2/12", "done 2/12"]);
  assert.equal(heard.length, 24);
  assert.ok(durationMs >= 0);
});

test("feature plan: a plan is carried out as it was approved, or not at all", async () => {
  await using fgt = await office();
  const plan = await fgt.plan(document);
  const stored = JSON.parse(JSON.stringify(plan));
  await fgt.cmdb("firewall/address").update("web", { subnet: "10.0.0.99/32" });
  const isStale = (error: unknown): boolean => isFortiError(error, "VERIFY_FAILED");
  await assert.rejects(fgt.apply(plan), isStale);
  await assert.rejects(fgt.apply(stored, { document }), isStale);
  await fgt.cmdb("firewall/address").update("web", { subnet: "10.0.0.2/32" });
  assert.equal((await fgt.apply(stored, { document })).ok, true);
});

test("feature plan: what would fail or do harm is said before", async () => {
  await using fgt = await office();
  const wanted: PlanDocument = {
    "firewall/address": { absent: ["old"] },
    "firewall/policy": {
      ensure: [
        {
          policyid: 9,
          srcintf: [{ name: "any" }],
          dstintf: [{ name: "any" }],
          srcaddr: [{ name: "all" }],
          dstaddr: [{ name: "all" }],
          service: [{ name: "ALL" }],
          schedule: "always",
          action: "accept",
        },
      ],
    },
  };
  const plan = await fgt.plan(wanted);
  assert.deepEqual(
    plan.warnings.map(({ kind, mkey }) => [kind, mkey]),
    [["open-policy", 9]],
  );
  assert.deepEqual(
    plan.obstacles.map(({ kind, mkey }) => [kind, mkey]),
    [["in-use", "old"]],
  );
  assert.match(plan.text(), /firewall\/addrgrp "servers" would still use it/);
  await assert.rejects(fgt.apply(plan), (error) => isFortiError(error, "IN_USE"));
  await assert.rejects(
    fgt.plan({ "firewall/address": { ensure: [{ name: "a", color: 99 }] }, "system/global": { admintimeout: 9999 } }),
    (error) => isFortiError(error, "INVALID_INPUT") && /"color".*"admintimeout"/.test(error.message),
  );
});

test("feature plan: what the document does not name is deleted only where it says so, and only when that is allowed", async () => {
  await using fgt = await office();
  const wanted: PlanDocument = {
    "user/local": { ensure: [{ name: "ann", type: "password", passwd: "geheim-4" }], exact: true },
  };
  await assert.rejects(
    fgt.plan(wanted),
    (error) => isFortiError(error, "INVALID_INPUT") && /purge/.test(error.message),
  );
  const plan = await fgt.plan(wanted, { purge: true });
  assert.deepEqual(plan.steps.map(inWords), ["create user/local ann", "delete user/local visitor"]);
  assert.equal((await fgt.apply(plan)).ok, true);
  assert.deepEqual(
    (await fgt.cmdb("user/local").list()).map(({ name }) => name),
    ["guest", "ann"],
    "what the device came with stays",
  );
});
