import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, describe, it } from "node:test";
import { ANSWERS, blockAlertsWorkflow, TRIGGER } from "../../../apps/playground/src/n8n/example.ts";
import { type Bench, byName, byPath } from "./bench.ts";

interface Expected {
  readonly outcome: string;
  readonly source_ip?: string;
  readonly why?: string;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), "utf8"));
const ALERTS: unknown[] = read("alerts.json");
const EXPECTED: { answers: Expected[] } = read("alerts.expected.json");
const SAFE_RANGES: string[] = read("safe-ranges.json");

/** The example workflow of the package. */
export function testExample(bench: () => Bench): void {
  const perform = async (alerts: unknown[], times = 1) => {
    const { n8n, credential } = bench();
    const workflow = await blockAlertsWorkflow({ credential, alerts, safeRanges: SAFE_RANGES });
    const { id } = await n8n.api.createWorkflow(workflow);
    const runs = [];
    for (let count = 0; count < times; count++) {
      const { nodes, error, status } = await n8n.api.run(id, TRIGGER);
      assert.equal(status, "success", error?.message);
      runs.push(nodes[ANSWERS]?.outputs[0]?.map(({ json }) => json) ?? []);
    }
    return runs;
  };

  describe("The example workflow", () => {
    beforeEach(() => bench().reset());

    it("blocks what is to be blocked, refuses the rest with a reason, and changes nothing the second time", async () => {
      const [first = [], second = []] = await perform(ALERTS, 2);
      assert.equal(first.length, EXPECTED.answers.length);
      for (const [index, expected] of EXPECTED.answers.entries()) {
        const answer = first[index];
        assert.equal(answer?.outcome, expected.outcome, `alert ${index + 1}`);
        assert.equal(answer?.source_ip, expected.source_ip, `alert ${index + 1}`);
        if (expected.why !== undefined) assert.ok(String(answer?.why).includes(expected.why), String(answer?.why));
        assert.deepEqual(answer?.changed, expected.outcome === "blocked" ? ["address", "group", "ban"] : []);
      }
      assert.deepEqual(
        second.map(({ outcome }) => outcome),
        first.map(({ outcome }) => (outcome === "refused" ? "refused" : "unchanged")),
      );
      assert.ok(second.every(({ changed }) => Array.isArray(changed) && changed.length === 0));
    });

    it("answers every alert when a step fails, with how far it got", async () => {
      const remove = {
        resource: "configuration",
        operation: "delete",
        table: byPath("firewall/addrgrp6"),
        entry: byName("blocked"),
      };
      await bench().run(remove);
      const alerts = [
        { source_ip: "203.0.113.9" },
        { source_ip: "2001:db8::bad" },
        { source_ip: "10.0.0.1" },
        { source_ip: "203.0.113.10" },
      ];
      const [answers = []] = await perform(alerts);
      assert.deepEqual(
        answers.map(({ outcome, changed }) => [outcome, changed]),
        [
          ["blocked", ["address", "group", "ban"]],
          ["failed", ["address"]],
          ["refused", []],
          ["blocked", ["address", "group", "ban"]],
        ],
      );
      assert.match(String(answers[1]?.why), /blocked/);
    });
  });
}
