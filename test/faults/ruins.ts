import { type Exchange, type Fault, faults, passOn } from "./faults.ts";
import type { ManagerHands } from "./manager-hands.ts";

/** A run that something is going to go wrong in. */
export interface Ruined {
  /** The FortiManager, from the other side. */
  readonly manager: ManagerHands;
  /** Has the script throw an error of its own as soon as it can. */
  readonly throwSoon: () => void;
  /** Cancels the run. */
  readonly abort: () => void;
}

/** What goes wrong with one request of a run. */
export type Ruin = (run: Ruined) => Fault;

/** Does something, and then lets the request pass. */
function before(work: (run: Ruined) => unknown): Ruin {
  return (run) => ({
    run: async (exchange) => {
      await work(run);
      await passOn(exchange);
    },
  });
}

/** Lets FortiManager answer with a status of its own, and does nothing. */
function refusal(code: number, message: string): Ruin {
  return () => ({
    certain: true,
    run: async ({ request, response }) => {
      const { id, params } = JSON.parse(await textOf(request)) as { id: number; params: readonly { url: string }[] };
      const result = params.map(({ url }) => ({ status: { code, message }, url }));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id, result }));
    },
  });
}

/** Faults of the connection and of the web server that do not depend on what stands behind them. */
const COMMON = [
  "dropped when the request began",
  "dropped in the middle of the request",
  "carried out, then dropped",
  "dropped in the middle of the answer",
  "closed before the promised length",
  "no answer at all",
  "carried out, and no answer at all",
  "truncated JSON",
  "a web page with 502",
  "a web page with 503",
  "an empty body",
  "bytes that are no HTTP",
];

/** Everything that can ruin a run of lock, write, commit and install, by name. */
export const ruins: Readonly<Record<string, Ruin>> = {
  ...Object.fromEntries(COMMON.map((name) => [name, () => faults[name] as Fault])),
  "the script throws": before(({ throwSoon }) => throwSoon()),
  "the script is cancelled": before(({ abort }) => abort()),
  "the script is cancelled, and the request carried out": ({ abort }) => ({
    run: async ({ forward }) => {
      await forward();
      abort();
    },
  }),
  "the session ends": before(({ manager }) => manager.endSessions()),
  "the session idles out": before(({ manager }) => manager.advance(901_000)),
  "FortiManager restarts": before(({ manager }) => manager.restart()),
  "the FortiGate is gone": before(({ manager }) => manager.cutOff("fortigate-1")),
  "no permission": refusal(-11, "No permission for the resource"),
  "an internal error": refusal(-1, "Internal error"),
  "not locked": refusal(-10147, "No write permission"),
  "locked by another": refusal(-20055, "Workspace is locked by other user"),
  "invalid data": refusal(-10, "The data is invalid for selected url"),
};

async function textOf(request: Exchange["request"]): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
