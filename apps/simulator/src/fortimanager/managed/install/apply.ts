/**
 * Makes the changes of an installation on the FortiGate, through its own API.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import { EMPTY, type Entry, isEntry, isRows, type Value } from "../../../cmdb/entry.ts";
import type { FieldSpec, Node } from "../../../cmdb/schema.ts";
import type { ManagerSettings, Reachable } from "../../parts.ts";
import { isObject } from "../form/json.ts";
import { callThrough, type TunnelCall, type TunnelReply } from "../tunnel.ts";
import type { Change } from "./change.ts";

/** A change that the FortiGate did not make. */
export interface Failure {
  readonly change: Change;
  /** In its own words. */
  readonly reason: string;
}

/** The others are made all the same. @throws TunnelDown when the FortiGate does not answer. */
export async function applyChanges(
  reachable: Reachable,
  settings: ManagerSettings,
  changes: readonly Change[],
): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const change of changes) {
    const reply = await callThrough(reachable, settings, callFor(change));
    if (reply.status !== 200) failures.push({ change, reason: reasonOf(reply) });
  }
  return failures;
}

/** `firewall address "web": value parse error before 'x'` */
export function failureText({ change, reason }: Failure): string {
  const key = change.key === "" ? "" : ` "${change.key}"`;
  return `${change.path.replaceAll(/[./]/g, " ")}${key}: ${reason}`;
}

function callFor(change: Change): TunnelCall {
  const { node } = change.schema;
  const table = `/api/v2/cmdb/${change.path}`;
  const entry = change.key === "" ? table : `${table}/${encodeURIComponent(change.key)}`;
  const vdom = `vdom=${encodeURIComponent(change.vdom ?? "root")}`;
  switch (change.kind) {
    case "delete":
      return { method: "DELETE", url: `${entry}?${vdom}` };
    case "move": {
      const place = `${change.side}=${encodeURIComponent(change.neighbour)}`;
      return { method: "PUT", url: `${entry}?${vdom}&action=move&${place}` };
    }
    case "edit": {
      const isNew = change.before === undefined && node.kind === "table";
      const body = bodyOf(node, change.before ?? EMPTY, change.after);
      return isNew
        ? { method: "POST", url: `${table}?${vdom}`, body: { ...body, [node.key?.name ?? "name"]: change.key } }
        : { method: "PUT", url: `${entry}?${vdom}`, body };
    }
  }
}

/** The fields that change, with their defaults where they are reset. */
function bodyOf(node: Node, before: Entry, after: Entry): Record<string, unknown> {
  const changed = [...node.fields.values()].filter(({ name }) => !isDeepStrictEqual(before[name], after[name]));
  return Object.fromEntries(changed.map((field) => [field.name, wireValue(field, after[field.name])]));
}

function wireValue({ node, default: byDefault }: FieldSpec, value: Value | undefined): unknown {
  if (node === undefined) return value ?? byDefault;
  if (node.kind === "table") return isRows(value) ? value : (value ?? []);
  // A nested object is merged with what is there, so every field of it is said.
  return isEntry(value) || value === undefined ? everyField(node, value ?? EMPTY) : value;
}

function everyField(node: Node, entry: Entry): Record<string, unknown> {
  const fields = [...node.fields.values()].filter(({ readonly, secret }) => !readonly && !secret);
  return { ...Object.fromEntries(fields.map((field) => [field.name, wireValue(field, entry[field.name])])), ...entry };
}

function reasonOf({ status, body }: TunnelReply): string {
  const { cli_error: lines, error } = isObject(body) ? body : {};
  if (typeof lines === "string")
    return lines
      .split("\n")
      .filter((line) => line !== "")
      .join("; ");
  return error === undefined ? `HTTP ${status}` : `HTTP ${status}, error ${String(error)}`;
}
