import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, describe, it } from "node:test";
import type { FlowNode } from "../../apps/playground/src/node-red/api.ts";
import { type Lab, openLab } from "./lab.ts";

const EXAMPLES = `${import.meta.dirname}/../../packages/node-red/examples`;
const readExample = (name: string): FlowNode[] => JSON.parse(readFileSync(`${EXAMPLES}/${name}.json`, "utf8"));
const idOf = (flow: readonly FlowNode[], name: string): string => {
  const node = flow.find((candidate) => candidate.name === name);
  assert.ok(node, `no node is called ${name}`);
  return node.id;
};

let lab: Lab;
before(async () => {
  lab = await openLab();
});
after(() => lab?.[Symbol.asyncDispose]());

/** What a debug node shows next. */
async function nextDebug(name: string): Promise<unknown> {
  const { data } = await lab.nodeRed.api.comms.next(
    ({ topic, data }) => topic === "debug" && (data as { name?: string }).name === name,
  );
  const { msg, format } = data as { msg: string; format: string };
  return format.startsWith("string") ? msg : JSON.parse(msg);
}

describe("the example block-alerts", () => {
  const flow = readExample("block-alerts");

  beforeEach(async () => {
    await lab.control("POST", "reset");
    await lab.control("DELETE", "faults");
    await lab.nodeRed.api.deploy(flow);
    const made = [nextDebug("Group")];
    await lab.nodeRed.api.inject(idOf(flow, "Make the groups"));
    await Promise.all(made);
  });

  async function post(alert: unknown): Promise<{ status: number; answer: Record<string, unknown> }> {
    const isText = typeof alert === "string";
    const answer = await fetch(`${lab.nodeRed.url}/block-alert`, {
      method: "POST",
      headers: { "content-type": isText ? "text/plain" : "application/json" },
      body: isText ? alert : JSON.stringify(alert),
    });
    return { status: answer.status, answer: (await answer.json()) as Record<string, unknown> };
  }

  const alert = { source_ip: "203.0.113.9", reason: "test", ttl_minutes: 60 };

  it("blocks by address, group and ban, and changes nothing the second time", async () => {
    const blocked = { source_ip: "203.0.113.9", outcome: "blocked", changed: ["address", "group", "ban"] };
    assert.deepEqual(await post(alert), { status: 200, answer: blocked });
    const held = await lab.control("GET", "snapshot");
    const unchanged = { source_ip: "203.0.113.9", outcome: "unchanged", changed: [] };
    assert.deepEqual((await post(alert)).answer, unchanged);
    assert.deepEqual(await lab.control("GET", "snapshot"), held);
    const { banned } = held as { banned: readonly { ip_address: string; seconds: number }[] };
    assert.deepEqual(
      banned.map(({ ip_address, seconds }) => [ip_address, seconds]),
      [["203.0.113.9", 3600]],
    );
  });

  it("refuses what is private or listed as safe, and what is no alert, with the reason", async () => {
    for (const [refused, why] of [
      [{ source_ip: "10.1.2.3" }, /RFC 1918/],
      [{ source_ip: "203.0.113.201" }, /203\.0\.113\.200\/29/],
      ["Blocked 203.0.113.77 at the edge", /not a JSON object/],
    ] as const) {
      const { status, answer } = await post(refused);
      assert.deepEqual([status, answer.outcome, answer.changed], [200, "refused", []]);
      assert.match(String(answer.why), why);
    }
  });

  it("blocks the same address once when alerts arrive together", async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(alert)));
    const changed = answers.flatMap(({ answer }) => answer.changed as string[]);
    assert.deepEqual(changed.sort(), ["address", "ban", "group"]);
  });

  it("answers what was done and what failed when the FortiGate says no", async () => {
    const match = { path: "/api/v2/monitor/user/banned" };
    await lab.control("POST", "faults", { kind: "status", status: 403, match });
    const { status, answer } = await post(alert);
    assert.deepEqual([status, answer.outcome, answer.changed], [502, "failed", ["address", "group"]]);
    assert.ok(answer.why);
  });

  it("runs its own samples", async () => {
    const outcomes: unknown[] = [];
    const three = lab.nodeRed.api.comms.next(({ topic, data }) => {
      if (topic !== "debug" || (data as { name?: string }).name !== "Answer") return false;
      outcomes.push(JSON.parse((data as { msg: string }).msg).outcome);
      return outcomes.length === 3;
    });
    await lab.nodeRed.api.inject(idOf(flow, "Three samples"));
    await three;
    assert.deepEqual(outcomes.sort(), ["blocked", "blocked", "refused"]);
  });
});

describe("the example get-addresses", () => {
  it("lists the addresses whose name holds a text", async () => {
    const flow = readExample("get-addresses").map((node) =>
      node.type === "inject" ? { ...node, payload: "al" } : node,
    );
    await lab.nodeRed.api.deploy(flow);
    const shown = nextDebug("List");
    await lab.nodeRed.api.inject(idOf(flow, 'Names with "web"'));
    const rows = (await shown) as { name: string }[];
    assert.ok(rows.some(({ name }) => name === "all"));
    assert.ok(rows.every(({ name }) => name.toLowerCase().includes("al")));
  });
});
