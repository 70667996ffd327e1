// What a script pays before its first request: importing the registry, and reading the first table's entry.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { median } from "./measure.ts";

export interface StartUp {
  /** Medians in milliseconds, each from processes of their own. */
  readonly importUndici: number;
  readonly importRegistry: number;
  readonly firstTable: number;
}

const SCRIPT = `
  const started = performance.now();
  await import("undici");
  const undici = performance.now();
  const { fortios } = await import("@fortiweave/catalog");
  const registry = performance.now();
  await fortios.load("cmdb", "firewall/policy");
  const table = performance.now();
  console.log(JSON.stringify([undici - started, registry - undici, table - registry]));
`;

export async function benchStartUp(processes: number): Promise<StartUp> {
  const runs: [number, number, number][] = [];
  for (let count = 0; count < processes; count++) {
    const args = ["--input-type=module", "--eval", SCRIPT];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname });
    runs.push(JSON.parse(stdout) as [number, number, number]);
  }
  const [importUndici, importRegistry, firstTable] = [0, 1, 2].map((index) =>
    median(runs.map((run) => run[index] ?? 0)),
  );
  return { importUndici: importUndici ?? 0, importRegistry: importRegistry ?? 0, firstTable: firstTable ?? 0 };
}
