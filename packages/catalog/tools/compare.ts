/** Compares what is generated with what lies on disk. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GENERATED_FOLDERS } from "./generated-files.ts";

/** A file that is not as it should be, by its path from the root. */
export interface Difference {
  readonly path: string;
  readonly state: "missing" | "changed" | "not generated";
}

/** Every file that differs, by path. None: all is up to date. */
export function findDifferences(root: string, files: ReadonlyMap<string, string>): Difference[] {
  const differences: Difference[] = [];
  for (const [path, text] of files) {
    const full = join(root, path);
    if (!existsSync(full)) differences.push({ path, state: "missing" });
    else if (readFileSync(full, "utf8") !== text) differences.push({ path, state: "changed" });
  }
  for (const path of Object.values(GENERATED_FOLDERS).flatMap((folder) => listFiles(root, folder))) {
    if (!files.has(path)) differences.push({ path, state: "not generated" });
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function listFiles(root: string, folder: string): string[] {
  const full = join(root, folder);
  if (!existsSync(full)) return [];
  const entries = readdirSync(full, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll("\\", "/").replace(/^\//, ""));
}
