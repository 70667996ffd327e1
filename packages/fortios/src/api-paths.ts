/**
 * The part of a client that is looked up by path, and what reads or writes at any of them.
 *
 * @module
 */

import { type Answer, type Answering, type AnswerMode, type OnError, watchCall } from "@fortiweave/core/client";
import type { CmdbObject } from "./cmdb-object.ts";
import type { Engine } from "./engine.ts";
import type { CmdbObjects, CmdbTables } from "./generated/types/cmdb.ts";
import type { LogGet } from "./generated/types/log.ts";
import type { MonitorGet, MonitorPost } from "./generated/types/monitor.ts";
import type { ServiceGet, ServicePost } from "./generated/types/service.ts";
import type {
  LogReader,
  LogSource,
  MonitorAction,
  MonitorReader,
  ServiceAction,
  ServiceReader,
  TypedTable,
} from "./path-types.ts";
import { createQuarantine, type Quarantine } from "./quarantine/ban.ts";
import { readOptions } from "./references.ts";
import { createTypedPaths } from "./typed-paths.ts";
import type { CallOptions } from "./types.ts";
import { createUntyped, type Untyped } from "./untyped.ts";
import type { ViewOptions } from "./view-options.ts";

/** Everything that is looked up by path. `Mode` is what becomes of a failure. A path that does not exist always throws. */
export interface ApiPaths<Mode extends AnswerMode = "throw"> {
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
  cmdb<P extends keyof CmdbTables>(path: P): TypedTable<P, Mode>;
  /** An object of the configuration, such as `system/global`. */
  cmdb<P extends keyof CmdbObjects>(path: P): CmdbObject<CmdbObjects[P], Mode>;
  /** A monitor endpoint that answers and acts, typed by its path. */
  monitor<P extends keyof MonitorGet & keyof MonitorPost>(
    path: P,
  ): Answering<MonitorReader<P> & MonitorAction<P>, Mode>;
  /** A monitor endpoint that answers. */
  monitor<P extends keyof MonitorGet>(path: P): Answering<MonitorReader<P>, Mode>;
  /** A monitor endpoint that acts. */
  monitor<P extends keyof MonitorPost>(path: P): Answering<MonitorAction<P>, Mode>;
  /** A log, typed by its path: `log("disk/traffic/forward")`. */
  log<P extends keyof LogGet>(path: P): Answering<LogReader<P>, Mode>;
  /** A log by its source and type: `log("disk", "traffic/forward")`. */
  log<S extends LogSource, T extends string>(
    source: S,
    type: `${S}/${T}` extends keyof LogGet ? T : never,
  ): Answering<LogReader<`${S}/${T}` & keyof LogGet>, Mode>;
  /** A service endpoint that answers, typed by its path. */
  service<P extends keyof ServiceGet>(path: P): Answering<ServiceReader<P>, Mode>;
  /** A service endpoint that acts. */
  service<P extends keyof ServicePost>(path: P): Answering<ServiceAction<P>, Mode>;
  /** The same in plain values, for any path. */
  untyped(): Untyped<Mode>;
  /** Bans addresses on the spot. */
  readonly quarantine: Answering<Quarantine, Mode>;
  /**
   * The names that a field may hold, read from every table it refers to: `options("firewall/policy", "srcaddr")`.
   * Throws INVALID_INPUT for a field that refers to nothing.
   */
  options(path: string, field: string, options?: CallOptions): Answer<string[], Mode>;
}

/** A client whose calls answer failures in place of throwing them. */
export interface FortiGateView<Mode extends OnError> extends ApiPaths<Mode> {
  /** The version that the device reported last, such as `7.6.5`. Undefined before the first answer. */
  readonly version: string | undefined;
  /** The same with other defaults; what they leave open stays as it is. */
  with<Other extends OnError = Mode>(options: ViewOptions<Other>): FortiGateView<Other>;
}

/** Makes what is looked up by path. */
export function createApiPaths(engine: Engine): ApiPaths {
  return {
    ...createTypedPaths(engine),
    untyped: () => createUntyped(engine),
    quarantine: createQuarantine(engine),
    options: (path, field, options = {}) =>
      watchCall(readOptions(engine, path, field, options), { area: "cmdb", path }, "options", engine.refused),
  };
}
