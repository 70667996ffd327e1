/**
 * What a field may name, read from the device.
 *
 * @module
 */

import { type CmdbEntry, type Field, fortios } from "@fortiweave/catalog";
import { isFortiError } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { Engine } from "./engine.ts";
import { isRecord, rowsIn } from "./envelope.ts";
import { collectRows } from "./iterate.ts";
import { listPages } from "./list-query.ts";
import type { CallOptions } from "./types.ts";

/** A table or object, the way from its rows down to child tables, and the field that holds the names. */
interface Source {
  readonly path: string;
  readonly key: string | undefined;
  readonly children: readonly string[];
  readonly field: string;
}

/**
 * The names that a field may hold: those in every table it refers to, each once, in the device's order. A table that
 * the device's version does not have adds none.
 *
 * @throws FortiError INVALID_INPUT when the catalogue does not know the field, or knows no reference of it.
 */
export async function readOptions(
  engine: Engine,
  path: string,
  field: string,
  options: CallOptions,
): Promise<string[]> {
  const entry = await fortios.load("cmdb", path);
  const refs = entry === undefined ? [] : refsOf(entry, field.split("."));
  if (refs.length === 0) {
    throw invalidInput(
      `The field ${JSON.stringify(field)} of ${JSON.stringify(path)} refers to nothing that is known`,
      'Name a field that refers to other entries, such as "srcaddr" of "firewall/policy"',
    );
  }
  const names = new Set<string>();
  for (const source of refs.map(sourceOf).filter((source) => source !== undefined)) {
    for (const name of await namesIn(engine, source, options)) names.add(name);
  }
  return [...names];
}

/** Of a list of names, the references stand at the key of its entries. */
function refsOf({ fields }: CmdbEntry, [first = "", ...rest]: readonly string[]): readonly string[] {
  const field = rest.reduce<Field | undefined>((outer, name) => outer?.fields?.[name], fields[first]);
  return field?.refs ?? field?.fields?.[field.mkey ?? ""]?.refs ?? [];
}

/** `system.sdwan.zone.name` is the field `name` of the child table `zone` of `system/sdwan`. */
function sourceOf(ref: string): Source | undefined {
  const { path = "", fields = [] } = fortios.resolveRef(ref) ?? {};
  const field = fields.at(-1);
  if (field === undefined) return undefined;
  return { path, key: fortios.find("cmdb", path)?.mkey, children: fields.slice(0, -1), field };
}

async function namesIn(engine: Engine, source: Source, options: CallOptions): Promise<string[]> {
  const rows = await readRows(engine, source, options);
  const entries = source.children.reduce((outer, child) => outer.flatMap((row) => childRows(row[child])), rows);
  return entries.flatMap(({ [source.field]: name }) =>
    typeof name === "string" || typeof name === "number" ? [String(name)] : [],
  );
}

async function readRows(
  engine: Engine,
  { path, key, children, field }: Source,
  options: CallOptions,
): Promise<Record<string, unknown>[]> {
  const read = { area: "cmdb", path } as const;
  try {
    if (key === undefined) return rowsIn(await engine.send({ ...read, action: "get", method: "GET" }, options));
    const fields = [children[0] ?? field];
    return await collectRows(
      listPages((call, callOptions) => engine.send({ ...read, ...call }, callOptions), key, { ...options, fields }),
    );
  } catch (error) {
    if (isFortiError(error, "NOT_FOUND", "UNSUPPORTED")) return [];
    throw error;
  }
}

function childRows(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
