// Sends requests on several connections at a time, and looks at whatever comes back.
import { createRandom, type Random } from "../faults/random.ts";
import { type Answer, type Connection, openConnection } from "./connection.ts";
import { chance } from "./junk.ts";
import { bytesOf, type Framing, type FuzzRequest, isProper, pickFraming } from "./request.ts";

export interface Target {
  readonly url: string;
  next(random: Random): FuzzRequest;
  /** What is wrong with an answer; undefined when a device might give it. */
  judge(answer: Answer): string | undefined;
}

export interface Run {
  readonly seed: number;
  readonly requests: number;
  readonly connections: number;
}

export interface Outcome {
  /** How often each HTTP status came, and how often no answer. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** What went wrong, with all it takes to see it again. */
  readonly faults: readonly string[];
}

/** Bodies of more characters than this may take longer. */
const SHORT_BODY = 200_000;
const LONGEST_MS = 2000;
const LONGEST_OF_LONG_BODIES_MS = 15_000;
const MOST_AT_ONCE = 8;

export async function run(target: Target, { seed, requests, connections }: Run): Promise<Outcome> {
  const statuses: Record<string, number> = {};
  const faults: string[] = [];
  const late: FuzzRequest[] = [];
  let slowestMs = 0;
  let left = requests;

  function note(request: FuzzRequest, framing: Framing, answer: Answer | undefined, isOpen: boolean): void {
    const key = answer === undefined ? "none" : String(answer.status);
    statuses[key] = (statuses[key] ?? 0) + 1;
    const isMissing = answer === undefined && isProper(framing) && request.mayRestart !== true;
    const fault = isMissing || (answer === undefined && isOpen) ? "no answer" : answer && target.judge(answer);
    if (fault !== undefined)
      faults.push(`${fault}: seed ${seed}, ${framing}: ${describe(request)} -> ${answer?.start.slice(0, 300) ?? ""}`);
  }

  async function work(random: Random): Promise<void> {
    let connection = await openConnection(target.url);
    while (left > 0) {
      if (!connection.isOpen()) connection = await openConnection(target.url);
      const framing = pickFraming(random);
      const count = framing === "plain" && chance(random, 5) ? 2 + random.below(MOST_AT_ONCE - 1) : 1;
      left -= count;
      const batch = Array.from({ length: count }, () => target.next(random));
      const started = performance.now();
      for (const request of batch) connection.send(bytesOf(request, framing));
      if (framing === "leaves") {
        await new Promise((resolve) => setImmediate(resolve));
        connection.close();
        continue;
      }
      if (framing === "too-long" || framing === "half-closed") connection.halfClose();
      await receiveAll(connection, batch, (request, answer, isOpen) => note(request, framing, answer, isOpen));
      const ms = performance.now() - started;
      slowestMs = Math.max(slowestMs, ms);
      if (ms > LONGEST_MS) late.push(...batch);
      if (!isProper(framing)) connection.close();
    }
    connection.close();
  }

  await Promise.all(Array.from({ length: connections }, (_, worker) => work(createRandom(seed * 1000 + worker))));
  // Whoever waited for somebody else's request, or for a busy machine, was not slow itself.
  for (const request of late) {
    const ms = await timeAlone(target.url, request);
    const limit = (request.body?.length ?? 0) > SHORT_BODY ? LONGEST_OF_LONG_BODIES_MS : LONGEST_MS;
    if (ms > limit) faults.push(`${Math.round(ms)} ms: seed ${seed}: ${describe(request)}`);
  }
  return { statuses, slowestMs, faults };
}

/** One answer for each request. Of several at once, those behind one that ends the connection get none. */
async function receiveAll(
  connection: Connection,
  batch: readonly FuzzRequest[],
  note: (request: FuzzRequest, answer: Answer | undefined, isOpen: boolean) => void,
): Promise<void> {
  for (const request of batch) {
    const answer = await connection.receive(request.method);
    if (answer !== undefined || batch.length === 1) note(request, answer, connection.isOpen());
    if (answer === undefined) return connection.close();
  }
}

async function timeAlone(url: string, request: FuzzRequest): Promise<number> {
  const connection = await openConnection(url);
  const started = performance.now();
  connection.send(bytesOf(request, "plain"));
  await connection.receive(request.method);
  connection.close();
  return performance.now() - started;
}

function describe({ method, target, headers, body }: FuzzRequest): string {
  const names = headers
    .map(([name, value]) => (name === "Authorization" ? name : `${name}=${value.slice(0, 60)}`))
    .slice(0, 8);
  return JSON.stringify({
    method,
    target: target.slice(0, 600),
    headers: names,
    body: body?.slice(0, 1200),
    length: body?.length,
  });
}
