/**
 * What to send so that an entry is as it was.
 *
 * @module
 */

import type { CmdbEntry, Field } from "@fortiweave/catalog";
import { isHidden, ORIGIN_KEY } from "@fortiweave/catalog/compare";
import type { Row } from "@fortiweave/catalog/plan";
import type { Body } from "../body.ts";
import { isRecord } from "../envelope.ts";
import { inDeviceSpelling } from "../spelling.ts";

/** What brings fields back. */
export interface Restored {
  readonly values: Row;
  /** Fields that nobody can bring back, because the device never showed them: secrets, with the way to them. */
  readonly lost: readonly string[];
}

/** The fields of a row as they were. What was not there is the default again. */
export function restored(
  row: Row,
  names: readonly string[],
  { fields }: CmdbEntry,
  version: string | undefined,
): Restored {
  const lost = new Set<string>();

  function restore(value: unknown, field: Field | undefined, trail: string): unknown {
    if (Array.isArray(value)) return value.map((entry) => restore(entry, field, trail));
    if (!isRecord(value)) return value;
    return pick(value, Object.keys(value), field?.fields ?? {}, `${trail}.`);
  }

  function pick(from: Row, chosen: readonly string[], known: CmdbEntry["fields"], trail: string): Row {
    const kept: Record<string, unknown> = {};
    for (const name of chosen) {
      const field = known[name];
      if (name === ORIGIN_KEY || field?.readonly) continue;
      if (from[name] !== undefined && isHidden(from[name], field)) lost.add(`${trail}${name}`);
      else kept[name] = restore(from[name] ?? null, field, `${trail}${name}`);
    }
    return kept;
  }

  const values = inDeviceSpelling(pick(row, names, fields, "") as Body, fields, version);
  return { values, lost: [...lost] };
}
