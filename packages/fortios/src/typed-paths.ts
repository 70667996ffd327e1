/**
 * The four areas of the API, by paths that the catalogue knows.
 *
 * @module
 */

import { type Area, fortios, type IndexRow, nearest } from "@fortiweave/catalog";
import { invalidInput } from "@fortiweave/core/client";
import type { ApiPaths } from "./api-paths.ts";
import { createCmdbObject } from "./cmdb-object.ts";
import { createCmdbTable } from "./cmdb-table.ts";
import { createEndpoint } from "./endpoint.ts";
import type { Engine } from "./engine.ts";
import { createLog } from "./log.ts";

/** The part of a client that is looked up by path. */
export type TypedPaths = Pick<ApiPaths, "cmdb" | "monitor" | "log" | "service">;

/** Makes that part. */
export function createTypedPaths(engine: Engine): TypedPaths {
  const paths = {
    cmdb(path: string) {
      const { kind, mkey = "name" } = known("cmdb", path);
      return kind === "object" ? createCmdbObject(engine, path) : createCmdbTable(engine, path, mkey);
    },
    monitor: (path: string) => createEndpoint(engine, "monitor", known("monitor", path).path),
    log(source: string, type?: string) {
      return createLog(engine, known("log", type === undefined ? source : `${source}/${type}`).path);
    },
    service: (path: string) => createEndpoint(engine, "service", known("service", path).path),
  };
  // What a path holds is looked up by the compiler alone: at run time all handles work on plain values.
  return paths as unknown as TypedPaths;
}

/** For callers without a compiler, and paths that come from elsewhere. */
function known(area: Area, path: string): IndexRow {
  const row = fortios.find(area, path);
  if (row !== undefined) return row;
  const guesses = similarPaths(area, String(path)).map((found) => JSON.stringify(found));
  const guess = guesses.length > 0 ? `Did you mean ${guesses.join(" or ")}? ` : "";
  throw invalidInput(
    `The catalogue knows no ${area} endpoint ${JSON.stringify(path)}`,
    `${guess}untyped().${area}(path) takes any path`,
  );
}

/** The path that was mistyped, else some with the same words in them. */
function similarPaths(area: Area, path: string): string[] {
  const all = fortios.rows(area).map((row) => row.path);
  const mistyped = nearest(path, all);
  if (mistyped !== undefined) return [mistyped];
  const words = path.replaceAll(/[^A-Za-z0-9]+/g, " ");
  return fortios.search(words, { area, limit: 3 }).map((row) => row.path);
}
