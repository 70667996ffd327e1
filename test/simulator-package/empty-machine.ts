/** A machine with Node and npm and nothing else: an empty home, an empty cache, no registry, no workspace around. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SIMULATOR: string = fileURLToPath(new URL("../../apps/simulator", import.meta.url));

/** What a command printed, and how it ended. */
export interface Output {
  readonly code: number;
  readonly text: string;
}

export interface EmptyMachine {
  /** Path of a folder on it. */
  folder(name: string): Promise<string>;
  /** Runs a command to its end. */
  run(command: string, args: readonly string[], cwd: string): Promise<Output>;
  /** Starts a command in a process group of its own. */
  start(command: string, args: readonly string[], cwd: string): ChildProcess;
  remove(): Promise<void>;
}

export async function createEmptyMachine(): Promise<EmptyMachine> {
  const root = await mkdtemp(join(tmpdir(), "fortiweave-empty-"));
  const folder = async (name: string): Promise<string> => {
    await mkdir(join(root, name), { recursive: true });
    return join(root, name);
  };
  const env = {
    PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: await folder("home"),
    npm_config_cache: await folder("cache"),
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
  return {
    folder,
    run: (command, args, cwd) => run(command, args, { cwd, env }),
    start: (command, args, cwd) =>
      spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "inherit"] }),
    remove: () => rm(root, { recursive: true }),
  };
}

/** Builds and packs the simulator as for a registry. Answers the path of the tarball. */
export async function packSimulator(tool: "npm" | "pnpm", folder: string): Promise<string> {
  const { code, text } = await run(tool, ["pack", "--pack-destination", folder], { cwd: SIMULATOR, env: process.env });
  const [file] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  if (code !== 0 || file === undefined) throw new Error(`${tool} cannot pack the simulator:\n${text}`);
  return join(folder, file);
}

function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Output> {
  return new Promise((resolve, reject) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: Number(error?.code ?? 0), text: stdout + stderr });
    });
  });
}
