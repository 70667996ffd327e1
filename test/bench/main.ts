// node test/bench/main.ts [--quick] [--json]: what the client costs, and whether that is within the limits we promise.
// Processor time is compared with undici alone, in ratios taken in one run; --json prints the promised figures alone.
import { parseArgs } from "node:util";
import { benchEnsureCalls } from "./ensure-calls.ts";
import { benchMemory } from "./memory.ts";
import { benchRequests } from "./requests.ts";
import { benchSimulator } from "./simulator.ts";
import { benchStartUp } from "./start-up.ts";

const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
});

const requests = await benchRequests(values.quick ? 15 : 45);
const startUp = await benchStartUp(values.quick ? 7 : 15);
const memory = await benchMemory();
const calls = await benchEnsureCalls();
const simulator = await benchSimulator(values.quick ? 4 : 8);

const ratioOf = (name: string): number => requests.find((request) => request.name === name)?.ratio ?? Number.NaN;
const figures = {
  cmdbList20CpuRatio: ratioOf("list 20"),
  cmdbList2000CpuRatio: ratioOf("list 2000"),
  importConstructMs: startUp.importConstruct,
  fleet1000Mb: memory.fleet,
  logIterateMb: memory.logIterate,
  fmgGetCpuRatio: ratioOf("fmg get"),
  fmgEnsure1000CallRatio: calls.oneByOne / Math.max(calls.ensure, calls.again),
  simGetsPerSecond: simulator.addresses,
};

/** What we promise. The first table's entry: that long a script waits at its first use of one. */
const limits: Readonly<Record<keyof typeof figures | "firstTableMs", number>> = {
  cmdbList20CpuRatio: 1.25,
  cmdbList2000CpuRatio: 1.5,
  importConstructMs: 60,
  fleet1000Mb: 64,
  logIterateMb: 48,
  fmgGetCpuRatio: 1.25,
  fmgEnsure1000CallRatio: 20,
  simGetsPerSecond: 2000,
  firstTableMs: 15,
};

/** Of these, more is better. */
const AT_LEAST: ReadonlySet<string> = new Set<keyof typeof figures>(["fmgEnsure1000CallRatio", "simGetsPerSecond"]);

if (values.json) console.log(JSON.stringify(figures));
else printTables();

for (const [name, value] of Object.entries({ ...figures, firstTableMs: startUp.firstTable })) {
  const limit = limits[name as keyof typeof limits];
  // Not a number is no good figure either.
  if (AT_LEAST.has(name) ? value >= limit : value <= limit) continue;
  console.error(`${name} is ${value.toFixed(2)}, ${AT_LEAST.has(name) ? "less" : "more"} than ${limit}`);
  process.exitCode = 1;
}

function printTables(): void {
  console.log("processor time   undici us  client us  ratio");
  for (const { name, raw, client, ratio } of requests) {
    const cells = [raw, client].map((cell) => cell.toFixed(0).padStart(9));
    console.log(`${name.padEnd(15)}  ${cells.join("  ")}  ${ratio.toFixed(2).padStart(5)}`);
  }
  const { importUndici, importClient, construct, firstTable } = startUp;
  const lines: [string, number, string][] = [
    ["import undici", importUndici, "ms"],
    ["import the client", importClient, "ms"],
    ["make a client", construct, "ms"],
    ["first entry of the catalogue", firstTable, `ms (limit ${limits.firstTableMs})`],
    ["1,000 more idle clients", memory.fleet, `MB (limit ${limits.fleet1000Mb})`],
    ["reading 200,000 log entries", memory.logIterate, `MB (limit ${limits.logIterateMb})`],
    ["1,000 objects one by one", calls.oneByOne, "requests"],
    ["1,000 objects ensured", calls.ensure, `requests, and ${calls.again} when nothing is to be done`],
    ["simulator: 20 addresses", simulator.addresses, `GETs per second of one core (limit ${limits.simGetsPerSecond})`],
    ["simulator: 20 policies", simulator.policies, "GETs per second of one core"],
    ["FortiManager: 20 addresses", simulator.managerAddresses, "gets per second of one core"],
  ];
  console.log("");
  for (const [name, value, unit] of lines) console.log(`${name.padEnd(28)}  ${value.toFixed(1).padStart(7)} ${unit}`);
}
