/**
 * From the segments of a URL to the place in the configuration that they name.
 *
 * @module
 */

import {
  type Collection,
  childCollection,
  entrySlot,
  nestedSlot,
  objectSlot,
  rootCollection,
  type Slot,
} from "./collection.ts";
import type { Configuration } from "./configuration.ts";
import { keyFromUrl } from "./key.ts";
import { noSuchTable } from "./refusal.ts";
import type { Schema } from "./schema.ts";

export type Location =
  | { readonly kind: "collection"; readonly collection: Collection }
  | { readonly kind: "entry"; readonly collection: Collection; readonly key: string; readonly slot: Slot }
  | { readonly kind: "object"; readonly slot: Slot };

/**
 * @param segments What follows the table's path: none for the table itself, `["blocked"]` for an entry, `["blocked",
 * "member", "web"]` for an entry of its child table.
 * @throws Refusal when there is no such field, or no such entry on the way.
 */
export function locate(
  configuration: Configuration,
  schema: Schema,
  vdom: string,
  segments: readonly string[],
): Location {
  let location: Location =
    schema.node.kind === "table"
      ? { kind: "collection", collection: rootCollection(configuration, schema, vdom) }
      : { kind: "object", slot: objectSlot(configuration, schema, vdom) };
  for (const segment of segments) location = stepInto(location, segment);
  return location;
}

function stepInto(location: Location, segment: string): Location {
  if (location.kind === "collection") {
    const { collection } = location;
    const key = keyFromUrl(collection.node, segment);
    return { kind: "entry", collection, key, slot: entrySlot(collection, key) };
  }
  const { slot } = location;
  const field = slot.node.fields.get(segment);
  if (field?.node === undefined) throw noSuchTable();
  // An entry that is not there has no children either.
  slot.read();
  return field.node.kind === "table"
    ? { kind: "collection", collection: childCollection(slot, field, field.node) }
    : { kind: "object", slot: nestedSlot(slot, field, field.node) };
}
