import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startSimulator } from "@fortiweave/simulator";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

test("the sources run on Bun, against a device over TLS, and refuse one that is not the right one", async () => {
  const simulator = await startSimulator();
  try {
    const { stdout } = await promisify(execFile)(
      join(ROOT, "node_modules/.bin/bun"),
      ["run", join(ROOT, "test/runtime/bun/script.ts")],
      { cwd: ROOT, env: { ...process.env, DEVICE: JSON.stringify(simulator.fortigates[0]) }, timeout: 60_000 },
    );
    assert.deepEqual(stdout.trimEnd().split("\n"), [
      "1 192.0.2.1 255.255.255.255 7.6.5",
      "false true",
      "true",
      "TLS no",
      "TLS no",
    ]);
  } finally {
    await simulator.close();
  }
});
