// node test/features/table.ts [--check]: runs the tests of every feature and writes docs/features-*.md from what it saw.
// With --check it writes nothing, and fails when a document is not what the tests say.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { features as fortigate } from "./fortigate.ts";
import { features as fortimanager } from "./fortimanager.ts";
import { renderTable } from "./render-table.ts";
import { runFeatureTests } from "./run-feature-tests.ts";

const PRODUCTS = [
  { title: "FortiGate", id: "fortigate", features: fortigate },
  { title: "FortiManager", id: "fortimanager", features: fortimanager },
];

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

for (const { title, id, features } of PRODUCTS) {
  const results = await runFeatureTests(fileURLToPath(new URL(`./${id}`, import.meta.url)));
  const { text, problems } = renderTable(title, features, results);
  const path = fileURLToPath(new URL(`../../docs/features-${id}.md`, import.meta.url));
  if (!values.check) writeFileSync(path, text);
  else if (readFileSync(path, "utf8") !== text)
    problems.push(`${path} is out of date: run node test/features/table.ts`);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${title}: ${Object.keys(features).length} features, ${results.length} tests, all pass`);
}
