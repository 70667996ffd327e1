/**
 * The FortiAnalyzer in a FortiManager: searches in the logs of the managed FortiGates.
 *
 * @module
 */

import type { Answer, FortiManagerCore, Routes } from "../parts.ts";
import { RpcRefusal } from "../rpc-refusal.ts";
import { type Findings, findEntries } from "./find-entries.ts";
import { readSearch, type SearchRequest } from "./search-request.ts";

export interface Analyzer {
  readonly routes: Routes;
  reset(): void;
}

interface Search {
  readonly adom: string;
  readonly request: SearchRequest;
  readonly findings: Findings;
  /** How often a client has asked. */
  asked: number;
  /** When it was last asked for. */
  usedAt: number;
}

/** More do not run at a time. */
const MOST_SEARCHES = 4;
/** One that nobody asks for is given up after this. */
const FORGOTTEN_MS = 300_000;

export function createAnalyzer(core: FortiManagerCore): Analyzer {
  const { clock, troubles } = core;
  const searches = new Map<string, Search>();
  let lastTid = 0;

  function giveUpForgotten(): void {
    for (const [tid, { usedAt }] of searches) if (clock.now() - usedAt >= FORGOTTEN_MS) searches.delete(tid);
  }

  /** Each question gets it on. */
  function proceed(adom: string, tid: string): Search {
    giveUpForgotten();
    if (troubles.take("lost-log-search") !== undefined) searches.delete(tid);
    const search = searches.get(tid);
    if (search?.adom !== adom) throw new RpcRefusal(-1, `Invalid tid ${tid}`);
    search.asked += 1;
    search.usedAt = clock.now();
    return search;
  }

  /** With its first complete answer it is over. */
  function answerOf(tid: string, search: Search): Answer {
    const { request, findings } = search;
    const percentage = percentOf(search);
    const isDone = percentage === 100;
    if (isDone) searches.delete(tid);
    const isHidden = !isDone || troubles.take("empty-log-page") !== undefined;
    const { offset, limit } = request;
    const data = isHidden ? [] : findings.entries.slice(offset, offset + limit);
    const status = { code: 0, message: "succeeded" };
    const counts = { "return-lines": data.length, "total-count": findings.entries.length };
    return { data: { tid: Number(tid), percentage, ...counts, data, status } };
  }

  return {
    routes: {
      "add logview/adom/{adom}/logsearch": async ({ item }, { adom = "" }) => {
        giveUpForgotten();
        if (searches.size >= MOST_SEARCHES) throw new RpcRefusal(-1, "Too many log searches");
        const request = readSearch(item);
        lastTid += 1;
        const tid = String(lastTid);
        // Its place is taken from the start.
        searches.set(tid, { adom, request, findings: NOTHING, asked: 0, usedAt: clock.now() });
        try {
          const findings = await findEntries(core, adom, request);
          searches.set(tid, { adom, request, findings, asked: 0, usedAt: clock.now() });
        } catch (error) {
          searches.delete(tid);
          throw error;
        }
        return { data: { tid: Number(tid) } };
      },
      "get logview/adom/{adom}/logsearch/{tid}": (_operation, { adom = "", tid = "" }) =>
        answerOf(tid, proceed(adom, tid)),
      "get logview/adom/{adom}/logsearch/count/{tid}": (_operation, { adom = "", tid = "" }) => {
        const search = proceed(adom, tid);
        const { entries, scanned } = search.findings;
        const counts = { "matched-logs": entries.length, "scanned-logs": scanned, "total-logs": scanned };
        return { data: { "progress-percent": percentOf(search), ...counts } };
      },
      "delete logview/adom/{adom}/logsearch/{tid}": (_operation, { adom = "", tid = "" }) => {
        if (searches.get(tid)?.adom !== adom) throw new RpcRefusal(-1, `Invalid tid ${tid}`);
        searches.delete(tid);
        return { data: { status: { code: 0, message: "succeeded" } } };
      },
    },
    reset() {
      searches.clear();
      lastTid = 0;
    },
  };
}

const NOTHING: Findings = { entries: [], scanned: 0, steps: 1 };

function percentOf({ asked, findings }: Search): number {
  return Math.min(100, Math.floor((100 * asked) / findings.steps));
}
