/**
 * A real Node-RED on loopback, with node packages in it and its user signed in.
 *
 * @module
 */

import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { installTarballs } from "../install-tarballs.ts";
import { createNodeRedApi, type NodeRedApi, type User } from "./api.ts";
import { settingsFile } from "./settings.ts";

/** What to start. */
export interface StartOptions {
  /** Packed node packages (`.tgz`) to have loaded. */
  readonly packages?: readonly string[];
  /** Environment variables that flows may name as `${NAME}`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Receives Node-RED's own output, a line at a time. Default: dropped. */
  readonly log?: (line: string) => void;
}

/** A running Node-RED. */
export interface NodeRedServer {
  /** The editor's address, without a closing slash. Flows with HTTP nodes answer there too. */
  readonly url: string;
  readonly user: User;
  /** The admin API, signed in. */
  readonly api: NodeRedApi;
  /** The folder with its flows, credentials and packages. */
  readonly userDir: string;
  /** Ends the process and removes its folder. Safe to call twice. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * Starts Node-RED in a folder of its own and waits until it serves (about two seconds).
 *
 * Throws when Node-RED ends before it serves, with the end of its output.
 */
export async function startNodeRed({ packages = [], env = {}, log }: StartOptions = {}): Promise<NodeRedServer> {
  const userDir = await mkdtemp(join(tmpdir(), "fortiweave-node-red-"));
  const user = { username: "demo", password: randomBytes(12).toString("base64url") };
  await installTarballs(userDir, "node-red-project", packages);
  const settings = join(userDir, "settings.js");
  await writeFile(settings, settingsFile(user, randomBytes(32).toString("hex")));
  const child = spawn(process.execPath, [findNodeRed(), "--userDir", userDir, "--settings", settings], {
    cwd: userDir,
    env: { PATH: process.env.PATH, HOME: userDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let api: NodeRedApi | undefined;
  const stop = async () => {
    api?.comms.close();
    await endProcess(child);
    await rm(userDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const url = await servingAddress(child, log);
    api = await createNodeRedApi(url, user);
    return { url, user, userDir, api, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function findNodeRed(): string {
  const manifest = createRequire(import.meta.url).resolve("node-red/package.json");
  return join(dirname(manifest), "red.js");
}

/** Node-RED picks a free port and says which when it serves. */
function servingAddress(child: ChildProcess, log: StartOptions["log"]): Promise<string> {
  const tail: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`Node-RED ${why}\n${tail.join("\n")}`));
    const late = setTimeout(() => fail(`did not serve within ${START_TIMEOUT_MS / 1000} seconds`), START_TIMEOUT_MS);
    child.once("exit", (code) => fail(`ended with ${code} before it served`));
    child.once("close", () => clearTimeout(late));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        log?.(line);
        if (tail.push(line) > 40) tail.shift();
        const address = /Server now running at (http:\/\/\S+?)\/?$/.exec(line)?.[1];
        if (address === undefined) return;
        clearTimeout(late);
        resolve(address);
      });
    }
  });
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(late);
}
