import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FortiError } from "@fortiweave/core";
import "./testing/n8n-workflow.ts";

const { NodeApiError, NodeOperationError } = await import("n8n-workflow");
const { toFailure, toNodeError } = await import("./node-error.ts");

const NODE = {
  id: "1",
  name: "FortiGate",
  type: "x",
  typeVersion: 1,
  position: [0, 0] as [number, number],
  parameters: {},
};
const IN_USE = new FortiError({
  code: "IN_USE",
  message: 'Cannot delete address "keepermit": it is used',
  hint: "Take it out of the groups first",
  status: 500,
  deviceCode: -23,
  cliErrors: ["entry is used", "command parse error"],
});

describe("toNodeError", () => {
  it("shows the message, what to do, the device's lines, the status and the item", () => {
    const error = toNodeError(NODE, IN_USE, 3);
    assert.ok(error instanceof NodeApiError);
    // n8n would see EPERM in "keepermit" and swap the message.
    assert.equal(error.message, IN_USE.message);
    assert.equal(
      error.description,
      "Take it out of the groups first. The device says: entry is used; command parse error",
    );
    assert.equal(error.httpCode, "500");
    assert.equal(error.context.itemIndex, 3);
  });

  it("makes an operation error of what was wrong before the device was asked", () => {
    const error = toNodeError(NODE, new FortiError({ code: "INVALID_INPUT", message: "No table is chosen" }), 0);
    assert.ok(error instanceof NodeOperationError);
    assert.equal(error.message, "No table is chosen");
    assert.equal(error.context.itemIndex, 0);
  });

  it("keeps an error of n8n and adds the item", () => {
    const own = new NodeOperationError(NODE, "x");
    assert.equal(toNodeError(NODE, own, 2), own);
    assert.equal(own.context.itemIndex, 2);
  });

  it("wraps anything else", () => {
    assert.equal(toNodeError(NODE, new Error("odd"), 1).message, "odd");
    assert.equal(toNodeError(NODE, "odd").message, "odd");
  });
});

describe("toFailure", () => {
  it("has only the keys by which n8n knows a failed item, and a code to branch on", () => {
    const failure = toFailure(IN_USE);
    assert.deepEqual(Object.keys(failure), ["error", "details"]);
    assert.equal(failure.error, IN_USE.message);
    assert.equal((failure.details as { code: string }).code, "IN_USE");
    assert.deepEqual(toFailure(new Error("odd")), { error: "odd" });
  });
});
