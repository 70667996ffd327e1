/** Fails when a generated file is not what the fact tables give: `pnpm --filter @fortiweave/catalog check`. */

import { fileURLToPath } from "node:url";
import { findDifferences } from "./compare.ts";
import { generateFiles } from "./generated-files.ts";

const files = generateFiles();
const differences = findDifferences(fileURLToPath(new URL("../../../", import.meta.url)), files);
for (const { path, state } of differences) console.error(`${path}: ${state}`);
if (differences.length > 0) {
  console.error(`${differences.length} generated files are out of date: run "pnpm generate"`);
  process.exitCode = 1;
} else {
  console.log(`${files.size} generated files are up to date`);
}
