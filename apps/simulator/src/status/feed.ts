/**
 * The requests of all devices as they come, for whoever watches.
 *
 * @module
 */

import { type Exchange, type RequestLog, redactUrl } from "../device/request-log.ts";
import { type ItemName, itemsIn } from "../fortimanager/rpc/items.ts";

/** A request on its way through the page: without headers, body and credentials. */
export interface LiveRequest {
  readonly device: string;
  /** Epoch milliseconds of the device's clock. */
  readonly at: number;
  readonly method: string;
  readonly url: string;
  /** 0: no answer, or only a part of one. */
  readonly status: number;
  readonly ms: number;
  /** Of JSON-RPC: what it asks for, and what the answer said of each. */
  readonly items?: readonly ItemName[];
  readonly codes?: readonly number[];
}

export interface Batch {
  readonly requests: readonly LiveRequest[];
  /** How many more there were: too many to be shown. */
  readonly skipped: number;
}

/** A device and what it remembers. */
export interface Watched {
  readonly name: string;
  readonly requests: Pick<RequestLog, "recent" | "watch">;
}

const BATCH_MS = 100;
const MOST_IN_BATCH = 200;
const MOST_ITEMS = 20;
/** Nobody reads longer bodies for what is asked in them. Characters. */
const LONGEST_BODY = 64 * 1024;
const LONGEST_URL = 2000;

/** The latest requests, at most 200, the oldest first. */
export function recentRequests(devices: readonly Watched[]): readonly LiveRequest[] {
  const all = devices.flatMap(({ name, requests }) =>
    requests.recent(MOST_IN_BATCH).map((exchange) => toLive(name, exchange)),
  );
  return all.toSorted((one, other) => one.at - other.at).slice(-MOST_IN_BATCH);
}

/** Tells of requests ten times a second, of 200 each time. Answers what ends that. */
export function watchRequests(devices: readonly Watched[], tell: (batch: Batch) => void): () => void {
  let waiting: LiveRequest[] = [];
  let skipped = 0;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    timer = undefined;
    tell({ requests: waiting, skipped });
    waiting = [];
    skipped = 0;
  }

  const ends = devices.map(({ name, requests }) =>
    requests.watch((exchange) => {
      if (waiting.length < MOST_IN_BATCH) waiting.push(toLive(name, exchange));
      else skipped += 1;
      timer ??= setTimeout(flush, BATCH_MS).unref();
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}

function toLive(device: string, { at, method, url, status, ms, body, codes }: Exchange): LiveRequest {
  const items = url.includes("jsonrpc") && body.length <= LONGEST_BODY ? itemsIn(body).slice(0, MOST_ITEMS) : [];
  return {
    device,
    at,
    method,
    url: redactUrl(url).slice(0, LONGEST_URL),
    status,
    ms,
    ...(items.length === 0 ? {} : { items }),
    ...(codes === undefined ? {} : { codes: codes.slice(0, MOST_ITEMS) }),
  };
}
