/**
 * Where tables and objects stand: in an ADOM, in a package, in the database of a device, ...
 *
 * @module
 */

import type { ObjectEntry, ObjectKind } from "@fortiweave/catalog/fortimanager";
import { invalidInput } from "@fortiweave/core/client";
import { writeValue } from "../url.ts";

/** A mapping's key: a device and a VDOM of it, or a device group, which has no VDOM. */
export interface MappingScope {
  /** Name of the device or of the device group. */
  readonly name: string;
  /** Name of the VDOM. Without one it is a device group. */
  readonly vdom?: string;
}

/** What names an entry: its name or number; in a table of mappings a device and a VDOM. */
export type EntryKey = string | number | MappingScope;

/** One table or object. */
export interface Place {
  /** Its path in the catalogue: `pkg/firewall/policy`. */
  readonly path: string;
  /** Its own name, where several have the same path: `pkg/default/firewall/policy`. Else the path. */
  readonly name: string;
  readonly kind: ObjectKind;
  /** Name of the key of its entries. Undefined: there is none, or nobody knows it. */
  readonly mkey: string | undefined;
  /** Its url, without a slash in front. */
  readonly url: string;
  /** The url with placeholders, for statistics. */
  readonly endpoint: string;
  /** What the placeholder behind the url is called. A package's stands for a path. */
  readonly item: string;
  /** What the catalogue knows of it. Reads it once. */
  entry(): Promise<ObjectEntry | undefined>;
}

/** The key of mappings. */
export const SCOPE = "_scope";

/** The url of one entry. */
export function entryUrl(place: Place, key: EntryKey): string {
  const parts =
    typeof key === "object" && key !== null ? [key.name, ...(key.vdom === undefined ? [] : [key.vdom])] : [key];
  return [place.url, ...parts.map((part) => writeKey(place, part))].join("/");
}

/** An empty name would address the whole table. */
function writeKey({ item, name }: Place, part: string | number): string {
  if (part === "" || (typeof part !== "string" && !Number.isSafeInteger(part))) {
    throw invalidInput(
      `Not a key of ${name}: ${JSON.stringify(part) ?? "nothing"}`,
      "Give the entry's exact name or number",
    );
  }
  return writeValue(item, part);
}

/** For messages: `firewall/address "web"`. */
export function entryName({ name }: Pick<Place, "name">, key: unknown): string {
  return `${name} ${JSON.stringify(isScope(key) ? [key.name, key.vdom].filter(Boolean).join("/") : key)}`;
}

function isScope(key: unknown): key is MappingScope {
  return typeof key === "object" && key !== null && "name" in key;
}
