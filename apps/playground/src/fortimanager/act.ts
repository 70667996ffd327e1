/**
 * The FortiManager act: a change from lock to FortiGate, twice, by the example script in the real Deno.
 *
 * @module
 */

import { type FortiGateHandle, type FortiManagerHandle, startSimulator } from "@fortiweave/simulator";
import { askControl, forgetRequests } from "../control.ts";
import { createChangeScript } from "./change-script.ts";

/** What one run of the script did, as the devices saw it. */
export interface ChangeRun {
  /** Requests that FortiManager got, sign-in and all. */
  readonly requests: number;
  /** Those that wrote objects or policies. */
  readonly writes: number;
  /** Installs that FortiManager began, previews left out. */
  readonly installs: number;
  /** Configuration entries that the FortiGate holds beyond its factory's. */
  readonly entries: number;
  /** Locks that are left on FortiManager. */
  readonly locks: number;
  readonly ms: number;
}

/** The act, and everything that was wrong with it. */
export interface ActResult {
  readonly runs: readonly ChangeRun[];
  /** One sentence each. Empty when all is as it should be. */
  readonly problems: readonly string[];
}

/** 100 addresses, their group and a policy. */
const ENTRIES = 102;

/** Plays it on a FortiManager and a FortiGate of its own. */
export async function playFortiManager(log: (line: string) => void, signal: AbortSignal): Promise<ActResult> {
  const { fortimanager, fortigates, close } = await startSimulator({ fortimanager: 1, workspace: "normal" });
  try {
    const [fortigate] = fortigates;
    if (fortimanager === null || fortigate === undefined) throw new Error("The simulator started no FortiManager");
    const run = createChangeScript(fortimanager, fortigate, log, signal);
    const before = await entriesOf(fortigate);
    const first = await watch(run, fortimanager, fortigate, before);
    const second = await watch(run, fortimanager, fortigate, before);
    return { runs: [first, second], problems: problemsOf(first, second) };
  } finally {
    await close();
  }
}

async function watch(
  run: () => Promise<void>,
  fortimanager: FortiManagerHandle,
  fortigate: FortiGateHandle,
  before: number,
): Promise<ChangeRun> {
  await forgetRequests(fortimanager);
  const startedAt = performance.now();
  await run();
  const ms = performance.now() - startedAt;
  const records = (await askControl(fortimanager, "GET", "/requests")) as readonly { readonly body: Call }[];
  const requests = records.map(({ body }) => body);
  const locks = (await askControl(fortimanager, "GET", "/locks")) as readonly unknown[];
  return {
    requests: requests.length,
    writes: requests.filter(isWrite).length,
    installs: requests.filter(isInstall).length,
    entries: (await entriesOf(fortigate)) - before,
    locks: locks.length,
    ms,
  };
}

/** A request, as the simulator keeps it. */
interface Call {
  readonly method: string;
  readonly params: readonly { readonly url: string; readonly data?: { readonly flags?: readonly string[] } }[];
}

function isWrite({ method, params }: Call): boolean {
  return /^(?:add|set|update)$/.test(method) && params.some(({ url }) => url.startsWith("pm/config/"));
}

function isInstall({ params }: Call): boolean {
  return params.some(({ url, data }) => url.endsWith("install/package") && data?.flags?.includes("preview") !== true);
}

async function entriesOf(fortigate: FortiGateHandle): Promise<number> {
  const { configuration } = (await askControl(fortigate, "GET", "/snapshot")) as {
    readonly configuration: Readonly<
      Record<string, Readonly<Record<string, { readonly entries: readonly unknown[] }>>>
    >;
  };
  const tables = Object.values(configuration).flatMap((vdom) => Object.values(vdom));
  return tables.reduce((sum, { entries }) => sum + entries.length, 0);
}

function problemsOf(first: ChangeRun, second: ChangeRun): string[] {
  const wrong: [boolean, string][] = [
    [first.installs !== 1, `the first run began ${first.installs} installs`],
    [first.entries !== ENTRIES, `the FortiGate holds ${first.entries} new entries after the first run, not ${ENTRIES}`],
    [second.writes !== 0, `the second run wrote ${second.writes} times`],
    [second.installs !== 0, `the second run began ${second.installs} installs`],
    [second.entries !== first.entries, `the second run left ${second.entries} new entries on the FortiGate`],
    [first.locks + second.locks !== 0, "something stayed locked"],
  ];
  return wrong.filter(([is]) => is).map(([, text]) => `FortiManager: ${text}`);
}
