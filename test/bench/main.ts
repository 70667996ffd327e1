// node test/bench/main.ts [--quick]: what the client costs over undici alone, as ratios taken in one run.
import { parseArgs } from "node:util";
import { benchRequests } from "./requests.ts";
import { benchStartUp } from "./start-up.ts";

/** The promise of the README: a script's first use of a table waits no longer than this. */
const FIRST_TABLE_LIMIT_MS = 15;

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });

const requests = await benchRequests(values.quick ? { rounds: 10, operations: 20 } : { rounds: 40, operations: 50 });
console.log("operation   undici ms  client ms  ratio");
for (const { name, raw, client } of requests) {
  const cells = [raw.toFixed(3), client.toFixed(3)].map((cell) => cell.padStart(9));
  console.log(`${name.padEnd(10)}  ${cells.join("  ")}  ${(client / raw).toFixed(2).padStart(5)}`);
}

const { importUndici, importRegistry, firstTable } = await benchStartUp(values.quick ? 5 : 15);
console.log(`
import undici              ${importUndici.toFixed(1).padStart(6)} ms
import the registry        ${importRegistry.toFixed(1).padStart(6)} ms  ${(importRegistry / importUndici).toFixed(2)} of undici
first entry after import   ${firstTable.toFixed(1).padStart(6)} ms  (limit ${FIRST_TABLE_LIMIT_MS})`);

if (firstTable > FIRST_TABLE_LIMIT_MS) {
  console.error(`The first entry took ${firstTable.toFixed(1)} ms, more than ${FIRST_TABLE_LIMIT_MS}`);
  process.exitCode = 1;
}
