/**
 * The job as a Deno script: run by the real Deno, with the network and the environment it names and nothing else.
 *
 * @module
 */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { FortiGateHandle } from "@fortiweave/simulator";
import { readAnswers } from "../answers.ts";
import { findDeno } from "../deno.ts";
import type { Surface, SurfaceContext } from "./surface.ts";

/** The script, as a user would copy it. */
export const SCRIPT: string = fileURLToPath(new URL("../../deno/block-alerts.ts", import.meta.url));

/** What undici asks the environment for when it is loaded. */
export const UNDICI_ENV: readonly string[] = ["UNDICI_NO_WASM_SIMD", "UNDICI_USE_MILO", "JEST_WORKER_ID"];

/** The command line and the environment with which the script works on one FortiGate. */
export function denoArguments(
  { url, token, fingerprint }: FortiGateHandle,
  safeRanges: readonly string[],
): { args: string[]; env: Readonly<Record<string, string>> } {
  const env = {
    FORTIOS_HOST: url,
    FORTIOS_TOKEN: token,
    FORTIOS_FINGERPRINT: fingerprint,
    SAFE_RANGES: safeRanges.join(","),
  };
  const names = [...Object.keys(env), ...UNDICI_ENV].join(",");
  return { args: ["run", `--allow-net=${new URL(url).host}`, `--allow-env=${names}`, SCRIPT], env };
}

export function createDenoSurface({ fortigate, safeRanges, log, signal }: SurfaceContext): Surface {
  const { args, env } = denoArguments(fortigate, safeRanges);
  const stopped = new AbortController();

  return {
    name: "deno",
    async start() {
      log(`each run is a new process: deno ${args.slice(0, -1).join(" ")} block-alerts.ts`);
    },
    async run(alerts) {
      const child = spawn(findDeno(), args, {
        env: { ...process.env, ...env },
        signal: AbortSignal.any([signal, stopped.signal]),
      });
      const lines = await outputOf(child, JSON.stringify(alerts));
      return readAnswers(
        lines.map((line) => JSON.parse(line) as unknown),
        alerts.length,
      );
    },
    async stop() {
      stopped.abort();
    },
    access: () => ({
      script: SCRIPT,
      environment: Object.entries(env)
        .map(([name, value]) => `${name}=${value}`)
        .join(" "),
      command: `deno ${args.join(" ")} < test/fixtures/alerts.json`,
    }),
  };
}

async function outputOf(child: ChildProcessWithoutNullStreams, input: string): Promise<string[]> {
  const { stdin, stdout, stderr } = child;
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(signal ?? code ?? 1));
  });
  // A script that fails early closes its stdin; its own words say more than our broken pipe.
  stdin.once("error", () => {});
  stdin.end(input);
  const [answers, complaints, end] = await Promise.all([text(stdout), text(stderr), ended]);
  if (end !== 0) throw new Error(`The Deno script ended with ${end}: ${complaints.trim() || "it said nothing"}`);
  return answers.split("\n").filter((line) => line !== "");
}
