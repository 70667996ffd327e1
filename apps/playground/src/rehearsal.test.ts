import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";
import { connectFortiGate, type FortiGate, token } from "@fortiweave/fortios";
import { screenAlert } from "@fortiweave/fortios/quarantine";
import { type FortiGateHandle, type Simulator, startSimulator } from "@fortiweave/simulator";
import type { Answer, Step } from "./answers.ts";
import { readFixtures } from "./fixtures.ts";
import { rehearse } from "./rehearsal.ts";
import { disagreements, renderResults } from "./report.ts";
import { seedBlockedGroups } from "./seed.ts";
import type { Surface } from "./surfaces/surface.ts";

/** How a surface does the three steps; answers those that changed something. */
type Work = (
  device: FortiGate,
  verdict: Extract<ReturnType<typeof screenAlert>, { verdict: "block" }>,
) => Promise<Step[]>;

const faithful: Work = async (device, { addressTable, groupTable, address, sourceIp, expirySeconds }) => {
  const tables = device.untyped();
  const steps = {
    address: await tables.cmdb(addressTable).ensure(address),
    group: await tables.cmdb(groupTable).members("blocked", "member").add(address.name),
    ban: await device.quarantine.ban(sourceIp, { expirySeconds }),
  };
  return (Object.keys(steps) as Step[]).filter((step) => steps[step].changed);
};

describe("a rehearsal", () => {
  const fixtures = readFixtures();
  let simulator: Simulator;
  let fortigate: FortiGateHandle;

  beforeEach(async () => {
    simulator = await startSimulator();
    fortigate = simulator.fortigates[0] as FortiGateHandle;
    await seedBlockedGroups(fortigate);
  });
  afterEach(() => simulator.close());

  async function problemsOf(work: Work): Promise<readonly string[]> {
    return (await rehearse(surfaceThat(work, fortigate, fixtures.safeRanges), fortigate, fixtures)).problems;
  }

  test("of a faithful surface has no problems, and its table is true", async () => {
    const surface = surfaceThat(faithful, fortigate, fixtures.safeRanges);
    const result = await rehearse(surface, fortigate, fixtures);
    assert.deepEqual(result.problems, []);
    assert.match(renderResults([{ ...result, msPerAlert: 4.2 }]), /^deno +20 +9 +10 +10 +4\.2$/m);
    assert.deepEqual(disagreements([result, { ...result, surface: "n8n" }]), []);
    const other = new Map(result.state).set("ban 192.0.2.1", { seconds: 1 });
    assert.deepEqual(disagreements([result, { ...result, surface: "n8n", state: other }]), [
      "deno and n8n disagree: ban 192.0.2.1 is only on n8n",
    ]);
  });

  test("shows a surface that claims more than it did", async () => {
    const seen = new Set<string>();
    const problems = await problemsOf(async (_, { sourceIp }) => {
      const isNew = !seen.has(sourceIp);
      seen.add(sourceIp);
      return isNew ? ["address", "group", "ban"] : [];
    });
    assert.ok(problems.includes("deno: ban 203.0.113.9 is only on the expected state"));
    assert.ok(problems.includes("deno: root firewall/address blocked-203.0.113.9 is only on the expected state"));
    assert.ok(problems.some((problem) => problem.includes("firewall/addrgrp blocked, member")));
  });

  test("shows a surface that replaces the members of the group", async () => {
    const problems = await problemsOf(async (device, verdict) => {
      const member = [{ name: verdict.address.name }];
      const tables = device.untyped();
      const address = await tables.cmdb(verdict.addressTable).ensure(verdict.address);
      const group = await tables.cmdb(verdict.groupTable).update("blocked", { member });
      const ban = await device.quarantine.ban(verdict.sourceIp, { expirySeconds: verdict.expirySeconds });
      const steps = { address, group, ban };
      return (Object.keys(steps) as Step[]).filter((step) => steps[step].changed);
    });
    const lost = problems.find((problem) =>
      problem.includes("root firewall/addrgrp blocked, member: the expected state has"),
    );
    assert.match(lost ?? "", /"by-hand-1","by-hand-2"\], its FortiGate has \["blocked-203\.0\.113\.9"\]/);
  });

  test("shows a surface that writes again although nothing changes", async () => {
    const problems = await problemsOf(async (device, verdict) => {
      const changed = await faithful(device, verdict);
      await device.untyped().cmdb(verdict.addressTable).update(verdict.address.name, verdict.address);
      return changed;
    });
    assert.equal(problems.length, 10);
    assert.ok(
      problems.every((problem) => /^deno: the second run sent PUT \/api\/v2\/cmdb\/firewall\/address/.test(problem)),
    );
  });
});

function surfaceThat(
  work: Work,
  { url, token: secret, fingerprint }: FortiGateHandle,
  safeRanges: readonly string[],
): Surface {
  return {
    name: "deno",
    start: async () => {},
    stop: async () => {},
    access: () => ({}),
    async run(alerts) {
      await using device = connectFortiGate({ url, auth: token(secret), tls: { fingerprint } });
      const answers: Answer[] = [];
      for (const alert of alerts) {
        const verdict = screenAlert(alert, { safeRanges });
        const source = verdict.sourceIp === undefined ? {} : { source_ip: verdict.sourceIp };
        if (verdict.verdict === "refuse") {
          answers.push({ ...source, outcome: "refused", changed: [], why: verdict.why });
        } else {
          const changed = await work(device, verdict);
          answers.push({ ...source, outcome: changed.length > 0 ? "blocked" : "unchanged", changed });
        }
      }
      return answers;
    },
  };
}
