import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { FortiError, type FortiErrorCode } from "@fortiweave/core";
import { createFakeRun, type FakeRun } from "./testing/fake-run.ts";
import "./testing/n8n-workflow.ts";

const { inBatches } = await import("./batch.ts");

/** A device that adds names to a list one by one, refuses "bad" ones, and may be gone. */
const device = {
  list: new Set<string>(),
  requests: [] as string[][],
  failure: undefined as FortiErrorCode | undefined,
};

const execute = inBatches({
  readNames: ({ n8n }, item) => {
    const names = n8n.getNodeParameter("names", item) as string[];
    if (names.length === 0) throw new FortiError({ code: "INVALID_INPUT", message: "No names" });
    return names;
  },
  readSettings: ({ n8n }, item) => ({ group: (n8n.getNodeParameter("group", item) ?? "g") as string }),
  send: async (_run, names) => {
    device.requests.push([...names]);
    if (device.failure !== undefined) throw new FortiError({ code: device.failure, message: "gone" });
    const added: string[] = [];
    for (const name of names) {
      if (name.startsWith("bad")) throw new FortiError({ code: "BAD_REFERENCE", message: `There is no ${name}` });
      if (!device.list.has(name)) added.push(name);
      device.list.add(name);
    }
    return { added };
  },
  changedBy: ({ added }) => added,
  pending: async (_run, names) => names.filter((name) => !device.list.has(name)),
  toResult: ({ changed, unchanged }) => ({ changed: [...changed], unchanged: [...unchanged] }),
});

async function perform(names: string[][], more: Partial<FakeRun> = {}): Promise<unknown[]> {
  const outcomes = await execute(createFakeRun({ items: names.map((list) => ({ names: list })), ...more }));
  return outcomes.map((outcome) => ("error" in outcome ? (outcome.error as Error).message : outcome.result));
}

describe("inBatches", () => {
  beforeEach(() => {
    device.list.clear();
    device.requests.length = 0;
    device.failure = undefined;
  });

  it("sends the names of all items at once, and tells each item its part", async () => {
    device.list.add("b");
    assert.deepEqual(await perform([["a", "b"], ["c"], ["a"]]), [
      { changed: ["a"], unchanged: ["b"] },
      { changed: ["c"], unchanged: [] },
      { changed: [], unchanged: ["a"] },
    ]);
    assert.deepEqual(device.requests, [["a", "b", "c"]]);
  });

  it("sends items of different settings apart, and answers in the order of the items", async () => {
    const items = [
      { names: ["a"], group: "x" },
      { names: ["b"], group: "y" },
      { names: ["c"], group: "x" },
    ];
    const outcomes = await execute(createFakeRun({ items }));
    assert.deepEqual(device.requests, [["a", "c"], ["b"]]);
    assert.deepEqual(
      outcomes.map(({ item }) => item),
      [0, 1, 2],
    );
  });

  it("blames only the item that is to blame, and still knows what the others changed", async () => {
    assert.deepEqual(await perform([["a"], ["bad"], ["c"]], { continueOnFail: true }), [
      { changed: ["a"], unchanged: [] },
      "There is no bad",
      { changed: ["c"], unchanged: [] },
    ]);
  });

  it("stops at the item to blame when the node does not go on", async () => {
    assert.deepEqual(await perform([["a"], ["bad"], ["c"]]), [{ changed: ["a"], unchanged: [] }, "There is no bad"]);
  });

  it("does not try each item on a device that is gone", async () => {
    device.failure = "NETWORK";
    assert.deepEqual(await perform([["a"], ["b"]], { continueOnFail: true }), ["gone", "gone"]);
    assert.equal(device.requests.length, 1);
  });

  it("leaves an item out that asks for nothing", async () => {
    assert.deepEqual(await perform([["a"], []], { continueOnFail: true }), [
      { changed: ["a"], unchanged: [] },
      "No names",
    ]);
    device.requests.length = 0;
    assert.deepEqual(await perform([["d"], []]), ["No names"]);
    assert.deepEqual(device.requests, []);
  });
});
