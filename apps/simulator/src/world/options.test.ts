import assert from "node:assert/strict";
import { test } from "node:test";
import { readCommand } from "../cli-options.ts";
import { startSimulator } from "../simulator.ts";

test("a seed and a number of lines are whole numbers", async () => {
  for (const [options, message] of [
    [{ seed: -1 }, /seed/],
    [{ seed: 0.5 }, /seed/],
    [{ logs: 1e9 }, /log lines/],
    [{ logs: -1 }, /log lines/],
  ] as const) {
    await assert.rejects(startSimulator(options), message);
  }
  assert.throws(() => readCommand(["--seed", "x"]), /--seed "x" is not a whole number/);
  assert.throws(() => readCommand(["--logs", "-5"]), /--logs/);
  const command = readCommand(["--seed", "7", "--logs", "200000"]);
  assert.ok(command.kind === "run");
  assert.deepEqual([command.options.seed, command.options.logs], [7, 200_000]);
});
