// Runs a script of this folder in a process of its own, and reads the JSON that it prints.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export async function runScript<T>(file: string, ...args: readonly string[]): Promise<T> {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", script, ...args]);
  return JSON.parse(stdout) as T;
}
