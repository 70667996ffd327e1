/** Writes everything that is generated from the fact tables: `pnpm generate`. */

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findDifferences } from "./compare.ts";
import { generateFiles } from "./generated-files.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const files = generateFiles();
const differences = findDifferences(root, files);
for (const { path } of differences) {
  const text = files.get(path);
  const full = join(root, path);
  if (text === undefined) {
    rmSync(full);
  } else {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
}
console.log(`${files.size} generated files, ${differences.length} written or removed`);
