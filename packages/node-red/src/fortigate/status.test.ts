import assert from "node:assert/strict";
import { it } from "node:test";
import type { NodeStatus } from "node-red";
import { createStatusLight } from "./status.ts";

it("shows that messages are under way until the last one ends", () => {
  const shown: NodeStatus[] = [];
  const light = createStatusLight(
    (status) => shown.push(status),
    (key, { count } = {}) => `${key.replace("status.", "")}${count === undefined ? "" : ` ${count}`}`,
  );
  light.requesting();
  light.requesting();
  light.failed("NOT_FOUND");
  light.succeeded("found", 3);
  assert.deepEqual(shown, [
    { fill: "blue", shape: "dot", text: "requesting" },
    { fill: "blue", shape: "dot", text: "requestingMany 2" },
    { fill: "blue", shape: "dot", text: "requesting" },
    { fill: "green", shape: "dot", text: "found 3" },
  ]);
  light.requesting();
  light.failed("NOT_FOUND");
  assert.deepEqual(shown.at(-1), { fill: "red", shape: "ring", text: "NOT_FOUND" });
  light.requesting();
  light.cancelled();
  assert.deepEqual(shown.at(-1), {});
});
