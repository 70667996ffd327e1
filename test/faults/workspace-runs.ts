import { createDefaultTransport, type Runtime } from "@fortiweave/core";
import { apiKey, createFortiManager, type FortiManager, isFortiError, password } from "@fortiweave/fortimanager";
import { connectFortiGate } from "@fortiweave/fortios";
import { type FortiManagerHandle, startSimulator } from "@fortiweave/simulator";
import { certify } from "../../packages/core/test/device.ts";
import { type Change, changes } from "./changes.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { passOn } from "./faults.ts";
import { takeInHand } from "./manager-hands.ts";
import { createRandom, type Random } from "./random.ts";
import { type Ruin, ruins } from "./ruins.ts";

/** What the runs showed. Every list must be empty but `errors`. */
export interface Findings {
  runs: number;
  /** Runs that ended well in spite of the fault. */
  succeeded: number;
  /** Runs whose fault has befallen a request: the others were over before. */
  hit: number;
  /** What stayed locked after a run. */
  readonly locked: string[];
  /** Changes that were committed, in part or whole, of which the script was not told; and the other way round. */
  readonly unreported: string[];
  /** Runs that took too long. */
  readonly hung: string[];
  /** What was thrown and is no FortiError. */
  readonly strange: string[];
  /** How often each ruin ended with each code. */
  readonly errors: Map<string, number>;
}

/** A run takes a quarter of a second; a wait for a request without an answer, the time limit. */
const LONGEST_RUN_MS = 10_000;
const TIMEOUT_MS = 150;
/** The client's clock runs so many times faster, so that waits between tries are short. */
const HASTE = 50;
/** No run sends more requests than this. */
const MOST_REQUESTS = 16;
/** So many runs leave their objects behind before they are cleared away. */
const RUNS_TO_RESET = 40;

const allRuins = Object.entries(ruins) as [[string, Ruin], ...[string, Ruin][]];

/** Runs lock, write, commit and install `count` times, each with a fault at a request that the seed chooses. */
export async function runWorkspaces({ count, seed }: { count: number; seed: number }): Promise<Findings> {
  const findings: Findings = {
    runs: 0,
    succeeded: 0,
    hit: 0,
    locked: [],
    unreported: [],
    hung: [],
    strange: [],
    errors: new Map(),
  };
  const simulator = await startSimulator({ fortimanager: 1, fortigates: 1 });
  const [device] = simulator.fortigates;
  const handle = simulator.fortimanager;
  if (device === undefined || handle === null) throw new Error("The simulator did not start everything");
  const tls = await certify(["proxy"]);
  const proxy = await startFaultProxy({ target: handle.url, ...tls });
  await using manager = takeInHand(handle);
  await using fortigate = connectFortiGate({
    url: device.url,
    token: device.token,
    tls: { fingerprint: device.fingerprint },
  });
  const random = createRandom(seed);
  try {
    for (let run = 0; run < count; run++) {
      if (run % RUNS_TO_RESET === 0) await manager.reset();
      await runOnce(run);
    }
  } finally {
    await proxy.close();
    await simulator.close();
  }
  return findings;

  async function runOnce(run: number): Promise<void> {
    const change = random.pick(changes);
    const [name, ruin] = random.pick(allRuins);
    const at = random.below(MOST_REQUESTS);
    const way = random.pick([inWorkspace, byHand]);
    const id = 1000 + run * 2;
    const what = `run ${run} (${way.name}, ${JSON.stringify(change.what)}), request ${at}: ${name}`;
    const cancelled = new AbortController();
    const script = { mustThrow: false };
    const fault = ruin({
      manager,
      throwSoon: () => {
        script.mustThrow = true;
      },
      abort: () => cancelled.abort(),
    });
    proxy.plan([...Array.from({ length: at }, () => ({ run: passOn })), fault]);

    const fmg = connect(proxy, tls.cert, handle as FortiManagerHandle, random);
    const startedAt = performance.now();
    const goOn = (): void => {
      if (script.mustThrow) throw new ScriptError("Something in the script");
    };
    const outcome = await carryOut(way, fmg, { change, id, goOn, signal: cancelled.signal });
    await fmg.close();
    if (performance.now() - startedAt > LONGEST_RUN_MS) findings.hung.push(what);
    const wasHit = proxy.received().length > at;
    proxy.plan([]);
    await manager.mend();

    findings.runs++;
    if (wasHit) findings.hit++;
    if (outcome.error === undefined) findings.succeeded++;
    else note(name, outcome.error, what);
    for (const lock of await manager.locks()) findings.locked.push(`${what}: ${JSON.stringify(lock)}`);
    const wrong = judge(outcome, await change.committed(manager.observer, id), await change.isInstalled(fortigate, id));
    if (wrong !== undefined) findings.unreported.push(`${what}: ${wrong}; ${String(outcome.error)}`);
  }

  function note(name: string, error: unknown, what: string): void {
    const code = isFortiError(error) ? error.code : error instanceof ScriptError ? "the script's own" : "strange";
    if (code === "strange") findings.strange.push(`${what}: ${String(error)}`);
    const key = `${name}: ${code}`;
    findings.errors.set(key, (findings.errors.get(key) ?? 0) + 1);
  }
}

/** What the script knows at its end. */
interface Outcome {
  /** Its workspace has returned, so that all is committed. */
  readonly committed: boolean;
  readonly error: unknown;
}

class ScriptError extends Error {}

/** What a script is given. */
interface Script {
  readonly change: Change;
  readonly id: number;
  readonly signal: AbortSignal;
  /** Throws when it is time. */
  readonly goOn: () => void;
  /** Hears that all is committed. */
  readonly committed: () => void;
}

/** The lock in the client's hands, and an install that locks for itself. */
async function inWorkspace(fmg: FortiManager, { change, id, signal, goOn, committed }: Script): Promise<void> {
  const work = async (_place: unknown, inner: FortiManager): Promise<void> => {
    for (const step of change.steps) {
      goOn();
      await step(inner, id);
    }
    goOn();
  };
  await fmg.workspace(change.what, work, { signal });
  committed();
  const install = await change.install(fmg.with({ signal }), { autoLock: true });
  await install.wait();
}

/** The lock in the script's own hands, with the install under it, as far as it covers that. */
async function byHand(fmg: FortiManager, { change, id, signal, goOn, committed }: Script): Promise<void> {
  await using lock = await fmg.lock(change.what, { signal });
  const inner = lock.fmg.with({ signal });
  for (const step of change.steps) {
    goOn();
    await step(inner, id);
  }
  goOn();
  await lock.commit();
  committed();
  const install = await change.install(inner, { autoLock: change.what !== "root" });
  for await (const _step of install) goOn();
  await install.wait();
}

async function carryOut(run: typeof byHand, fmg: FortiManager, script: Omit<Script, "committed">): Promise<Outcome> {
  let committed = false;
  const noted = (): void => {
    committed = true;
  };
  try {
    await run(fmg, { ...script, committed: noted });
    return { committed, error: undefined };
  } catch (error) {
    return { committed, error };
  }
}

/** Compares what the script was told with what is true. */
function judge(
  { committed, error }: Outcome,
  [found, all]: readonly [number, number],
  installed: boolean,
): string | undefined {
  if (found !== 0 && found !== all) return `${found} of ${all} entries are committed`;
  if (committed && found === 0) return "the script believes that all is committed, and nothing is";
  if (error === undefined) return installed ? undefined : "the script believes that all is installed, and it is not";
  if (installed && found === 0) return "something is installed that is not committed";
  if (committed || found === 0) return undefined;
  const isTold = isFortiError(error) && error.reached === "maybe" && /may have been carried out/.test(error.message);
  return isTold ? undefined : "all is committed, and the script was told of nothing";
}

/** Half of the scripts have a session, the others a key. */
function connect(proxy: FaultProxy, ca: string, handle: FortiManagerHandle, random: Random): FortiManager {
  const { username, password: secret, apiKey: key } = handle;
  return createFortiManager({
    transport: createDefaultTransport({ url: proxy.url, tls: { ca }, timeoutMs: TIMEOUT_MS }),
    runtime: hasty(random),
    auth: random.below(2) === 0 ? password(username, secret) : apiKey(key),
    retry: { baseMs: 50, maxMs: 1000 },
  });
}

function hasty(random: Random): Runtime {
  const start = performance.now();
  return {
    now: () => (performance.now() - start) * HASTE,
    random: () => random.below(1_000) / 1_000,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const timer = setTimeout(resolve, ms / HASTE);
        signal?.addEventListener("abort", () => {
          clearTimeout(timer);
          reject(signal.reason);
        });
      }),
  };
}
