/**
 * Whether anything refers to an entry: what `get used` marks, and what a filter calls `object used`.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { ExtrasPorts } from "./extras.ts";
import type { Query } from "./request.ts";

export function createUses({ view, integrity }: ExtrasPorts, { location }: Query): (entry: Entry) => boolean {
  const { table, schema } = location;
  return (entry) => integrity.referrers(view, table, schema, String(entry[schema.node.key ?? ""])).length > 0;
}
