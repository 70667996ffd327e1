/**
 * Where a device's own schema and the catalogue differ.
 *
 * @module
 */

import { fortios, type IndexRow } from "@fortiweave/catalog";
import { checkNumber, FortiError, type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { rowsIn } from "../envelope.ts";
import { placeAt } from "../place.ts";
import { createPlaceFacts } from "../place-facts.ts";
import type { CallOptions } from "../types.ts";
import { compareFields, mayHave, mustHave } from "./compare-fields.ts";
import { forEach } from "./for-each.ts";

/** What to compare, and how. */
export interface DriftOptions extends CallOptions {
  /** Only these tables and objects. Default: all. */
  readonly paths?: readonly string[];
  /** Schemas to ask for at a time. Default 2: a device answers one after the other anyway. */
  readonly concurrency?: number;
  /** Hears of every schema that was compared. What it throws ends the comparison. */
  readonly onProgress?: (progress: DriftProgress) => void;
}

/** How far a comparison is. */
export interface DriftProgress {
  /** Tables and objects that were compared. */
  readonly done: number;
  /** Tables and objects to compare. */
  readonly total: number;
  /** The one that was compared last. */
  readonly path: string;
}

/** One difference. */
export interface DriftFinding {
  /** Who has it: the device, and the catalogue lacks it; or the catalogue says that the version has it, and the device lacks it. */
  readonly only: "device" | "catalogue";
  /** What it is. */
  readonly what: "table" | "field" | "option";
  /** The table or object. */
  readonly path: string;
  /** The field, and the fields that lead to it: `member/name`. Absent for a table. */
  readonly field?: string;
  /** The value of an option field. Only for an option. */
  readonly option?: string;
}

/** A schema that the device did not show. */
export interface UnreadSchema {
  /** The table or object. */
  readonly path: string;
  /** Why. */
  readonly code: FortiErrorCode;
  /** Why, in words. */
  readonly message: string;
}

/** How a device and the catalogue differ, as plain data. */
export interface Drift {
  /** The device's version. */
  readonly version: string;
  /** Tables and objects that were compared. */
  readonly compared: number;
  /** The differences, by path. */
  readonly findings: readonly DriftFinding[];
  /** What could not be compared. */
  readonly unread: readonly UnreadSchema[];
}

/** What the device says about one schema alone, and not about itself. */
const UNREADABLE: readonly FortiErrorCode[] = ["NOT_FOUND", "FORBIDDEN", "UNSUPPORTED", "DEVICE_ERROR", "BAD_RESPONSE"];

/**
 * Compares the device's schema with the catalogue, table by table.
 *
 * @throws FortiError INVALID_INPUT for a path that neither knows, and for a concurrency that is no whole number from 1 on;
 * BAD_RESPONSE when the device does not tell its version.
 */
export async function findDrift(engine: Engine, options: DriftOptions): Promise<Drift> {
  const { paths, onProgress } = options;
  const concurrency = checkNumber("concurrency", options.concurrency ?? 2, 1);
  const live = await livePaths(engine, options);
  const version = theVersion(engine);
  const known = new Map(fortios.rows("cmdb").map((row) => [row.path, row]));
  const wanted = wantedPaths(paths, live, known);
  const shared = wanted.filter((path) => live.has(path) && mayHave(known.get(path), version));
  const unread: UnreadSchema[] = [];
  const found = new Map<string, readonly DriftFinding[]>();
  let done = 0;

  await forEach(shared, concurrency, async (path) => {
    try {
      const { children = {} } = await createPlaceFacts(engine, placeAt(path)).schema(options);
      const fields = (await fortios.load("cmdb", path))?.fields ?? {};
      found.set(path, compareFields({ path, version }, fields, children));
    } catch (error) {
      if (!isFortiError(error, ...UNREADABLE)) throw error;
      unread.push({ path, code: error.code, message: error.message });
    }
    done += 1;
    onProgress?.({ done, total: shared.length, path });
  });

  const findings = wanted.flatMap((path) => {
    const inCatalogue = known.get(path);
    if (live.has(path)) return mayHave(inCatalogue, version) ? (found.get(path) ?? []) : [table("device", path)];
    return mustHave(inCatalogue, version) ? [table("catalogue", path)] : [];
  });
  return { version, compared: found.size, findings, unread };
}

/** All tables and objects of the device. It lists the branches of its tree as well. */
async function livePaths(engine: Engine, options: CallOptions): Promise<ReadonlySet<string>> {
  const call = {
    area: "cmdb",
    path: "",
    action: "list schemas",
    method: "GET",
    query: [["action", "schema"]],
  } as const;
  const rows = rowsIn(await engine.send(call, options));
  const paths = rows.map(({ path, name }) => (name === undefined || name === "" ? String(path) : `${path}/${name}`));
  return new Set(paths.filter((path) => !path.includes("__tree__")));
}

function wantedPaths(
  paths: readonly string[] | undefined,
  live: ReadonlySet<string>,
  known: ReadonlyMap<string, IndexRow>,
): string[] {
  const unknown = paths?.find((path) => !live.has(path) && !known.has(path));
  if (unknown !== undefined) {
    throw invalidInput(`Neither the device nor the catalogue knows a table or object ${JSON.stringify(unknown)}`);
  }
  return [...new Set(paths ?? [...known.keys(), ...live])].sort();
}

function table(only: DriftFinding["only"], path: string): DriftFinding {
  return { only, what: "table", path };
}

function theVersion({ version }: Engine): string {
  if (version !== undefined) return version;
  throw new FortiError({
    code: "BAD_RESPONSE",
    message: "The device does not tell its version, so nobody knows what to compare it with",
  });
}
