/**
 * What a table or an object is like: its defaults and its schema as FortiManager tells them, and what the catalogue knows.
 *
 * @module
 */

import { inVersion, isRecord } from "@fortiweave/catalog/compare";
import type { ObjectEntry } from "@fortiweave/catalog/fortimanager";
import { FortiError } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import type { Place } from "./place.ts";
import { senderIn } from "./sender.ts";

/** A schema as FortiManager gives it. Beside what is named here it holds whatever the version adds. */
export interface LiveSchema {
  /** The most entries that fit. */
  readonly alimit?: number;
  /** The fields, by name. */
  readonly attr?: Readonly<Record<string, LiveField>>;
  /** Whatever else FortiManager tells. */
  readonly [more: string]: unknown;
}

/** One field, as FortiManager gives it. */
export interface LiveField {
  /** `string`, `uint32`, `datasrc`, ... */
  readonly type?: string;
  /** The numbers of the values that an option field takes, by name. */
  readonly opts?: Readonly<Record<string, number>>;
  /** What it holds when nobody sets it. */
  readonly default?: unknown;
  /** The most values; -1: any number. */
  readonly max_argv?: number;
  /** The tables that it refers to. */
  readonly ref?: readonly { readonly category?: string; readonly mkey?: string }[];
  /** Whatever else FortiManager tells. */
  readonly [more: string]: unknown;
}

/** What tells what a table or an object is like. */
export interface PlaceFacts<Row> {
  /** The values of a new entry, as FortiManager tells them. */
  defaults(options?: CallOptions): Promise<Partial<Row>>;
  /** Its schema as this very FortiManager has it. */
  schema(options?: CallOptions): Promise<LiveSchema>;
  /**
   * What the catalogue knows: each field with its type, limits, options, default, references, and whether it is
   * required. Sends nothing. Once FortiManager has told its version, what that lacks is left out. Throws INVALID_INPUT
   * when the catalogue does not know the path: then ask `schema`.
   */
  describe(): Promise<ObjectEntry>;
}

/** Makes the facts of a place. */
export function createFacts(engine: Engine, place: Place): PlaceFacts<Readonly<Record<string, unknown>>> {
  const { send } = senderIn(engine, place);
  return {
    async defaults(options = {}) {
      const { data } = await send("get", { url: place.url, "object template": 1 }, options);
      const row: unknown = Array.isArray(data) ? data[0] : data;
      return isRecord(row) ? row : {};
    },
    schema: (options) => readSchema(engine, place, options),
    async describe() {
      const entry = await place.entry();
      const { knownVersion } = engine;
      if (entry !== undefined) return entry.versionsOf === undefined ? inVersion(entry, knownVersion) : entry;
      throw invalidInput(`The catalogue does not know ${place.name}`, "schema() asks FortiManager");
    },
  };
}

/** The schema of a place. FortiManager answers it under the path with spaces: `firewall address`. */
export async function readSchema(engine: Engine, place: Place, options: CallOptions = {}): Promise<LiveSchema> {
  const { data } = await senderIn(engine, place).send("get", { url: place.url, option: "syntax" }, options);
  const [schema] = isRecord(data) ? Object.values(data).filter(isRecord) : [];
  if (schema !== undefined) return schema;
  throw new FortiError({ code: "BAD_RESPONSE", message: `FortiManager answered no schema of ${place.name}` });
}
