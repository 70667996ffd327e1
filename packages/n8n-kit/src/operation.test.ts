import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FortiError } from "@fortiweave/core";
import { createFakeRun } from "./testing/fake-run.ts";
import "./testing/n8n-workflow.ts";

const { forEachItem, toOutput } = await import("./operation.ts");

const ITEMS = [{ name: "a" }, { name: "bad" }, { name: "c" }];
const done: unknown[] = [];
const execute = forEachItem(async ({ n8n }, item) => {
  const name = n8n.getNodeParameter("name", item);
  done.push(name);
  if (name === "bad") throw new FortiError({ code: "NOT_FOUND", message: "There is no bad", status: 404 });
  return name === "c"
    ? [
        { name, part: 1 },
        { name, part: 2 },
      ]
    : { name };
});

describe("forEachItem", () => {
  it("ends at the first failure, which names its item", async () => {
    done.length = 0;
    const run = createFakeRun({ items: ITEMS });
    const outcomes = await execute(run);
    assert.deepEqual(done, ["a", "bad"]);
    assert.throws(
      () => toOutput(run.n8n, outcomes),
      (error: { message: string; context: { itemIndex: number } }) => {
        assert.equal(error.message, "There is no bad");
        assert.equal(error.context.itemIndex, 1);
        return true;
      },
    );
  });

  it("goes on where the node is set to, and ties every output to its input", async () => {
    const run = createFakeRun({ items: ITEMS, continueOnFail: true });
    const output = toOutput(run.n8n, await execute(run));
    assert.deepEqual(
      output.map(({ json, pairedItem }) => [json.name ?? json.error, pairedItem]),
      [
        ["a", { item: 0 }],
        ["There is no bad", { item: 1 }],
        ["c", { item: 2 }],
        ["c", { item: 2 }],
      ],
    );
  });
});
