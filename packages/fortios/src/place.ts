/**
 * Where a table or an object of the configuration lies: at a path of its own, or inside an entry or another object.
 *
 * @module
 */

import type { Mkey } from "./encode.ts";
import type { Engine } from "./engine.ts";
import type { Envelope } from "./envelope.ts";
import type { Call } from "./request.ts";
import type { CallOptions } from "./types.ts";

/** One table or object. */
export interface Place {
  /** What follows `/api/v2/cmdb/`: `firewall/addrgrp`. */
  readonly path: string;
  /** What follows the path, not yet encoded: `["blocked", "member"]`. */
  readonly segments: readonly Mkey[];
  /** Where the catalogue has it, with a dash for each key: `firewall/addrgrp/-/member`. */
  readonly known: string;
  /** The fields that lead to it from an entry: `member`. Empty for what has a path of its own. */
  readonly inside: string;
  /** For messages: `firewall/addrgrp "blocked" member`. */
  readonly name: string;
}

/** What has a path of its own. */
export function placeAt(path: string): Place {
  return { path, segments: [], known: path, inside: "", name: path };
}

/** What a field of an object holds, or of the entry with the key. */
export function placeIn(outer: Place, field: string, mkey?: Mkey): Place {
  // A field of an object with a path of its own has one too.
  if (mkey === undefined && outer.segments.length === 0) return placeAt(`${outer.path}/${field}`);
  const isEntry = mkey !== undefined;
  return {
    path: outer.path,
    segments: [...outer.segments, ...(isEntry ? [mkey] : []), field],
    known: `${outer.known}${isEntry ? "/-" : ""}/${field}`,
    inside: outer.inside === "" ? field : `${outer.inside}/${field}`,
    name: `${isEntry ? entryName(outer, mkey) : outer.name} ${field}`,
  };
}

/** The fields that lead to it, whatever the entries: `firewall/addrgrp/member`. */
export function fieldPath({ known }: Place): string {
  return known.replaceAll("/-/", "/");
}

/** For messages: `firewall/address "web"`. */
export function entryName({ name }: Place, mkey: unknown): string {
  return `${name} ${JSON.stringify(mkey)}`;
}

/** A call in a place that is said elsewhere. */
export type PlaceCall = Omit<Call, "area" | "path">;

/** Sends the calls of one place. */
export type PlaceSender = (call: PlaceCall, options: CallOptions) => Promise<Envelope>;

/** What sends calls in a place. */
export function senderIn(engine: Engine, place: Place): PlaceSender {
  return (call, options) => engine.send(callIn(place, call), options);
}

/** A call in a place. Its segments follow those of the place. */
export function callIn(
  { path, segments, inside }: Place,
  { segments: further = [], action, ...call }: PlaceCall,
): Call {
  return {
    ...call,
    area: "cmdb",
    path,
    segments: [...segments, ...further],
    action: inside === "" ? action : `${action} ${inside}`,
  };
}
