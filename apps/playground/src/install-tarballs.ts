import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Lays packed packages out as npm would in a folder of its own, without asking a registry: unpacked under its
 * `node_modules`, and named in its `package.json`, which gets the given name.
 */
export async function installTarballs(folder: string, name: string, tarballs: readonly string[]): Promise<void> {
  const nodeModules = join(folder, "node_modules");
  const dependencies: Record<string, string> = {};
  await mkdir(nodeModules, { recursive: true });
  for (const tarball of tarballs) {
    const manifest = await unpack(tarball, nodeModules);
    dependencies[manifest.name] = manifest.version;
  }
  const manifest = { name, private: true, dependencies };
  await writeFile(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

async function unpack(tarball: string, nodeModules: string): Promise<{ name: string; version: string }> {
  const scratch = await mkdtemp(join(nodeModules, ".unpack-"));
  await run("tar", ["-xzf", tarball, "-C", scratch]);
  const manifest: { name: string; version: string } = JSON.parse(
    await readFile(join(scratch, "package", "package.json"), "utf8"),
  );
  const target = join(nodeModules, manifest.name);
  await mkdir(dirname(target), { recursive: true });
  await rename(join(scratch, "package"), target);
  await rm(scratch, { recursive: true });
  return manifest;
}
