/**
 * Checks what is written against the catalogue and the version that FortiManager reported, before anything is sent. Read
 * at the first write: the checks are large, and who only reads has no use for them.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog";
import { isRecord } from "@fortiweave/catalog/compare";
import type { ObjectEntry } from "@fortiweave/catalog/fortimanager";
import { validateEntry } from "@fortiweave/catalog/validate";
import { checkChoice } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import type { ValidateMode } from "./types.ts";

type Values = Readonly<Record<string, unknown>>;
type Versioned = Pick<Field, "versions">;

const MODES: readonly ValidateMode[] = ["strict", "known", "off"];

/** What is checked. */
export interface Subject {
  /** Undefined: the catalogue does not know it, and nothing is checked. */
  readonly entry: ObjectEntry | undefined;
  readonly values: Values;
  readonly action: "create" | "update";
  /** Ends the sentence "Cannot ...". */
  readonly what: string;
  readonly mode: ValidateMode;
}

/**
 * Checks values for the version, as far as it is known.
 *
 * @throws FortiError INVALID_INPUT listing every issue, or for a mode that does not exist.
 */
export function checkValues({ entry, values, action, what, mode }: Subject, version: string | undefined): void {
  checkChoice("validate", mode, MODES);
  if (entry === undefined || mode === "off") return;
  // Those of a device are FortiOS's, and it is not known here.
  const own = entry.versionsOf === undefined ? version : undefined;
  const issues = validateEntry(entry, values, {
    mode: action,
    strict: mode === "strict",
    ...(own !== undefined && { version: own }),
  });
  if (issues.length === 0) return;
  throw invalidInput(`Cannot ${what}: ${issues.map(inWords).join("; ")}`, "Nothing was sent; correct the input");
}

/**
 * Checks values. The version is asked for, once, where it makes a difference to them.
 *
 * @throws FortiError as {@link checkValues} does.
 */
export async function check(engine: Engine, subject: Subject, options: CallOptions): Promise<void> {
  checkValues(subject, engine.knownVersion);
  if (engine.knownVersion !== undefined || subject.mode === "off" || !dependsOnVersion(subject.entry, subject.values))
    return;
  checkValues(subject, await engine.version(options));
}

/** Whether another version may take the values in another way. */
export function dependsOnVersion(entry: ObjectEntry | undefined, values: Values): boolean {
  if (entry === undefined || entry.versionsOf !== undefined) return false;
  return entry.versions !== undefined || anyVersioned(values, entry.fields);
}

function anyVersioned(values: Values, fields: Readonly<Record<string, Field>>): boolean {
  return Object.entries(values).some(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) return false;
    if (field.versions !== undefined || field.altType !== undefined) return true;
    const items = [value].flat();
    const inner = field.fields;
    if (inner !== undefined) return items.some((row) => isRecord(row) && anyVersioned(row, inner));
    return (field.options ?? []).some((option) => isVersioned(option) && items.includes(option.value));
  });
}

function isVersioned(
  option: string | (Versioned & { readonly value: string }),
): option is Versioned & { readonly value: string } {
  return typeof option !== "string" && option.versions !== undefined;
}

/** A message names its field; one that lies deeper also needs the way there. */
function inWords({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  return path.length > 1 ? `${path.slice(0, -1).join(".")}: ${message}` : message;
}
