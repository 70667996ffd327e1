/**
 * What a table or an object is like: its defaults and its schema as the device tells them, and what the catalogue knows.
 *
 * @module
 */

import type { CmdbEntry } from "@fortiweave/catalog";
import { inVersion } from "@fortiweave/catalog/compare";
import { FortiError } from "@fortiweave/core";
import { type Answer, type AnswerMode, invalidInput } from "@fortiweave/core/client";
import type { Engine } from "./engine.ts";
import { type Envelope, isRecord, rowsIn } from "./envelope.ts";
import { type Place, senderIn } from "./place.ts";
import type { CallOptions } from "./types.ts";

/** A schema as the device gives it. Beside what is named here it holds whatever the device's version adds. */
export interface LiveSchema {
  /** Its own name, without the path. */
  readonly name?: string;
  /** `table`, `complex` for an object, `unitary` for a field that holds one value. */
  readonly category?: string;
  /** Name of the key field of a table. */
  readonly mkey?: string;
  /** The fields, by name: schemas in turn. */
  readonly children?: Readonly<Record<string, LiveSchema>>;
  /** Of a field: `string`, `integer`, `option`, ... */
  readonly type?: string;
  /** Of an option field: the values that it takes. */
  readonly options?: readonly LiveOption[];
  /** Whatever else the device tells. */
  readonly [more: string]: unknown;
}

/** One value of an option field, as the device gives it. */
export interface LiveOption {
  /** The value on the wire. */
  readonly name?: string;
  /** Whatever else the device tells. */
  readonly [more: string]: unknown;
}

/** What tells what a table or an object is like. */
export interface PlaceFacts<Values, Mode extends AnswerMode = "throw"> {
  /** Every field with its default, as the device tells it. */
  defaults(options?: CallOptions): Answer<Partial<Values>, Mode>;
  /** Its schema as this very device has it. */
  schema(options?: CallOptions): Answer<LiveSchema, Mode>;
  /**
   * What the catalogue knows: each field with its type, limits, options, default, references, and whether it is
   * required. Sends nothing. Once the device has told its version, what that lacks is left out. Throws INVALID_INPUT when
   * the catalogue does not know the path: then ask `schema`.
   */
  describe(): Answer<CmdbEntry, Mode>;
}

/** Makes the facts of a place. */
export function createPlaceFacts(engine: Engine, place: Place): PlaceFacts<Readonly<Record<string, unknown>>> {
  const send = senderIn(engine, place);
  const ask = (what: "defaults" | "schema", action: string, options: CallOptions): Promise<Envelope> =>
    send({ action: `get ${what}`, method: "GET", query: [["action", action]] }, options);
  return {
    defaults: async (options = {}) => rowsIn(await ask("defaults", "default", options))[0] ?? {},
    async schema(options = {}) {
      const { results } = await ask("schema", "schema", options);
      if (isRecord(results)) return results;
      throw new FortiError({ code: "BAD_RESPONSE", message: `The device answered no schema of ${place.name}` });
    },
    async describe() {
      const entry = await engine.validator.entry(place.known);
      if (entry !== undefined) return inVersion(entry, engine.version);
      throw invalidInput(`The catalogue does not know ${place.name}`, "schema() asks the device");
    },
  };
}
