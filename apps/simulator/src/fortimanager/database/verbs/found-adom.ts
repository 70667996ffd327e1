/**
 * An ADOM that comes with devices, or as a copy of another.
 *
 * @module
 */

import type { Operation } from "../../parts.ts";
import type { Schema } from "../schema/schemas.ts";
import type { Edit } from "../store/edit.ts";
import type { Layer } from "../store/layer.ts";
import { ADOMS } from "../urls/device-manager.ts";
import type { Location } from "../urls/location.ts";
import { isRecord, type Stamps } from "../values/read-entry.ts";
import { moveDevices } from "./object-member.ts";

interface Known {
  readonly stamps: Stamps;
  schemaOf(table: string): Schema | undefined;
  learn(table: string, schema: Schema): void;
}

const MEMBERS = "object member";

/** Does for an ADOM what its own entry does not: moves its devices to it, and copies what is in the original. */
export function fillAdoms(layer: Layer, operation: Operation, location: Location, known: Known): void {
  const { table, key, steps } = location;
  if (table !== ADOMS || steps.length > 0) return;
  if (operation.method === "clone") {
    const { name } = isRecord(operation.data) ? operation.data : {};
    layer.apply(copiesOf(layer, String(key), String(name), known));
    return;
  }
  for (const row of [operation.data].flat()) {
    if (!isRecord(row) || row[MEMBERS] === undefined) continue;
    const change = {
      operation: { ...operation, method: "add", data: row[MEMBERS] },
      location: { ...location, key: String(row.name ?? key) },
      layer,
      stamps: known.stamps,
    };
    moveDevices(change, known);
  }
}

/** Objects, packages and templates; devices and what is for them stay where they are. */
function copiesOf(layer: Layer, from: string, to: string, { stamps, schemaOf, learn }: Known): Edit[] {
  const places = [
    `pm/config/adom/${from}`,
    ...["pkg", "pblock", "devprof", "wanprof"].map((family) => `pm/${family}/adom/${from}`),
  ];
  return places
    .flatMap((place) => layer.tables(place))
    .flatMap((table) => {
      const next = table.replace(`/adom/${from}`, `/adom/${to}`);
      const schema = schemaOf(table);
      if (schema !== undefined) learn(next, schema);
      return [...layer.rows(table)].map(([key, { "scope member": _targets, ...entry }]) => ({
        table: next,
        key,
        entry: entry.oid === undefined ? entry : { ...entry, oid: stamps.oid() },
      }));
    });
}
