/**
 * The configuration that FortiManager keeps of each device (`pm/config/device/...`): every table of FortiOS, in
 * FortiManager's form.
 *
 * @module
 */

import { isNameList } from "../fields.ts";
import type { ObjectEntry } from "../json-rpc/types.ts";
import type { Registry } from "../registry.ts";
import type { CmdbEntry, Field } from "../types.ts";

type Fields = Readonly<Record<string, Field>>;

/** FortiManager's verbs for what HTTP's do on a FortiGate. */
const VERBS: Readonly<Record<string, readonly string[]>> = {
  GET: ["get"],
  POST: ["add", "set"],
  PUT: ["set", "update"],
  DELETE: ["delete"],
};

/** Where no source says whether a table belongs to a VDOM, it may stand in either place. */
const PLACES: readonly string[] = ["pm/config/device/{device}/vdom/{vdom}", "pm/config/device/{device}/global"];

/**
 * The entry of a table in a device's database, or of a child table in it: `router/static`, `firewall/service/custom`,
 * `router/bgp/neighbor`. It is made from what is known of FortiOS, whose versions it also bears. Undefined when FortiOS
 * has no such table.
 *
 * @example
 * ```ts
 * import { fortios } from "@fortiweave/catalog";
 * import { loadDeviceEntry } from "@fortiweave/catalog/fortimanager";
 *
 * const entry = await loadDeviceEntry(fortios, "router/static");
 * entry?.urls[0]; // pm/config/device/{device}/vdom/{vdom}/router/static
 * ```
 */
export async function loadDeviceEntry(fortios: Registry, path: string): Promise<ObjectEntry | undefined> {
  const found = findTable(fortios, path);
  const entry = found && (await fortios.load("cmdb", found.path));
  return found && entry && toObjectEntry(fortios, entry, found.children);
}

/** FortiOS writes some slashes as dots, and knows child tables only as fields. */
function findTable(fortios: Registry, path: string): { path: string; children: readonly string[] } | undefined {
  const tables = new Map(fortios.rows("cmdb").map((row) => [withSlashes(row.path), row.path]));
  const segments = path.split("/");
  for (let length = segments.length; length > 0; length -= 1) {
    const table = tables.get(segments.slice(0, length).join("/"));
    if (table !== undefined) return { path: table, children: segments.slice(length) };
  }
  return undefined;
}

function toObjectEntry(fortios: Registry, entry: CmdbEntry, children: readonly string[]): ObjectEntry | undefined {
  const { kind, mkey, fields, methods, versions } = entry;
  let at: { readonly kind: "table" | "object"; readonly mkey?: string | undefined; readonly fields: Fields } = {
    kind,
    mkey,
    fields,
  };
  let path = withSlashes(entry.path);
  let template = path;
  for (const name of children) {
    const field = Object.hasOwn(at.fields, name) ? at.fields[name] : undefined;
    if (field?.fields === undefined || isNameList(field)) return undefined;
    template += `${at.kind === "table" ? `/{${path.split("/").at(-1)}}` : ""}/${name}`;
    path += `/${name}`;
    at = { kind: field.type === "table" ? "table" : "object", mkey: field.mkey, fields: field.fields };
  }
  return {
    path,
    kind: at.kind,
    ...(at.mkey === undefined ? {} : { mkey: at.mkey }),
    urls: PLACES.map((place) => `${place}/${template}`),
    ...(at.kind === "table" ? { item: path.split("/").at(-1) ?? path } : {}),
    methods: [...new Set(methods.flatMap((method) => VERBS[method] ?? []))],
    fortios: entry.path,
    ...(versions === undefined ? {} : { versions }),
    versionsOf: "FortiOS",
    fields: convertAll(fortios, at.fields),
  };
}

function convertAll(fortios: Registry, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, convert(fortios, field)]));
}

/** Several values, names and a network with its mask are lists on FortiManager; a single value is taken as well. */
function convert(fortios: Registry, field: Field): Field {
  if (isNameList(field)) return convertNames(fortios, field);
  const { multiple, ...own } = field;
  const refs = field.refs?.flatMap((ref) => toRef(fortios, ref));
  const isNetwork = field.type.startsWith("ipv4-classnet");
  const isList = multiple || isNetwork || refs !== undefined || field.secret;
  return {
    ...own,
    ...(refs === undefined ? {} : { refs }),
    ...(isList ? { list: true, bare: true } : {}),
    ...(isList && !multiple && !isNetwork ? { one: true } : {}),
    ...(field.fields === undefined ? {} : { fields: convertAll(fortios, field.fields) }),
  };
}

/** A child table whose entries are names and nothing else is a list of these names. */
function convertNames(fortios: Registry, field: Field & { readonly mkey: string }): Field {
  const { type: _type, mkey, fields, altType: _altType, altVersions: _altVersions, ...own } = field;
  const { required: _required, one: _one, ...name } = convert(fortios, fields?.[mkey] ?? { type: "string" });
  return { ...own, ...name, list: true, bare: true };
}

/** `firewall.service.custom.name` is `firewall/service/custom.name` here. */
function toRef(fortios: Registry, ref: string): string[] {
  const target = fortios.resolveRef(ref);
  if (target === undefined) return [];
  const path = [withSlashes(target.path), ...target.fields.slice(0, -1)].join("/");
  return [`${path}.${target.fields.at(-1)}`];
}

function withSlashes(path: string): string {
  return path.replaceAll(".", "/");
}
