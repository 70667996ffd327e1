import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { packPackage } from "../../apps/playground/src/pack.ts";

/** The package as a user gets it: packed, and unpacked into a folder that goes when the tests of the file are over. */
export async function unpackedPackage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "fortiweave-n8n-package-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync("tar", ["-xzf", await packPackage("n8n-fortigate", folder), "-C", folder]);
  return join(folder, "package");
}
