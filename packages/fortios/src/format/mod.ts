/**
 * Prints rows: as a table for people, as CSV, JSON or YAML for programs.
 *
 * @example
 * ```ts
 * import type { FortiGate } from "@fortiweave/fortios";
 * import { formatRows } from "@fortiweave/fortios/format";
 *
 * export async function printPolicies(fgt: FortiGate): Promise<void> {
 *   const policies = await fgt.cmdb("firewall/policy").list();
 *   console.log(formatRows(policies, "table", { columns: ["policyid", "name", "srcaddr", "action"] }));
 * }
 * ```
 *
 * @module
 */

export { type FormatOptions, formatRows, type RowFormat } from "./format-rows.ts";
