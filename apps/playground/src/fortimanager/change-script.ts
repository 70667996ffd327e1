/**
 * The example script, run by the real Deno with the network and the environment it names and nothing else.
 *
 * @module
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { FortiGateHandle, FortiManagerHandle } from "@fortiweave/simulator";
import { findDeno } from "../deno.ts";
import { UNDICI_ENV } from "../surfaces/deno.ts";

const SCRIPT = fileURLToPath(new URL("../../../../examples/fortimanager-change.ts", import.meta.url));

/** Variables that the script reads, whether they are set or not. */
const VARIABLES = ["HOST", "PORT", "API_KEY", "USERNAME", "PASSWORD", "ADOM", "FINGERPRINT", "CA", "VERIFY"];

/** Makes a function that runs it once, and rejects with its own words when it fails. `log` hears what it says. */
export function createChangeScript(
  { url, username, password, fingerprint }: FortiManagerHandle,
  { name }: FortiGateHandle,
  log: (line: string) => void,
  signal: AbortSignal,
): () => Promise<void> {
  const names = [...VARIABLES.map((variable) => `FORTIMANAGER_${variable}`), ...UNDICI_ENV].join(",");
  const args = ["run", `--allow-net=${new URL(url).host}`, `--allow-env=${names}`, SCRIPT, name];
  const env = {
    FORTIMANAGER_HOST: url,
    FORTIMANAGER_USERNAME: username,
    FORTIMANAGER_PASSWORD: password,
    FORTIMANAGER_FINGERPRINT: fingerprint,
  };
  return async () => {
    const child = spawn(findDeno(), args, {
      env: { ...process.env, ...env },
      signal,
      stdio: ["ignore", "pipe", "pipe"],
    });
    createInterface(child.stdout).on("line", (line) => {
      // The preview has hundreds of lines.
      if (!line.startsWith(" ") && !/^(?:config|end)/.test(line)) log(line);
    });
    const [complaints, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    if (code !== 0) throw new Error(`The script ended with ${code}: ${complaints.trim() || "it said nothing"}`);
  };
}
