/**
 * Writes filters the way a FortiGate reads them: a comma is or, a repeated `filter` parameter is and.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";
import type { Condition, Filter, FilterOperator } from "./types.ts";

const OPERATORS: ReadonlySet<string> = new Set<FilterOperator>([
  "==",
  "!=",
  "=*",
  "!*",
  "=@",
  "!@",
  "<=",
  "<",
  ">=",
  ">",
]);

/** A dot leads into what the field holds; one with a backslash belongs to its name. */
const FIELD_NAME = /^[A-Za-z0-9_+-]+(?:\\?\.[A-Za-z0-9_+-]+)*$/;

/**
 * The values of the `filter` parameters, one for each condition that must hold. A text is the device's own syntax and
 * is only split at `&`.
 *
 * @throws FortiError INVALID_INPUT for a condition that the device could not read as it is meant.
 */
export function buildFilter(filter: Filter): string[] {
  if (typeof filter === "string") return filter.split("&").filter((part) => part !== "");
  return filter.map((item) => {
    const alternatives = isCondition(item) ? [item] : item;
    if (alternatives.length === 0) throw invalidInput("An empty list of alternatives matches nothing", "Leave it out");
    return alternatives.map(writeCondition).join(",");
  });
}

/** A condition starts with its field's name, a list of alternatives with a condition. */
function isCondition(item: Condition | readonly Condition[]): item is Condition {
  return typeof item[0] === "string";
}

function writeCondition([field, operator, value]: Condition): string {
  if (!FIELD_NAME.test(field)) throw invalidInput(`Not the name of a field: ${JSON.stringify(field)}`);
  if (!OPERATORS.has(operator)) {
    throw invalidInput(`Not a filter operator: ${JSON.stringify(operator)}`, `Use one of ${[...OPERATORS].join(" ")}`);
  }
  const text = writeValue(field, value);
  if ((operator === "<" || operator === ">") && text.startsWith("=")) {
    throw invalidInput(`Cannot filter ${field}: its value begins with =, and "${operator}=" is an operator of its own`);
  }
  return `${field}${operator}${text}`;
}

function writeValue(field: string, value: string | number): string {
  if (typeof value === "number") {
    if (Number.isFinite(value)) return String(value);
    throw invalidInput(`Cannot filter ${field} by ${value}`);
  }
  // No source shows how a device wants these escaped, and a wrong guess would silently match other rows. The value may be
  // a secret, so the message does not show it.
  if (/[,\\]/.test(value) || !value.isWellFormed()) {
    throw invalidInput(
      `Cannot filter ${field}: its value holds a comma or a backslash, which have a meaning of their own in a filter`,
      'Filter by a part of the value with "=@", then compare in your code; or give the whole filter as the device\'s own text',
    );
  }
  return value;
}
