/**
 * What the endpoints of the monitor API share.
 *
 * @module
 */

import { objectOf } from "../cmdb/table.ts";
import type { Holder } from "../cmdb/transactions.ts";
import type { Clock } from "../device/clock.ts";
import type { Identity } from "../device/identity.ts";
import type { Tokens } from "../device/tokens.ts";
import type { Reply } from "../http/reply.ts";
import type { Query } from "../http/url.ts";
import type { BackupSettings } from "./backup.ts";
import type { BannedList } from "./banned-list.ts";
import type { Uploads } from "./uploads.ts";

/** What endpoints look at and change. */
export interface MonitorContext {
  readonly identity: Identity;
  readonly holder: Holder;
  readonly clock: Clock;
  readonly tokens: Tokens;
  readonly banned: BannedList;
  readonly uploads: Uploads;
  readonly backups: BackupSettings;
}

export interface MonitorCall {
  readonly method: string;
  readonly vdom: string;
  readonly query: Query;
  /** The parameters of a GET by name, or the body of a POST. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** What goes into the envelope, or a whole answer that has none. */
export type MonitorAnswer = { readonly results?: unknown } | Reply;

export type Endpoint = (context: MonitorContext, call: MonitorCall) => MonitorAnswer;

export function hostnameOf({ holder, identity }: MonitorContext): string {
  return String(objectOf(holder.configuration.table("system/global", undefined)).hostname ?? identity.name);
}

/** A device shows at most so many rows at once, whatever `count` says. */
const MOST_ROWS = 1000;

/** The rows that `start` and `count` ask for. */
export function pageOf<Row>(rows: readonly Row[], query: Query): readonly Row[] {
  const start = query.count("start") ?? 0;
  return rows.slice(start, start + Math.min(query.count("count") ?? MOST_ROWS, MOST_ROWS));
}
