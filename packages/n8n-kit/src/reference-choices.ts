/**
 * Dropdowns filled from the device.
 *
 * @module
 */

import type { FormField } from "@fortiweave/catalog/form";
import { isFortiError } from "@fortiweave/core";
import type { CallOptions, FortiGate } from "@fortiweave/fortios/client";

/** Whose reference fields to fill. */
export interface ChoiceSource {
  readonly path: string;
  readonly fields: readonly FormField[];
  /** The fields that the form shows now. */
  readonly shown: ReadonlySet<string>;
  readonly options: CallOptions;
}

/** Tables read for one form, at most: the editor asks for the form whenever the node is opened. */
const MOST_READS = 12;

/**
 * Reads what the device offers for single references. All of them where that takes few reads, as it does for nearly every
 * table; in a form as large as a policy's only for the fields that it shows. Lists are picked elsewhere, one at a time.
 */
export async function readReferenceChoices(
  fgt: FortiGate,
  { path, fields, shown, options }: ChoiceSource,
): Promise<Map<string, readonly string[]>> {
  const references = fields.filter((field) => field.kind === "reference" && !field.multiple && !field.readonly);
  const wanted = countReads(references) <= MOST_READS ? references : references.filter(({ id }) => shown.has(id));
  const choices = new Map<string, readonly string[]>();
  let reads = 0;
  for (const field of wanted) {
    reads += countReads([field]);
    if (reads > MOST_READS) break;
    const names = await fgt.options(path, field.id, options).catch(unlessFieldFault);
    if (names !== undefined) choices.set(field.id, names);
  }
  return choices;
}

function countReads(fields: readonly FormField[]): number {
  return fields.reduce((sum, { refs = [] }) => sum + refs.length, 0);
}

/** A table that this administrator may not read leaves one field a text field, and not the form empty. */
function unlessFieldFault(error: unknown): undefined {
  if (isFortiError(error, "FORBIDDEN", "NOT_FOUND", "UNSUPPORTED", "INVALID_INPUT", "DEVICE_ERROR")) return undefined;
  throw error;
}
