/**
 * Turns what FortiManager stores into what a FortiGate takes.
 *
 * @module
 */

import type { FieldSpec, Node } from "../../../cmdb/schema.ts";
import { isDefined, isObject, type JsonObject } from "./json.ts";

/** How a secret is shown that nobody may see: it does not become one by being written. */
const MASKED = /^(?:ENC(?: |$)|\*+$)/;

/** One option under the names that it has had: a device takes the one that its version knows. */
const SAME_OPTION: readonly (readonly string[])[] = [["TCP/UDP/SCTP", "TCP/UDP/UDP-Lite/SCTP"]];

/** An entry as FortiOS writes it. Fields that the device's version lacks are left out, and so are masked secrets. */
export function toFortiOs(node: Node, stored: JsonObject): Record<string, unknown> {
  const fields = Object.entries(stored).map(([name, value]) => {
    const field = node.fields.get(name);
    return [name, field === undefined || field.readonly ? undefined : convertValue(field, value)] as const;
  });
  return Object.fromEntries(fields.filter(([, value]) => isDefined(value)));
}

function convertValue(field: FieldSpec, value: unknown): unknown {
  if (!isDefined(value)) return undefined;
  if (field.node?.kind === "table") return rowsOf(field.node, value);
  if (field.node !== undefined) return isObject(value) ? toFortiOs(field.node, value) : undefined;
  // Lists of options, ports and names, and a network with its mask: FortiOS puts spaces between.
  const text = Array.isArray(value) ? value.join(" ") : value;
  if (field.secret && MASKED.test(String(text))) return undefined;
  return field.options === undefined ? text : nameOnDevice(field.options, text);
}

function nameOnDevice(options: ReadonlySet<string>, value: unknown): unknown {
  if (options.has(String(value))) return value;
  const names = SAME_OPTION.find((same) => same.includes(String(value)));
  return names?.find((name) => options.has(name)) ?? value;
}

/** A list of names becomes rows with that name. */
function rowsOf(node: Node, value: unknown): unknown[] {
  const rows = Array.isArray(value) ? value : value === "" ? [] : [value];
  return rows.map((row) => (isObject(row) ? toFortiOs(node, row) : { [node.key?.name ?? "name"]: row }));
}
