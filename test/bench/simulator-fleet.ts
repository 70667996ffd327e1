// Simulators in a process of their own, as their command line starts them.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Client } from "undici";

const COMMAND = fileURLToPath(new URL("../../apps/simulator/bin/fortiweave-simulator.mjs", import.meta.url));

interface Handle {
  readonly name: string;
  readonly url: string;
  readonly token: string;
}

export interface FleetDevice {
  readonly name: string;
  /** One connection to it. */
  connect(): Connection;
}

export interface Connection extends AsyncDisposable {
  /** `path` as it is sent: `/api/v2/cmdb/firewall/address`. */
  call(method: string, path: string, body?: unknown): Promise<{ readonly status: number; readonly text: string }>;
}

export interface Fleet extends AsyncDisposable {
  readonly fortigates: readonly FleetDevice[];
  /** From the command until everything serves. */
  readonly startSeconds: number;
  /** Resident memory of the whole process. */
  residentMb(): number;
  /** Names of the devices that the FortiManager has. */
  managedDevices(): Promise<readonly string[]>;
}

export async function startFleet(...args: readonly string[]): Promise<Fleet> {
  const started = performance.now();
  const child = spawn(process.execPath, [COMMAND, "--json", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [line] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    ended.then(([code]) => Promise.reject(new Error(`The simulator ended with ${code}`))),
  ])) as [string];
  const startSeconds = (performance.now() - started) / 1000;
  const { fortigates, fortimanager } = JSON.parse(line) as { fortigates: Handle[]; fortimanager: Handle | null };
  return {
    fortigates: fortigates.map((handle) => ({ name: handle.name, connect: () => connectTo(handle) })),
    startSeconds,
    residentMb: () => residentMb(child.pid ?? 0),
    async managedDevices() {
      if (fortimanager === null) return [];
      const params = [{ url: "/dvmdb/adom/root/device", fields: ["name"] }];
      await using connection = connectTo(fortimanager);
      const { text } = await connection.call("POST", "/jsonrpc", { id: 1, method: "get", params });
      const { result } = JSON.parse(text) as { result: [{ data: { name: string }[] }] };
      return result[0].data.map(({ name }) => name);
    },
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

function connectTo({ url, token }: Handle): Connection {
  const client = new Client(url, { connect: { rejectUnauthorized: false } });
  const headers = { authorization: `Bearer ${token}` };
  return {
    async call(method, path, body) {
      const text = body === undefined ? null : JSON.stringify(body);
      const answer = await client.request({ method, path, headers, body: text });
      return { status: answer.statusCode, text: await answer.body.text() };
    },
    [Symbol.asyncDispose]: () => client.close(),
  };
}

/** Where there is no `/proc`, `ps` knows too. */
function residentMb(pid: number): number {
  const text =
    process.platform === "linux"
      ? /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
      : execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" });
  return Math.round(Number(text) / 1000);
}
