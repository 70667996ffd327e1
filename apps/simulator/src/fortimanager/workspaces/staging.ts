/**
 * Which of a session's uncommitted changes a lock covers.
 *
 * @module
 */

import type { Database, Spot } from "../parts.ts";
import { isWithin, type Place, placeOf } from "./scope.ts";

/** Says of a spot whether it lies in a scope of an ADOM. */
export type Covers = (spot: Spot) => boolean;

/** The ADOM of a place: that of the device, where it is in a device's own database. */
export async function adomOf(database: Database, { adom, device }: Place): Promise<string | undefined> {
  if (adom !== undefined || device === undefined) return adom;
  for (const table of database.tables("dvmdb/adom/")) {
    const [, , name, kind, ...rest] = table.split("/");
    if (kind !== "device" || rest.length > 0) continue;
    const devices = await database.entries(table);
    if (devices.some((entry) => entry.name === device)) return name;
  }
  return undefined;
}

/** What lies in a scope of the ADOM, its devices' databases among it. */
export async function coverOf(database: Database, adom: string, scope: string): Promise<Covers> {
  const devices = await database.entries(`dvmdb/adom/${adom}/device`);
  const names = new Set(devices.map(({ name }) => name));
  return (spot) => {
    const place = placeOf(spot);
    const isHere = place.adom === adom || (place.device !== undefined && names.has(place.device));
    return isHere && isWithin(place.scope, scope);
  };
}
