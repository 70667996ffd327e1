/**
 * Installs real n8n into a cache directory of its own, once.
 *
 * @module
 */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** The n8n that everything here is tested with. */
export const N8N_VERSION = "2.41.1";

/** Where n8n goes, and who hears how far it is. */
export interface InstallOptions {
  /** Directory of its own; created when missing. */
  readonly cacheDir: string;
  /** Receives one line at a time. */
  readonly log: (line: string) => void;
  /** Ends the installation early; the next one starts anew. */
  readonly signal?: AbortSignal;
}

/** An n8n that can be started. */
export interface InstalledN8n {
  /** Path of n8n's start script, to be run with this Node. */
  readonly bin: string;
  readonly version: string;
}

const STAMP = "installed.json";

const PACKAGE_JSON = {
  name: "fortiweave-n8n-cache",
  private: true,
  dependencies: { n8n: N8N_VERSION },
};

/**
 * A workspace of its own, so that pnpm neither sees ours nor adds n8n to our lockfile. linkedom's newest release does not
 * install. pnpm refuses to go on while a build script is neither allowed nor named; of n8n's only sqlite3's is needed.
 */
const WORKSPACE_YAML = `packages: []
overrides:
  linkedom: 0.18.13
strictDepBuilds: false
allowBuilds:
  sqlite3: true
${[
  "@confluentinc/kafka-javascript",
  "@parcel/watcher",
  "@scarf/scarf",
  "@sentry/node-cpu-profiler",
  "@sentry/node-native-stacktrace",
  "agent-browser",
  "cpu-features",
  "isolated-vm",
  "msgpackr-extract",
  "oracledb",
  "protobufjs",
  "ssh2",
  "vue-demi",
]
  .map((name) => `  "${name}": false`)
  .join("\n")}
`;

/** The n8n in the cache, or undefined when it is not there, is another version, or its install was interrupted. */
export async function findN8n(cacheDir: string): Promise<InstalledN8n | undefined> {
  const stamp = await readFile(join(cacheDir, STAMP), "utf8").catch(() => undefined);
  const bin = binOf(cacheDir);
  return stamp === stampText() && existsSync(bin) ? { bin, version: N8N_VERSION } : undefined;
}

/**
 * Makes sure that n8n is in the cache: about 2 GB and two minutes the first time, nothing afterwards. pnpm must be on
 * the PATH. What an interrupted install left behind is thrown away; what it downloaded stays in pnpm's store.
 *
 * Throws when pnpm fails, with its last lines.
 */
export async function installN8n({ cacheDir, log, signal }: InstallOptions): Promise<InstalledN8n> {
  const found = await findN8n(cacheDir);
  if (found !== undefined) return found;
  log(`Installing n8n ${N8N_VERSION} into ${cacheDir} (about 2 GB, once)`);
  await mkdir(cacheDir, { recursive: true });
  await rm(join(cacheDir, STAMP), { force: true });
  await rm(join(cacheDir, "node_modules"), { recursive: true, force: true });
  await writeFile(join(cacheDir, "package.json"), `${JSON.stringify(PACKAGE_JSON, undefined, 2)}\n`);
  await writeFile(join(cacheDir, "pnpm-workspace.yaml"), WORKSPACE_YAML);
  await runPnpmInstall(cacheDir, log, signal);
  await writeFile(join(cacheDir, STAMP), stampText());
  log(`Installed n8n ${N8N_VERSION}`);
  return { bin: binOf(cacheDir), version: N8N_VERSION };
}

function binOf(cacheDir: string): string {
  return join(cacheDir, "node_modules", "n8n", "bin", "n8n");
}

/** Names the version and the recipe: a change of either installs anew. */
function stampText(): string {
  return `${JSON.stringify({ version: N8N_VERSION, workspace: WORKSPACE_YAML })}\n`;
}

function runPnpmInstall(cacheDir: string, log: (line: string) => void, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("pnpm", ["install", "--reporter=append-only", "--no-frozen-lockfile"], {
      shell: process.platform === "win32",
      cwd: cacheDir,
      env: { ...process.env, CI: "true", ...headersOfNode() },
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    });
    const last: string[] = [];
    const progress = createProgress(log);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        last.push(line);
        if (last.length > 20) last.shift();
        progress(line);
      });
    }
    child.once("error", (cause) => reject(new Error("Cannot run pnpm: is it on the PATH?", { cause })));
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Cannot install n8n: pnpm ended with ${code}\n${last.join("\n")}`));
    });
  });
}

/** Turns pnpm's many lines into few: one per tenth of the packages, and one when the long build of sqlite3 starts. */
function createProgress(log: (line: string) => void): (line: string) => void {
  let tenths = 0;
  let building = false;
  return (line) => {
    const counts = /resolved (\d+), reused \d+, downloaded \d+, added (\d+)/.exec(line);
    if (counts !== null) {
      const [, resolved, added] = counts.map(Number) as [number, number, number];
      const done = resolved === 0 ? 0 : Math.floor((10 * added) / resolved);
      if (done > tenths) log(`n8n: ${added} of ${resolved} packages`);
      tenths = Math.max(tenths, done);
    } else if (!building && line.includes("sqlite3 install")) {
      building = true;
      log("n8n: building sqlite3 (up to two minutes where no prebuilt one can be downloaded)");
    }
  };
}

/**
 * sqlite3 comes prebuilt from GitHub; where that is out of reach it is compiled, which needs Node's C headers. Ones that
 * are on this machine do, of whatever version, for sqlite3 keeps to the stable Node-API.
 */
function headersOfNode(): Record<string, string> {
  const prefixes = [process.env.npm_config_nodedir, dirname(dirname(process.execPath)), "/usr/local", "/usr"];
  const found = prefixes.find((prefix) => prefix && existsSync(join(prefix, "include", "node", "node_api.h")));
  return found === undefined ? {} : { npm_config_nodedir: found };
}
