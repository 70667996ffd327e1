// The processor time of the client against that of undici alone.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { OperationName, Turn } from "./contender.ts";
import { interleave, type Rounds } from "./measure.ts";
import { type Stub, startStub } from "./start-stub.ts";

export interface Comparison {
  readonly name: OperationName;
  /** Median processor time of one operation, in microseconds. */
  readonly raw: number;
  readonly client: number;
  /** Median over the rounds. */
  readonly ratio: number;
}

/** Turns of about the same length. */
const TURNS: Readonly<Record<OperationName, number>> = {
  "list 20": 400,
  "list 2000": 15,
  create: 300,
  "fmg get": 400,
};

/** `rounds`: how often each of the two has its turn with each operation. */
export async function benchRequests(rounds: Rounds["rounds"]): Promise<Comparison[]> {
  await using stub = await startStub();
  using raw = startContender("raw", stub);
  using client = startContender("client", stub);
  const results: Comparison[] = [];
  for (const [name, operations] of Object.entries(TURNS) as [OperationName, number][]) {
    const turns = [raw, client].map(
      ({ run }) =>
        (count: number) =>
          run({ name, operations: count }),
    );
    const { medians, ratios } = await interleave(turns, { rounds, operations });
    const [rawCost = Number.NaN, clientCost = Number.NaN] = medians;
    results.push({ name, raw: rawCost, client: clientCost, ratio: ratios[0] ?? Number.NaN });
  }
  return results;
}

/** One of the two, in a process of its own. */
interface StartedContender extends Disposable {
  /** Does its turn, and answers what one operation cost. */
  run(turn: Turn): Promise<number>;
}

function startContender(name: "raw" | "client", stub: Stub): StartedContender {
  const script = fileURLToPath(new URL("contender.ts", import.meta.url));
  const child = fork(script, [name], { env: { ...process.env, STUB: JSON.stringify(stub) } });
  const died = once(child, "exit").then(([code]) => Promise.reject(new Error(`A contender ended with ${code}`)));
  return {
    run: async (turn) => {
      child.send(turn);
      const [cost] = (await Promise.race([once(child, "message"), died])) as [number];
      return cost;
    },
    [Symbol.dispose]: () => child.disconnect(),
  };
}
