/** A project as a stranger has it: the packages as npm gets them, and files that import them. */

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));
const TSC: string = join(ROOT, "node_modules/typescript/bin/tsc");
const BUILD: string = join(ROOT, "scripts/build-library.mjs");

/** What a command printed, and how it ended. */
export interface Output {
  readonly code: number;
  readonly text: string;
}

/** A project in a temporary folder. */
export interface ConsumerProject {
  /** Adds a file, or replaces it. */
  write(file: string, text: string): Promise<void>;
  /** Runs the compiler in the project. */
  tsc(...args: readonly string[]): Promise<Output>;
  /** Runs one of its files with plain Node. */
  node(file: string, env?: Readonly<Record<string, string>>): Promise<Output>;
  remove(): Promise<void>;
}

/** Makes a project with the packages built and installed. */
export async function createConsumerProject(): Promise<ConsumerProject> {
  const folder = await mkdtemp(join(tmpdir(), "fortiweave-consumer-"));
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  for (const name of ["core", "catalog", "fortios", "fortimanager"]) await install(name, folder);
  return {
    write: (file, text) => writeFile(join(folder, file), text),
    tsc: (...args) => run([TSC, ...args], folder),
    node: (file, env = {}) => run(["--no-experimental-strip-types", file], folder, env),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function install(name: string, folder: string): Promise<void> {
  const source = join(ROOT, "packages", name);
  const target = join(folder, "node_modules/@fortiweave", name);
  await mkdir(target, { recursive: true });
  const manifest = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
  await writeFile(join(target, "package.json"), JSON.stringify({ ...manifest, ...manifest.publishConfig }));
  const { code, text } = await run([BUILD, join(target, "dist")], source);
  if (code !== 0) throw new Error(`${name} cannot be built:\n${text}`);
  for (const dependency of Object.keys(manifest.dependencies ?? {})) {
    if (!dependency.startsWith("@fortiweave/"))
      await link(join(source, "node_modules", dependency), join(target, "node_modules", dependency));
  }
}

async function link(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await symlink(from, to);
}

function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Promise<Output> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: Number(error?.code ?? 0), text: stdout + stderr });
    });
  });
}
