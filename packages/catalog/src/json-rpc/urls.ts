/**
 * Takes urls apart and puts them together. A slash in a name is written `\/`.
 *
 * @module
 */

import type { ObjectRow, RpcRow } from "./types.ts";

/** Placeholders for a path: folders and the package in them, or a table. */
const PATHS: ReadonlySet<string> = new Set([
  "attribute_path",
  "object_path",
  "object_url_name",
  "package_path_name",
  "pblock",
  "pkg",
  "pkg_name_path",
  "pkg_path",
]);

/** Whether a placeholder stands for a path, whose slashes stay as they are. */
export function isPathPlaceholder(name: string): boolean {
  return PATHS.has(name);
}

/** The segments of a url, with slashes in names as they are. Slashes at its ends are ignored. */
export function splitUrl(url: string): string[] {
  const segments = url.split(/(?<!\\)\//).map((segment) => segment.replaceAll("\\/", "/"));
  while (segments[0] === "") segments.shift();
  while (segments.at(-1) === "") segments.pop();
  return segments;
}

/** The names of a template's placeholders, in order. */
export function placeholders(template: string): string[] {
  return [...template.matchAll(/\{([^}]*)\}/g)].map(([, name = ""]) => name);
}

/**
 * The url of a row: of its templates the one that uses most of the values. With a key, the url of one entry: a name or
 * number, or a device and a VDOM for a mapping.
 *
 * @example
 * ```ts
 * import { fortimanager, urlOf } from "@fortiweave/catalog/fortimanager";
 *
 * const row = fortimanager.find("object", "firewall/address");
 * if (row) {
 *   urlOf(row, { adom: "root" }, "10.0.0.0/8"); // pm/config/adom/root/obj/firewall/address/10.0.0.0\\/8
 *   urlOf(row, {}); // pm/config/global/obj/firewall/address
 * }
 * ```
 *
 * @throws An error that names what has no value.
 */
export function urlOf(
  row: ObjectRow | RpcRow,
  params: Readonly<Record<string, string>>,
  key?: string | number | readonly string[],
): string {
  const templates = row.area === "object" ? row.urls : [row.path];
  const missing = (template: string): string[] => placeholders(template).filter((name) => !params[name]);
  const [best] = templates
    .filter((template) => missing(template).length === 0)
    .sort((a, b) => placeholders(b).length - placeholders(a).length);
  if (best === undefined) {
    throw new Error(`A url of ${row.path} needs a value for "${missing(templates[0] ?? "").join('", "')}"`);
  }
  const url = best.replace(/\{([^}]*)\}/g, (_, name: string) => write(name, params[name] ?? ""));
  const keys = key === undefined ? [] : typeof key === "object" ? key : [String(key)];
  return [url, ...keys.map((part) => write(row.item ?? "", part))].join("/");
}

function write(placeholder: string, value: string): string {
  return isPathPlaceholder(placeholder) ? value : value.replaceAll("/", "\\/");
}
