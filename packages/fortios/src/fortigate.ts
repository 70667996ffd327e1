/**
 * What a FortiGate client offers, typed by the path of each endpoint.
 *
 * @module
 */

import type { CmdbObject } from "./cmdb-object.ts";
import type { CmdbTable } from "./cmdb-table.ts";
import type { Action, Reader } from "./endpoint.ts";
import type { CmdbMemberFields, CmdbObjects, CmdbTableKeys, CmdbTables } from "./generated/types/cmdb.ts";
import type { LogGet } from "./generated/types/log.ts";
import type { MonitorGet, MonitorPost } from "./generated/types/monitor.ts";
import type { ServiceGet, ServicePost } from "./generated/types/service.ts";
import type { Log } from "./log.ts";
import type { Quarantine } from "./quarantine/ban.ts";
import type { ClientStats } from "./stats.ts";
import type { CallOptions } from "./types.ts";
import type { Untyped } from "./untyped.ts";

/** What the key of a table holds: a text or a number. */
export type KeyOf<P extends keyof CmdbTables> = NonNullable<CmdbTables[P][CmdbTableKeys[P] & keyof CmdbTables[P]]>;

/** The fields of a table that are lists of names. */
export type MemberField<P extends keyof CmdbTables> = CmdbMemberFields[P & keyof CmdbMemberFields];

/** A table with everything that its path tells. */
export type TypedTable<P extends keyof CmdbTables> = CmdbTable<CmdbTables[P], KeyOf<P>, MemberField<P>>;

/** A monitor endpoint that answers. */
export type MonitorReader<P extends keyof MonitorGet> = Reader<MonitorGet[P]["params"], MonitorGet[P]["results"]>;

/** A monitor endpoint that acts. */
export type MonitorAction<P extends keyof MonitorPost> = Action<
  MonitorPost[P]["body"],
  MonitorPost[P]["params"],
  MonitorPost[P]["results"]
>;

/** A service endpoint that answers. */
export type ServiceReader<P extends keyof ServiceGet> = Reader<ServiceGet[P]["params"], ServiceGet[P]["results"]>;

/** A service endpoint that acts. */
export type ServiceAction<P extends keyof ServicePost> = Action<
  ServicePost[P]["body"],
  ServicePost[P]["params"],
  ServicePost[P]["results"]
>;

/** A log. */
export type LogReader<P extends keyof LogGet> = Log<LogGet[P]["params"], LogGet[P]["results"]>;

/** Where a device keeps logs. */
export type LogSource = "disk" | "memory" | "fortianalyzer" | "forticloud";

/**
 * A FortiGate. Every call throws a `FortiError`, whose `code` says why; `hint` says what to do next. Every call takes a
 * VDOM, an abort signal and a timeout as its last argument.
 */
export interface FortiGate extends AsyncDisposable {
  /**
   * A table or object of the configuration, typed by its path.
   *
   * @example
   * ```ts
   * import type { FortiGate } from "@fortiweave/fortios/client";
   *
   * export async function web(fgt: FortiGate): Promise<void> {
   *   await fgt.cmdb("firewall/address").ensure({ name: "web", subnet: "10.0.0.5/32" });
   *   await fgt.cmdb("firewall/addrgrp").members("servers", "member").add("web");
   * }
   * ```
   */
  cmdb<P extends keyof CmdbTables>(path: P): TypedTable<P>;
  /** An object of the configuration, such as `system/global`. */
  cmdb<P extends keyof CmdbObjects>(path: P): CmdbObject<CmdbObjects[P]>;
  /** A monitor endpoint that answers and acts, typed by its path. */
  monitor<P extends keyof MonitorGet & keyof MonitorPost>(path: P): MonitorReader<P> & MonitorAction<P>;
  /** A monitor endpoint that answers. */
  monitor<P extends keyof MonitorGet>(path: P): MonitorReader<P>;
  /** A monitor endpoint that acts. */
  monitor<P extends keyof MonitorPost>(path: P): MonitorAction<P>;
  /** A log, typed by its path: `log("disk/traffic/forward")`. */
  log<P extends keyof LogGet>(path: P): LogReader<P>;
  /** A log by its source and type: `log("disk", "traffic/forward")`. */
  log<S extends LogSource, T extends string>(
    source: S,
    type: `${S}/${T}` extends keyof LogGet ? T : never,
  ): LogReader<`${S}/${T}` & keyof LogGet>;
  /** A service endpoint that answers, typed by its path. */
  service<P extends keyof ServiceGet>(path: P): ServiceReader<P>;
  /** A service endpoint that acts. */
  service<P extends keyof ServicePost>(path: P): ServiceAction<P>;
  /** The same in plain values, for any path. */
  untyped(): Untyped;
  /** Bans addresses on the spot. */
  readonly quarantine: Quarantine;
  /**
   * The names that a field may hold, read from every table it refers to: `options("firewall/policy", "srcaddr")`.
   * Throws INVALID_INPUT for a field that refers to nothing.
   */
  options(path: string, field: string, options?: CallOptions): Promise<string[]>;
  /** The version that the device reported last, such as `7.6.5`. Undefined before the first answer. */
  readonly version: string | undefined;
  /** What this client did so far. */
  stats(): ClientStats;
  /**
   * Takes no more requests, waits for those that were sent (up to their `timeoutMs` each) and for the audit sinks, and
   * lets go of connections. Safe to call twice.
   */
  close(): Promise<void>;
}
