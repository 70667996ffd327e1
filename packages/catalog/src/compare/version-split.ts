/**
 * Tells what of an entry the device's version can hold.
 *
 * @module
 */

import type { Field } from "../types.ts";
import { isInVersion, mayExist } from "../versions.ts";
import { isRecord } from "./is-record.ts";

type Fields = Readonly<Record<string, Field>>;
type Values = Readonly<Record<string, unknown>>;

/** Values, parted by whether wanting them makes a difference to the device. */
export interface VersionSplit<Given = Readonly<Record<string, unknown>>> {
  /** What is left. */
  readonly values: Given;
  /** Fields that were taken out, with the way to them: `ipv6.ip6-mode`. */
  readonly skipped: readonly string[];
}

/** Which device it is. */
export interface Device {
  /** Undefined: not known. Then only what no version takes is taken out. */
  readonly version: string | undefined;
  /** The entry as the device shows it, with all the fields it has. Settles what the sources are not sure of. */
  readonly row?: Readonly<Record<string, unknown>> | undefined;
}

/** Takes out the fields that the device does not have, and those that only it writes. Keys stay. */
export function splitByVersion<Given extends Readonly<Record<string, unknown>>>(
  values: Given,
  group: { readonly fields: Readonly<Record<string, Field>>; readonly mkey?: string | undefined } | undefined,
  device: Device,
): VersionSplit<Given> {
  const skipped = new Set<string>();

  function keepEach(given: Values, fields: Fields, mkey: string | undefined, trail: string): Values {
    const kept: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(given)) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      const row = trail === "" ? device.row : undefined;
      if (field === undefined || name === mkey) kept[name] = value;
      else if (isHeld(name, field, { ...device, row })) kept[name] = keep(value, field, `${trail}${name}.`);
      else skipped.add(`${trail}${name}`);
    }
    return kept;
  }

  function keep(value: unknown, { fields, mkey }: Field, trail: string): unknown {
    if (fields === undefined) return value;
    if (Array.isArray(value))
      return value.map((entry) => (isRecord(entry) ? keepEach(entry, fields, mkey, trail) : entry));
    return isRecord(value) ? keepEach(value, fields, undefined, trail) : value;
  }

  return {
    // Only whole fields are taken out.
    values: group === undefined ? values : (keepEach(values, group.fields, group.mkey, "") as Given),
    skipped: [...skipped],
  };
}

function isHeld(name: string, { versions, readonly }: Field, { version, row }: Device): boolean {
  if (readonly || !mayExist(versions, version)) return false;
  return isInVersion(versions, version) || row === undefined || name in row;
}
