/**
 * Compares the fields of one table or object.
 *
 * @module
 */

import { type Field, isInVersion, mayExist, type Option } from "@fortiweave/catalog";
import type { LiveSchema } from "../place-facts.ts";
import type { DriftFinding } from "./drift.ts";

/** Which table, in which version, and the fields that lead to the ones that are compared. */
export interface Where {
  readonly path: string;
  readonly version: string;
  readonly outer?: string;
}

type Fields = Readonly<Record<string, Field>>;
type Children = Readonly<Record<string, LiveSchema>>;
/** What some versions have: a table, a field or an option. */
type Versioned = Pick<Field, "versions" | "versionsUnknown">;

/** The differences between the catalogue's fields and those of the device. */
export function compareFields(where: Where, known: Fields, live: Children): DriftFinding[] {
  const both = Object.keys(live).filter((name) => mayHave(own(known, name), where.version));
  const more = Object.keys(live).filter((name) => !both.includes(name));
  const less = Object.keys(known).filter((name) => !Object.hasOwn(live, name) && mustHave(known[name], where.version));
  return [
    ...more.map((name): DriftFinding => ({ only: "device", what: "field", ...at(where, name) })),
    ...less.map((name): DriftFinding => ({ only: "catalogue", what: "field", ...at(where, name) })),
    ...both.flatMap((name) => compareField(where, name, known[name], live[name])),
  ];
}

function compareField(where: Where, name: string, known: Field = { type: "" }, live: LiveSchema = {}): DriftFinding[] {
  const { path, field } = at(where, name);
  const inner =
    known.fields !== undefined && live.children !== undefined
      ? compareFields({ ...where, outer: field }, known.fields, live.children)
      : [];
  return [...compareOptions({ path, field }, where.version, known, live), ...inner];
}

function compareOptions(
  place: Pick<DriftFinding, "path" | "field">,
  version: string,
  { options = [] }: Field,
  live: LiveSchema,
): DriftFinding[] {
  const offered = (live.options ?? []).flatMap((option) => option.name ?? []);
  // A device that lists none has not said that there are none.
  if (offered.length === 0) return [];
  const known = new Map(options.map((option) => toOption(option)).map((option) => [option.value, option]));
  const more = offered.filter((value) => !mayHave(known.get(value), version));
  const less = [...known.values()].filter((option) => mustHave(option, version) && !offered.includes(option.value));
  return [
    ...more.map((option): DriftFinding => ({ only: "device", what: "option", ...place, option })),
    ...less.map(({ value }): DriftFinding => ({ only: "catalogue", what: "option", ...place, option: value })),
  ];
}

/** Whether a version may have what the catalogue knows. A gap in what that knows of versions is no difference. */
export function mayHave(known: Versioned | undefined, version: string): boolean {
  return known !== undefined && mayExist(known.versions, version);
}

/** Whether a version surely has what the catalogue knows. */
export function mustHave(known: Versioned | undefined, version: string): boolean {
  return known !== undefined && known.versionsUnknown !== true && isInVersion(known.versions, version);
}

function toOption(option: string | Option): Option {
  return typeof option === "string" ? { value: option } : option;
}

function own(fields: Fields, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function at({ path, outer }: Where, name: string): { path: string; field: string } {
  return { path, field: outer === undefined ? name : `${outer}/${name}` };
}
