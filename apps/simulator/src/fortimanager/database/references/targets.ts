/**
 * Where references lead: which tables hold what they name.
 *
 * @module
 */

import type { FortiManagerRegistry } from "@fortiweave/catalog/fortimanager";
import type { Entry } from "../../parts.ts";
import { keyOf } from "../schema/keys.ts";
import type { Owners } from "../schema/owners.ts";
import { DEVICE, type Schema } from "../schema/schemas.ts";
import type { View } from "../store/committed.ts";
import { rowsOf } from "../values/read-entry.ts";

export interface Targets {
  /** Whether a reference such as `firewall/address.name` in a table may have a value. */
  mayName(view: View, ref: string, table: string, value: string): boolean;
  /** The tables that it may lead to, apart from those in a package or a template. */
  tablesNamedBy(ref: string, table: string): readonly string[];
}

/** Where a reference leads. */
interface Target {
  /** The urls of the table that holds what is named. */
  readonly templates: readonly string[];
  /** From its entries to the child table that what is named is in. */
  readonly trail: readonly string[];
  readonly field: string;
}

/** The tables that a reference may lead to from one ADOM or VDOM. */
interface Reach {
  readonly tables: readonly string[];
  /** Of those that are in some package or template. */
  readonly patterns: readonly RegExp[];
}

/**
 * Tables that a device fills from FortiGuard's databases. The simulator has none of their content, so it takes any name
 * of theirs.
 */
const DATABASES =
  /^(?:device:)?(?:firewall\/(?:internet-service(?:-name)?|vendor-mac)|application\/internet-service|ips\/.*|user\/adgrp)\./;

export function createTargets(
  registry: FortiManagerRegistry,
  owners: Owners,
  schemaOf: (table: string) => Schema | undefined,
): Targets {
  const targets = new Map<string, Target | undefined>();
  const reaches = new Map<string, Reach>();

  function targetOf(ref: string): Target | undefined {
    if (!targets.has(ref)) targets.set(ref, readRef(ref));
    return targets.get(ref);
  }

  function readRef(ref: string): Target | undefined {
    if (DATABASES.test(ref)) return undefined;
    const at = ref.lastIndexOf(".");
    const [path, field] = [ref.slice(0, at), ref.slice(at + 1)];
    if (path.startsWith(DEVICE)) return { field, trail: [], templates: deviceTemplates(path.slice(DEVICE.length)) };
    const row = registry.find("object", path);
    if (row === undefined || !row.methods.includes("add")) return undefined;
    const found = row.urls.map((url) => owners.of(url));
    const trail = owners.partsOf(found[0]?.row.path ?? "").find((part) => part.row.path === path)?.trail ?? [];
    return { field, trail, templates: found.map(({ template }) => template) };
  }

  function reachOf(ref: string, { templates }: Target, table: string): Reach {
    const origin = originOf(table);
    const id = `${ref}\n${origin.join("/")}`;
    const reach = reaches.get(id) ?? toReach(templates, origin);
    reaches.set(id, reach);
    return reach;
  }

  function isThere(view: View, ref: string, target: Target, table: string, value: string): boolean {
    const { tables, patterns } = reachOf(ref, target, table);
    if (tables.some((name) => holds(view, target, name, value))) return true;
    if (patterns.length === 0) return false;
    return view
      .tables(scopeOf(table))
      .some((name) => patterns.some((pattern) => pattern.test(name)) && holds(view, target, name, value));
  }

  /** Of a table that nobody can look into, or that was never retrieved from a device, any name may be right. */
  function mayName(view: View, ref: string, table: string, value: string): boolean {
    const target = targetOf(ref);
    if (target === undefined || isThere(view, ref, target, table, value)) return true;
    const { tables } = reachOf(ref, target, table);
    return ref.startsWith(DEVICE) && tables.every((name) => view.rows(name).size === 0);
  }

  function holds(view: View, { trail, field }: Target, table: string, value: string): boolean {
    if (trail.length === 0 && schemaOf(table)?.node.key === field) return view.get(table, value) !== undefined;
    return [...view.rows(table).values()].some((entry) => valuesAt(entry, trail, field).includes(value));
  }

  return {
    mayName,
    tablesNamedBy(ref, table) {
      const target = targetOf(ref);
      return target === undefined ? [] : reachOf(ref, target, table).tables;
    },
  };
}

/** The values of a field in the rows of a child table, or in the entry itself. */
function valuesAt(entry: Entry, [name, ...rest]: readonly string[], field: string): string[] {
  if (name === undefined) {
    const value = entry[field];
    return value === undefined ? [] : [keyOf(field, entry) ?? String(value)];
  }
  const value = entry[name];
  return (Array.isArray(value) ? rowsOf(value) : [Object(value)]).flatMap((row) => valuesAt(row, rest, field));
}

/** The ADOM, the global database, or the device: nothing refers to what is outside. */
export function scopeOf(table: string): string {
  const [root = "", kind = "", owner = "", name = ""] = table.split("/");
  if (root !== "pm" || kind !== "config") return root === "cli" ? "cli/global" : table;
  return owner === "global" ? "pm/config/global" : `pm/config/${owner}/${name}`;
}

/** What of a url says from where a reference goes out: an ADOM, the global database, or a VDOM of a device. */
function originOf(table: string): readonly string[] {
  const segments = table.split("/");
  return segments.slice(2, segments[2] === "device" && segments[4] === "vdom" ? 6 : segments[2] === "global" ? 3 : 4);
}

function toReach(templates: readonly string[], [kind, owner = "", , vdom]: readonly string[]): Reach {
  const urls = templates
    .filter((template) => !template.startsWith("pm/config/") || template.startsWith(`pm/config/${kind}`))
    .map((template) => template.replace(`{${kind}}`, () => owner))
    .map((template) => (vdom === undefined ? template : template.replace("{vdom}", () => vdom)));
  return {
    tables: urls.filter((url) => !url.includes("{")),
    patterns: urls.filter((url) => url.includes("{")).map(toPattern),
  };
}

/** What is left open may hold anything, also folders. */
function toPattern(url: string): RegExp {
  const parts = url.split(/\{[^}]*\}/).map((part) => part.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".+")}$`);
}

function deviceTemplates(path: string): readonly string[] {
  return ["vdom/{vdom}", "global"].map((place) => `pm/config/device/{device}/${place}/${path}`);
}
