/**
 * A real n8n on loopback, with community packages in it and its owner signed in.
 *
 * @module
 */

import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { installTarballs } from "../install-tarballs.ts";
import { createN8nApi, type N8nApi, type Owner } from "./api.ts";
import { n8nEnvironment } from "./environment.ts";

/** What to start. */
export interface StartOptions {
  /** n8n's start script, from `installN8n`. */
  readonly bin: string;
  /** Packed community packages (`.tgz`) to have loaded. */
  readonly packages?: readonly string[];
  /** Receives n8n's own output, a line or more at a time. Default: dropped. */
  readonly log?: (text: string) => void;
}

/** A running n8n. */
export interface N8nServer {
  /** The editor's address, without a closing slash. */
  readonly url: string;
  readonly owner: Owner;
  /** The REST API, signed in as the owner. */
  readonly api: N8nApi;
  /** Ends the process and removes its folder. Safe to call twice. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * Starts n8n in a folder of its own and waits until it serves (7 to 16 seconds, for it first makes its database).
 *
 * Throws when n8n ends before it serves, with the end of its output.
 */
export async function startN8n({ bin, packages = [], log }: StartOptions): Promise<N8nServer> {
  const userFolder = await mkdtemp(join(tmpdir(), "fortiweave-n8n-"));
  const [port, brokerPort] = await Promise.all([freePort(), freePort()]);
  const url = `http://127.0.0.1:${port}`;
  // Where n8n's own installer puts them.
  await installTarballs(join(userFolder, ".n8n", "nodes"), "installed-nodes", packages);
  const output = createTail(log);
  const child = spawn(process.execPath, [bin, "start"], {
    env: n8nEnvironment({ userFolder, port, brokerPort }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.on("data", output.add);
  child.stderr.on("data", output.add);
  const stop = async () => {
    await endProcess(child);
    await rm(userFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await waitUntilServing(url, child, output.text);
    const owner: Owner = {
      email: "owner@example.com",
      firstName: "Demo",
      lastName: "Owner",
      password: `Fw1-${randomBytes(12).toString("base64url")}`,
    };
    return { url, owner, api: await createN8nApi(url, owner), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function waitUntilServing(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`n8n ended with ${child.exitCode} before it served\n${output()}`);
    // The REST routes come up a little later than the health check: ask for what is needed.
    const answer = await fetch(`${url}/rest/settings`).catch(() => undefined);
    if (answer?.ok && answer.headers.get("content-type")?.includes("json")) return;
    await sleep(100);
  }
  throw new Error(`n8n did not serve within ${START_TIMEOUT_MS / 1000} seconds\n${output()}`);
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const late = AbortSignal.timeout(STOP_TIMEOUT_MS);
  late.addEventListener("abort", () => child.kill("SIGKILL"));
  await ended;
}

/** n8n refuses port 0 for itself, so a free one is found for it. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

function createTail(log?: (text: string) => void): { add(chunk: Buffer): void; text(): string } {
  let tail = "";
  return {
    add(chunk) {
      const text = chunk.toString();
      log?.(text);
      tail = (tail + text).slice(-4_000);
    },
    text: () => tail,
  };
}
