import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startSimulator } from "@fortiweave/simulator";
import { DEVICES_VARIABLE } from "../../contract/device.ts";
import { MANAGERS_VARIABLE, startManager } from "../../contract/manager.ts";
import { deno } from "../../jsr/deno.ts";

/** What undici asks the environment for when it is loaded. */
const UNDICI = ["UNDICI_NO_WASM_SIMD", "UNDICI_USE_MILO", "JEST_WORKER_ID"];

/** What the parser of YAML, which only tests use, asks for. */
const YAML = ["LOG_STREAM", "LOG_TOKENS"];

/** Where a test finds a folder for its files, and what OpenTelemetry's SDK is configured by. */
const FILES_AND_TELEMETRY = ["TMPDIR", "TMP", "TEMP", "OTEL_*"];

/** This machine. A socket for datagrams is bound to every address. */
const LOOPBACK = ["127.0.0.1", "[::1]", "0.0.0.0", "[::]"];

/** One device of every kind that tests open. */
const VERSIONS = ["7.2.11", "7.4.4", "7.4.5", "7.4.8", "7.6.2", "7.6.3", "7.6.5"];

/** One FortiManager of every kind that tests open. */
const MANAGER_VERSIONS = ["7.2.1", "7.2.2", "7.2.11", "7.4.7", "7.4.8", "7.6.1", "7.6.2", "7.6.4", "7.6.5"];

/** Runs test files with these permissions and no others, and sees to it that there were some. tsc has checked the types. */
async function denoTest(
  paths: readonly string[],
  permissions: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const output = await deno(["test", "--no-check", "--no-prompt", ...permissions, ...paths], env);
  assert.match(output, /^ok \| \d{2,} passed .*\b0 failed/m);
}

/** Gives tests one folder to read and write, and no other. */
async function inFolder(
  work: (permissions: readonly string[], env: Readonly<Record<string, string>>) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-deno-"));
  try {
    await work([`--allow-read=${folder}`, `--allow-write=${folder}`], { TMPDIR: folder });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Gives tests devices that run in this process: Deno does not run the simulator. */
async function besideDevices(work: (env: Readonly<Record<string, string>>) => Promise<void>): Promise<void> {
  const simulators = await Promise.all(VERSIONS.map((fortios) => startSimulator({ fortios })));
  try {
    const devices = Object.fromEntries(simulators.map(({ fortigates }, index) => [VERSIONS[index], fortigates[0]]));
    await work({ [DEVICES_VARIABLE]: JSON.stringify(devices) });
  } finally {
    await Promise.all(simulators.map((simulator) => simulator.close()));
  }
}

/** The same with FortiManagers, and the FortiGates that they manage. */
async function besideManagers(work: (env: Readonly<Record<string, string>>) => Promise<void>): Promise<void> {
  const managers = await Promise.all(MANAGER_VERSIONS.map(startManager));
  try {
    const running = Object.fromEntries(managers.map((manager, index) => [MANAGER_VERSIONS[index], manager]));
    await work({ [MANAGERS_VARIABLE]: JSON.stringify(running) });
  } finally {
    await Promise.all(managers.map((manager) => manager.close()));
  }
}

/** Gives tests devices and FortiManagers. */
async function besideBoth(work: (env: Readonly<Record<string, string>>) => Promise<void>): Promise<void> {
  await besideDevices((devices) => besideManagers((managers) => work({ ...devices, ...managers })));
}

test("core, on the network of this machine and in one folder", async () => {
  await inFolder(async (folder, env) => {
    // One test asks for a name that does not exist.
    const net = `--allow-net=${[...LOOPBACK, "device.invalid"].join(",")}`;
    const variables = `--allow-env=${[...UNDICI, ...FILES_AND_TELEMETRY].join(",")}`;
    await denoTest(["packages/core/src"], [net, variables, ...folder], env);
  });
});

test("fortios, without the network", async () => {
  await denoTest(["packages/fortios/src"], [`--allow-env=${[...UNDICI, ...YAML].join(",")}`]);
});

test("fortimanager, without the network", async () => {
  await denoTest(["packages/fortimanager/src"], [`--allow-env=${UNDICI.join(",")}`]);
});

test("the clients against devices of several versions, on the network of this machine", async () => {
  await besideBoth(async (devices) => {
    const variables = [...UNDICI, DEVICES_VARIABLE, MANAGERS_VARIABLE].join(",");
    const permissions = ["--allow-net=127.0.0.1", `--allow-env=${variables}`];
    // One starts Node, the others start devices and know no client.
    const notHere = "--ignore=test/contract/first-use.test.ts,test/contract/conformance";
    await denoTest(["test/contract"], [...permissions, notHere], devices);
  });
});

test("every feature, on the network of this machine and in one folder", async () => {
  await besideBoth((devices) =>
    inFolder(async (folder, env) => {
      const net = `--allow-net=${LOOPBACK.join(",")}`;
      const names = [...UNDICI, ...FILES_AND_TELEMETRY, DEVICES_VARIABLE, MANAGERS_VARIABLE];
      const variables = `--allow-env=${names.join(",")}`;
      await denoTest(["test/features"], [net, variables, ...folder], { ...env, ...devices });
    }),
  );
});

test("what a script was not allowed is said at once, with the flag that allows it", async () => {
  const run = (...permissions: readonly string[]) =>
    deno(["run", "--no-check", "--no-prompt", ...permissions, "test/runtime/deno/not-allowed.ts"]);
  assert.match(await run(), /^INVALID_INPUT, 0 retries: Run it again with --allow-env$/m);
  const net = "INVALID_INPUT, 0 retries: Run it again with --allow-net=127.0.0.1:8443";
  assert.ok((await run(`--allow-env=${UNDICI.join(",")}`)).includes(net));
});
