/**
 * Any path of the API, in plain values: for what the catalogue lacks, and for tools that learn the path at run time.
 *
 * @module
 */

import { fortios } from "@fortiweave/catalog";
import type { FortiError } from "@fortiweave/core";
import { type Answering, type AnswerMode, invalidInput } from "@fortiweave/core/client";
import { type CmdbObject, createCmdbObject } from "./cmdb-object.ts";
import { type CmdbTable, createCmdbTable } from "./cmdb-table.ts";
import { checkPath, type Mkey } from "./encode.ts";
import { type AnyEndpoint, createEndpoint } from "./endpoint.ts";
import type { Engine } from "./engine.ts";
import { type AnyLog, createLog } from "./log.ts";

/** A row whose fields are known at run time only. */
export type UntypedRow = Record<string, unknown>;

/** What to tell about a configuration path that the catalogue does not know. */
export interface TableShape {
  /** Only needed to tell it from an object. */
  readonly kind?: "table";
  /** Name of the key field. Default: the catalogue's, else `name`. */
  readonly mkey?: string;
}

/**
 * The API in plain values, for any path. What the catalogue knows is checked, and its secrets are kept out of errors and
 * audit lines, child tables included. Of a path that it does not know, nobody can tell what is a secret: such bodies
 * stand on audit lines as they are.
 */
export interface Untyped<Mode extends AnswerMode = "throw"> {
  /** An object: one set of values without a key, such as `system/global`. */
  cmdb(path: string, shape: { readonly kind: "object" }): CmdbObject<UntypedRow, Mode>;
  /**
   * A table, also a child table: `router/bgp/neighbor` with `{ mkey: "ip" }`. Throws INVALID_INPUT for a path that the
   * catalogue knows as an object.
   */
  cmdb(path: string, shape?: TableShape): CmdbTable<UntypedRow, Mkey, string, Mode>;
  /** A monitor endpoint. */
  monitor(path: string): Answering<AnyEndpoint, Mode>;
  /** A log. */
  log(path: string): Answering<AnyLog, Mode>;
  /** A service endpoint. */
  service(path: string): Answering<AnyEndpoint, Mode>;
}

/** Makes the untyped side of a client. */
export function createUntyped(engine: Engine): Untyped {
  function cmdb(path: string, shape: { readonly kind: "object" }): CmdbObject<UntypedRow>;
  function cmdb(path: string, shape?: TableShape): CmdbTable<UntypedRow>;
  function cmdb(
    path: string,
    shape: TableShape | { readonly kind: "object" } = {},
  ): CmdbObject<UntypedRow> | CmdbTable<UntypedRow> {
    const known = fortios.find("cmdb", checkPath(path));
    if (known?.kind !== undefined && known.kind !== (shape.kind ?? "table")) throw otherKind(path, known.kind);
    if (shape.kind === "object") return createCmdbObject(engine, path);
    return createCmdbTable(engine, path, shape.mkey ?? known?.mkey ?? "name");
  }
  return {
    cmdb,
    monitor: (path) => createEndpoint(engine, "monitor", path),
    log: (path) => createLog(engine, path),
    service: (path) => createEndpoint(engine, "service", path),
  };
}

function otherKind(path: string, kind: "table" | "object"): FortiError {
  return kind === "object"
    ? invalidInput(
        `${path} is an object`,
        'It has no entries: get or update it as a whole (in a script with { kind: "object" })',
      )
    : invalidInput(`${path} is a table`, "It has entries: name the one to work on (in a script without a kind)");
}
