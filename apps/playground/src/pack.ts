import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const PACKAGES = fileURLToPath(new URL("../../../packages/", import.meta.url));

/** Packs a built package as for a registry. Answers the path of the tarball. pnpm must be on the PATH. */
export async function packPackage(name: "n8n-fortigate" | "node-red", directory: string): Promise<string> {
  const folder = join(PACKAGES, name);
  if (!existsSync(join(folder, "dist"))) throw new Error(`packages/${name} is not built: run "pnpm run build" in it`);
  const { stdout } = await run("pnpm", ["pack", "--json", "--pack-destination", directory], {
    cwd: folder,
    shell: process.platform === "win32",
  });
  const { filename }: { filename: string } = JSON.parse(stdout);
  return filename;
}
