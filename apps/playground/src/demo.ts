/**
 * The playground: simulated FortiGates, the surfaces on them, the alerts through each, the comparison; and a change on a
 * simulated FortiManager.
 *
 * @module
 */

import { type FortiGateHandle, startSimulator } from "@fortiweave/simulator";
import type { Arguments } from "./arguments.ts";
import { readFixtures } from "./fixtures.ts";
import { playFortiManager } from "./fortimanager/act.ts";
import { renderAct } from "./fortimanager/report.ts";
import { aborted, unlessAborted } from "./interrupt.ts";
import type { Progress } from "./progress.ts";
import { type Result, rehearse } from "./rehearsal.ts";
import { disagreements, renderResults } from "./report.ts";
import { seedBlockedGroups } from "./seed.ts";
import { createDenoSurface } from "./surfaces/deno.ts";
import { createN8nSurface } from "./surfaces/n8n.ts";
import { createNodeRedSurface } from "./surfaces/node-red.ts";
import type { Surface, SurfaceContext, SurfaceName } from "./surfaces/surface.ts";

const CREATE: Readonly<Record<SurfaceName, (context: SurfaceContext) => Surface>> = {
  deno: createDenoSurface,
  "node-red": createNodeRedSurface,
  n8n: createN8nSurface,
};

/** How the demo speaks, and how it is told to stop. */
export interface Surroundings {
  readonly progress: Progress;
  /** Takes the results. */
  readonly print: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs everything and stops everything it started, whatever happens. Answers whether all was as it should be.
 *
 * Rejects with the signal's reason when it is aborted before the results are there.
 */
export async function runDemo(options: Arguments, { progress, print, signal }: Surroundings): Promise<boolean> {
  await using cleanup = new AsyncDisposableStack();
  const ended = new AbortController();
  const fixtures = readFixtures();

  progress("simulator", `starting ${options.surfaces.length} FortiGates, one for each surface`);
  const simulator = await startSimulator({ fortigates: options.surfaces.length });
  cleanup.defer(() => simulator.close());
  const parts = options.surfaces.map((name, index) => {
    const fortigate = simulator.fortigates[index] as FortiGateHandle;
    const log = (line: string) => progress(name, line);
    const context = {
      fortigate,
      safeRanges: fixtures.safeRanges,
      log,
      signal: AbortSignal.any([signal, ended.signal]),
    };
    return { fortigate, surface: CREATE[name](context) };
  });
  for (const { surface } of parts) cleanup.defer(() => surface.stop());
  // The last to be deferred is the first to happen: when one surface fails, no other goes on preparing.
  cleanup.defer(() => ended.abort());

  const preparing = parts.map(async ({ fortigate, surface }) => {
    await seedBlockedGroups(fortigate);
    await surface.start();
    progress(surface.name, "ready");
  });
  await unlessAborted(signal, Promise.all(preparing));

  const results: Result[] = [];
  for (const { surface, fortigate } of parts) {
    progress(surface.name, `${fixtures.alerts.length} alerts, twice`);
    results.push(await unlessAborted(signal, rehearse(surface, fortigate, fixtures)));
  }
  print(`\n${renderResults(results)}\n`);

  const problems = [...results.flatMap((result) => result.problems), ...disagreements(results)];
  if (options.surfaces.includes("deno")) {
    const act = await unlessAborted(
      signal,
      playFortiManager((line) => progress("fortimanager", line), AbortSignal.any([signal, ended.signal])),
    );
    print(`${renderAct(act)}\n`);
    problems.push(...act.problems);
  }
  for (const problem of problems) print(`Wrong: ${problem}`);
  if (problems.length === 0 && results.length > 1) print("The FortiGates of all surfaces hold the same.\n");
  if (options.open) {
    print(parts.map(({ surface, fortigate }) => describeAccess(surface, fortigate)).join("\n"));
    print("\nEverything stays up until Ctrl-C.");
    await aborted(signal);
    progress("simulator", "stopping everything");
  }
  return problems.length === 0;
}

function describeAccess(surface: Surface, { url, token, control }: FortiGateHandle): string {
  const facts = { ...surface.access(), FortiGate: `${url} (token ${token})`, control: `${control}/snapshot` };
  const lines = Object.entries(facts).map(([name, value]) => `  ${name.padEnd(12)}${value}`);
  return `\n${surface.name}\n${lines.join("\n")}`;
}
