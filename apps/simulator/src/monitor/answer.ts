/**
 * What the endpoints of the monitor API share.
 *
 * @module
 */

import type { Registry } from "@fortiweave/catalog";
import type { FactoryContent } from "../cmdb/configuration.ts";
import type { Edit } from "../cmdb/edit.ts";
import { objectOf } from "../cmdb/table.ts";
import type { Holder, Transactions } from "../cmdb/transactions.ts";
import type { Clock } from "../device/clock.ts";
import type { Identity } from "../device/identity.ts";
import type { Principal, Tokens } from "../device/tokens.ts";
import type { Call } from "../http/call.ts";
import type { Reply } from "../http/reply.ts";
import type { Query } from "../http/url.ts";
import type { Actor, AdminEvents } from "../log/admin-events.ts";
import type { EventLog } from "../log/events.ts";
import type { LogStore } from "../log/store.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import type { World } from "../world/world.ts";
import type { BannedList } from "./banned-list.ts";
import type { BackupSettings } from "./config/backup.ts";
import type { ConfigFiles } from "./config/config-files.ts";
import type { Live } from "./live.ts";
import type { Uploads } from "./uploads.ts";

/** What endpoints look at and change. */
export interface MonitorContext {
  readonly registry: Registry;
  readonly identity: Identity;
  readonly holder: Holder;
  readonly clock: Clock;
  readonly tokens: Tokens;
  /** The network round the device. */
  readonly world: World;
  readonly logs: LogStore;
  readonly banned: BannedList;
  readonly uploads: Uploads;
  readonly backups: BackupSettings;
  readonly signIn: SignIn;
  readonly events: AdminEvents;
  readonly eventLog: EventLog;
  readonly live: Live;
  /** What it starts with. */
  readonly factory: () => FactoryContent;
  readonly transactions: Transactions;
  readonly files: ConfigFiles;
  /** Whatever writes the configuration says so here. */
  readonly edited: (actor: Actor, edit: Edit) => void;
}

export interface MonitorCall {
  readonly method: string;
  readonly vdom: string;
  readonly query: Query;
  /** The parameters of a GET by name, or the body of a POST. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Who asks. */
  readonly principal: Principal;
  /** Where the request comes from. */
  readonly remoteAddress: string;
  /** What the endpoint got ready for it. */
  readonly prepared: unknown;
}

/** What goes into the envelope, or a whole answer that has none. */
export type MonitorAnswer = { readonly results?: unknown } | Reply;

export interface Endpoint {
  (context: MonitorContext, call: MonitorCall): MonitorAnswer;
  /** Gets ready what the answer, which must not wait, will need: it is in the call then. */
  readonly prepare?: (context: MonitorContext, call: Call) => Promise<unknown>;
}

/** An endpoint that reads or writes tables whose schemas nobody may have needed before. */
export function needing(tables: readonly string[], answer: Endpoint): Endpoint {
  const endpoint = (context: MonitorContext, call: MonitorCall): MonitorAnswer => answer(context, call);
  return Object.assign(endpoint, {
    prepare: ({ holder }: MonitorContext) => Promise.all(tables.map((path) => holder.configuration.schemas.load(path))),
  });
}

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
