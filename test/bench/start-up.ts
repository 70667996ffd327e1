// What a script pays before its first request: importing the client and making one, and reading the first table's entry.
import { createConsumerProject } from "../consumer/project.ts";
import { median } from "./measure.ts";

export interface StartUp {
  /** Medians in milliseconds, each from processes of their own, of the packages as npm gets them. */
  readonly importUndici: number;
  readonly importClient: number;
  readonly construct: number;
  readonly importConstruct: number;
  readonly firstTable: number;
}

const SCRIPT = `
  const started = performance.now();
  const { connectFortiGate } = await import("@fortiweave/fortios");
  const imported = performance.now();
  connectFortiGate({ url: "https://192.0.2.1", token: "0123456789abcdefghijklmno" });
  const constructed = performance.now();
  const { fortios } = await import("@fortiweave/catalog");
  const registry = performance.now();
  await fortios.load("cmdb", "firewall/policy");
  const table = performance.now();
  await import("./node_modules/@fortiweave/core/node_modules/undici/index.js");
  const undici = performance.now();
  console.log(JSON.stringify({
    importUndici: undici - table,
    importClient: imported - started,
    construct: constructed - imported,
    importConstruct: constructed - started,
    firstTable: table - registry,
  }));
`;

export async function benchStartUp(processes: number): Promise<StartUp> {
  const project = await createConsumerProject();
  try {
    await project.write("start.js", SCRIPT);
    const runs: StartUp[] = [];
    for (let count = 0; count < processes; count++) {
      const { code, text } = await project.node("start.js");
      if (code !== 0) throw new Error(text);
      runs.push(JSON.parse(text) as StartUp);
    }
    const of = (key: keyof StartUp): number => median(runs.map((run) => run[key]));
    return {
      importUndici: of("importUndici"),
      importClient: of("importClient"),
      construct: of("construct"),
      importConstruct: of("importConstruct"),
      firstTable: of("firstTable"),
    };
  } finally {
    await project.remove();
  }
}
