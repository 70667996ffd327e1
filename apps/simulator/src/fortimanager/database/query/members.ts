/**
 * Who belongs to an ADOM, a group of devices, a package.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { View } from "../store/committed.ts";
import { ADOMS } from "../urls/device-manager.ts";
import type { Location } from "../urls/location.ts";
import { isRecord, rowsOf } from "../values/read-entry.ts";

/** The group that all FortiGates of an ADOM are in. */
const ALL_FORTIGATES = "All_FortiGate";

/** A device and one of its VDOMs. */
export interface Member {
  readonly name: unknown;
  readonly vdom?: unknown;
}

/** An ADOM and the group of all FortiGates have every device; other lists are stored. */
export function membersOf(view: View, { table }: Pick<Location, "table">, entry: Entry): readonly Member[] {
  if (table === ADOMS) return devicesOf(view, String(entry.name));
  const [, , adom = "", kind] = table.split("/");
  if (kind === "group" && entry.name === ALL_FORTIGATES) return devicesOf(view, adom);
  const name = table.startsWith("dvmdb/") ? "object member" : "scope member";
  return rowsOf(entry[name]).filter(isRecord) as unknown as readonly Member[];
}

function devicesOf(view: View, adom: string): readonly Member[] {
  return [...view.rows(`${ADOMS}/${adom}/device`).values()].flatMap(({ name, vdom }) => {
    const vdoms = rowsOf(vdom).map((one) => ({ name, vdom: one.name }));
    return vdoms.length === 0 ? [{ name, vdom: "root" }] : vdoms;
  });
}
