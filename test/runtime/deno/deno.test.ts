import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startSimulator } from "@fortiweave/simulator";
import { DEVICES_VARIABLE } from "../../contract/device.ts";
import { deno } from "../../jsr/deno.ts";

/** What undici asks the environment for when it is loaded. */
const UNDICI = ["UNDICI_NO_WASM_SIMD", "UNDICI_USE_MILO", "JEST_WORKER_ID"];

/** Runs test files with these permissions and no others, and sees to it that there were some. tsc has checked the types. */
async function denoTest(
  paths: readonly string[],
  permissions: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const output = await deno(["test", "--no-check", "--no-prompt", ...permissions, ...paths], env);
  assert.match(output, /^ok \| \d{2,} passed .*\b0 failed/m);
}

test("core, on the network of this machine and in one folder", async () => {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-deno-"));
  try {
    // One test asks for a name that does not exist.
    const net = "--allow-net=127.0.0.1,device.invalid";
    const env = `--allow-env=${[...UNDICI, "TMPDIR", "TMP", "TEMP"].join(",")}`;
    await denoTest(["packages/core/src"], [net, env, `--allow-read=${folder}`, `--allow-write=${folder}`], {
      TMPDIR: folder,
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("fortios, without the network", async () => {
  await denoTest(["packages/fortios/src"], [`--allow-env=${UNDICI.join(",")}`]);
});

test("fortios against devices of three versions, on the network of this machine", async () => {
  const versions = ["7.2.11", "7.4.8", "7.6.5"];
  const simulators = await Promise.all(versions.map((fortios) => startSimulator({ fortios })));
  try {
    const devices = Object.fromEntries(simulators.map(({ fortigates }, index) => [versions[index], fortigates[0]]));
    const permissions = ["--allow-net=127.0.0.1", `--allow-env=${[...UNDICI, DEVICES_VARIABLE].join(",")}`];
    // This one starts Node.
    const notHere = "--ignore=test/contract/first-use.test.ts";
    await denoTest(["test/contract"], [...permissions, notHere], { [DEVICES_VARIABLE]: JSON.stringify(devices) });
  } finally {
    await Promise.all(simulators.map((simulator) => simulator.close()));
  }
});
