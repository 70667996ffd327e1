import {
  type AuditEvent,
  connectFortiGate,
  createLogger,
  type FortiGate,
  isFortiError,
  password,
} from "@fortiweave/fortios";
import type { FortiGateHandle } from "@fortiweave/simulator";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import { type Fault, faults } from "./faults.ts";
import { createRandom, type Random } from "./random.ts";
import { pickWork } from "./work.ts";

/** What a run saw. Every list must be empty but `texts` and `secrets`. */
export interface Findings {
  /** Exchanges of which something reached the device. */
  exchanges: number;
  failures: number;
  /** Writes that came a second time although the first might have been carried out. */
  readonly sentTwice: string[];
  /** Calls that took longer than the total timeout. */
  readonly hung: string[];
  /** What was thrown and is no FortiError with a code. */
  readonly strange: string[];
  /** Everything that a client shows: errors, audit lines, log lines, statistics, operations. */
  readonly texts: string[];
  /** What must not be in them. */
  readonly secrets: Set<string>;
}

const TOTAL_TIMEOUT_MS = 1_500;
/** A busy machine needs a while to get round to a timer. */
const GRACE_MS = 1_500;

const allFaults = Object.entries(faults) as [[string, Fault], ...[string, Fault][]];

/** Sends `count` seeded exchanges through `workers` clients at a time, half of them with sessions. */
export async function runExchanges(
  device: FortiGateHandle,
  tls: { cert: string; key: string },
  { count, workers, seed }: { count: number; workers: number; seed: number },
): Promise<Findings> {
  const findings: Findings = {
    exchanges: 0,
    failures: 0,
    sentTwice: [],
    hung: [],
    strange: [],
    texts: [],
    secrets: new Set([device.token, device.password]),
  };
  const share = Math.ceil(count / workers);
  await Promise.all(Array.from({ length: workers }, (_, worker) => runWorker(worker)));
  return findings;

  async function runWorker(worker: number): Promise<void> {
    const proxy = await startFaultProxy({ target: device.url, ...tls });
    try {
      await runTurns(worker, proxy);
    } finally {
      for (const cookie of proxy.secrets) findings.secrets.add(cookie);
      await proxy.close();
    }
  }

  async function runTurns(worker: number, proxy: FaultProxy): Promise<void> {
    const random = createRandom(seed * 1_000 + worker);
    let fgt = connect(proxy, worker);
    for (let turn = 0; turn < share; turn++) {
      // Few names, so that what one exchange made is there for the next ones.
      const error = await exchangeOnce(fgt, proxy, random, `${worker}-${turn % 7}`);
      // A client holds back once the device has refused its sign-in, and would send nothing for a while.
      if (!isFortiError(error, "LOCKED_OUT", "AUTH_FAILED")) continue;
      await retire(fgt, proxy);
      fgt = connect(proxy, worker);
    }
    await retire(fgt, proxy);
  }

  async function retire(fgt: FortiGate, proxy: FaultProxy): Promise<void> {
    findings.texts.push(JSON.stringify(fgt.stats()));
    for (const format of ["json", "csv", "text"] as const) findings.texts.push(fgt.exportOperations({ format }));
    proxy.plan([]);
    await fgt.close();
  }

  function connect(proxy: FaultProxy, worker: number): FortiGate {
    const { token, username, password: secret } = device;
    return connectFortiGate({
      url: proxy.url,
      ...(worker % 2 === 0 ? { token } : { auth: password(username, secret) }),
      tls: { ca: tls.cert },
      retry: { baseMs: 1, maxMs: 4 },
      circuitBreaker: { threshold: 20, openMs: 5 },
      timeoutMs: 200,
      totalTimeoutMs: TOTAL_TIMEOUT_MS,
      trackOperations: { limit: 500 },
      audit: [record],
      logger: createLogger((_level, message) => findings.texts.push(message), "debug"),
    });
  }

  async function exchangeOnce(fgt: FortiGate, proxy: FaultProxy, random: Random, id: string): Promise<unknown> {
    const names: string[] = [];
    const planned = Array.from({ length: 1 + random.below(3) }, () => {
      const [name, fault] = random.pick(allFaults);
      names.push(name);
      return fault;
    });
    const work = pickWork(random);
    const what = `${id} ${work.what}: ${names.join(", ")}`;
    proxy.plan(planned);
    if (random.below(10) === 0) proxy.refuseNextConnection();
    const error = await work.run(fgt, id, plant).then(
      () => undefined,
      (reason: unknown) => reason ?? new Error("Rejected with nothing"),
    );
    if (proxy.received().length > 0) findings.exchanges++;
    if (error !== undefined) {
      findings.failures++;
      findings.texts.push(...textsOf(error));
      if (!isFortiError(error)) findings.strange.push(`${what}: ${String(error)}`);
    }
    findings.sentTwice.push(...sentTwice(proxy).map((write) => `${what}: ${write}`));
    return error;
  }

  function record(event: AuditEvent): void {
    const text = JSON.stringify(event);
    findings.texts.push(text);
    if (event.durationMs > TOTAL_TIMEOUT_MS + GRACE_MS) findings.hung.push(text);
  }

  /** A secret that is used for one field in this exchange, with signs in it that are written in several ways. */
  function plant(kind: string): string {
    const secret = `${kind}/"%+ planted${String(findings.secrets.size).padStart(8, "0")}`;
    findings.secrets.add(secret);
    return secret;
  }
}

/** POSTs that change nothing: a sign-in, the end of a log search, a backup since 7.6. */
const READS = /^\/(?:logincheck|logout|api\/v2\/(?:authentication|log\/|monitor\/system\/config\/backup))/;

/** A POST is not idempotent: once it may have been carried out, it must not come again. */
function sentTwice(proxy: FaultProxy): string[] {
  const inDoubt = new Set<string>();
  const twice: string[] = [];
  for (const { method, url, certain } of proxy.received()) {
    if (method !== "POST" || READS.test(url)) continue;
    if (inDoubt.has(url)) twice.push(`${method} ${url}`);
    if (!certain) inDoubt.add(url);
  }
  return twice;
}

/** All that somebody can print of an error. */
function textsOf(error: unknown): string[] {
  if (!isFortiError(error)) return [String(error)];
  const causes: string[] = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) causes.push(cause.stack ?? cause.message);
  return [error.format("detailed"), JSON.stringify(error), error.stack ?? "", ...causes];
}
