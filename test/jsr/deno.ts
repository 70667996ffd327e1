// The real Deno, run as a person runs it from the root of the repository.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** The packages that JSR gets, by their folder. */
export const JSR_PACKAGES = ["core", "catalog", "fortios", "fortimanager"] as const;

/** Runs one Deno command and answers what it printed. Throws, with that, when it fails. */
export async function deno(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const child = spawn(join(ROOT, "node_modules/.bin/deno"), args, {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return stdout + stderr;
  throw new Error(`deno ${args.join(" ")} ended with ${code}\n${stdout}${stderr}`);
}
