/**
 * The members of an ADOM are the devices in it: to add one is to move it there.
 *
 * @module
 */

import type { Answer } from "../../parts.ts";
import { invalidData, missing } from "../../rpc/refusals.ts";
import type { Schema } from "../schema/schemas.ts";
import { ADOMS, homeOf } from "../urls/device-manager.ts";
import type { Location } from "../urls/location.ts";
import { isRecord } from "../values/read-entry.ts";
import type { Change } from "./change.ts";

/** Where a device goes that leaves its ADOM. */
const ROOT = "root";

/** Whether a url means the members of an ADOM. */
export function isMembership({ table, steps }: Location): boolean {
  return table === ADOMS && steps[0]?.field.name === "object member";
}

/** What is known of tables. */
interface Known {
  schemaOf(table: string): Schema | undefined;
  learn(table: string, schema: Schema): void;
}

export function moveDevices(
  { layer, operation, location }: Omit<Change, "target">,
  { schemaOf, learn }: Known,
): Answer {
  const { data, method } = operation;
  const { key: adom = ROOT } = location;
  if (layer.get(ADOMS, adom) === undefined) throw missing();
  const to = `${ADOMS}/${method === "delete" ? ROOT : adom}/device`;
  for (const member of [data].flat()) {
    if (!isRecord(member) || typeof member.name !== "string") throw invalidData();
    const from = homeOf(layer, "device", member.name);
    const entry = layer.get(from, member.name);
    if (entry === undefined) throw missing();
    const schema = schemaOf(from);
    if (schema !== undefined) learn(to, schema);
    if (from === to) continue;
    layer.apply([
      { table: from, key: member.name, entry: undefined },
      { table: to, key: member.name, entry },
    ]);
  }
  return {};
}
