/**
 * Metadata variables: `$(name)` in a text stands for what the variable is on the device.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { mapEntry, mappingFor, type Target } from "./mapping.ts";

const VARIABLE = /\$\(([^)]+)\)/g;

/** A copy of the entry with its variables filled in. One that nobody has defined stays as it is. */
export async function fillVariables(
  entry: Entry,
  find: (name: string) => Promise<Entry | undefined>,
  target: Target,
): Promise<Entry> {
  const text = JSON.stringify(entry);
  const names = new Set(Array.from(text.matchAll(VARIABLE), ([, name = ""]) => name));
  if (names.size === 0) return entry;
  const values = new Map<string, string>();
  for (const name of names) {
    const variable = await find(name);
    const value = variable && valueFor(variable, target);
    if (value !== undefined) values.set(name, String(value));
  }
  const filled = text.replace(VARIABLE, (whole, name: string) => {
    const value = values.get(name);
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(filled);
}

/** What a variable is on a device: its mapping is for the device as a whole, or for one of its VDOMs. */
function valueFor(variable: Entry, target: Target): unknown {
  const whole = mappingFor(variable.dynamic_mapping, { ...target, vdom: "global", groups: [] });
  return whole?.value ?? mapEntry(variable, target).value;
}
