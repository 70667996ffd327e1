/**
 * Finds the secrets in what is sent. It reads the catalogue's entries, and so is itself read only when it is needed.
 *
 * @module
 */

import { type Field, fortios } from "@fortiweave/catalog";
import { fortimanager, loadDeviceEntry, type ObjectEntry, type RpcEntry } from "@fortiweave/catalog/fortimanager";
import { secretValues } from "@fortiweave/catalog/validate";
import type { JsonValue } from "@fortiweave/core";
import type { RpcItem, RpcMethod } from "./engine.ts";

/** What a url leads to: an entry of the catalogue, and the fields that lead on inside it. */
interface Found {
  readonly entry: ObjectEntry | RpcEntry;
  readonly rest: readonly string[];
}

/**
 * The values of all fields that the catalogue calls secret: in data, in parameters, in what goes to a FortiGate through the
 * proxy, and what a filter compares them with.
 */
export async function secretsIn(items: readonly RpcItem[], method: RpcMethod): Promise<string[]> {
  const secrets = new Set<string>();
  let last: { readonly url: string; readonly found: Found | undefined } | undefined;
  for (const item of items) {
    if (PROXY.test(item.url)) for (const secret of await inProxied(item.data)) secrets.add(secret);
    if (last?.url !== item.url) last = { url: item.url, found: await find(item.url, method) };
    for (const secret of last.found === undefined ? [] : inItem(item, last.found)) secrets.add(secret);
  }
  return [...secrets];
}

async function find(url: string, method: RpcMethod): Promise<Found | undefined> {
  const target = fortimanager.resolveUrl(url, method);
  if (target === undefined) return findInDevice(url);
  const { row, rest } = target;
  const entry =
    row.area === "object" ? await fortimanager.load("object", row.path) : await fortimanager.load("call", row.path);
  return entry && { entry, rest };
}

/** `pm/config/device/{device}/vdom/{vdom}/...` and `.../global/...` hold the tables of FortiOS. */
const DEVICE = /^\/*pm\/config\/device\/[^/]+\/(?:vdom\/[^/]+|global)\/(.+?)\/*$/;

function findInDevice(url: string): Promise<Found | undefined> {
  return findInFortiOS(DEVICE.exec(url)?.[1]);
}

/** What goes through here is a request to a FortiGate's own API. */
const PROXY = /^\/*sys\/proxy\/json\/*$/;
const CMDB = /^\/*(?:api\/v2\/)?cmdb\/([^?]+?)\/*(?:\?|$)/;

async function inProxied(data: unknown): Promise<string[]> {
  const calls = [data].flat().map(async (call) => {
    const { resource, payload } = Object(call) as { readonly resource?: unknown; readonly payload?: JsonValue };
    const found = payload === undefined ? undefined : await findInFortiOS(CMDB.exec(String(resource))?.[1]);
    return found === undefined ? [] : inItem({ url: "", data: payload }, found);
  });
  return (await Promise.all(calls)).flat();
}

async function findInFortiOS(path: string | undefined): Promise<Found | undefined> {
  const segments = path?.split("/") ?? [];
  for (let length = segments.length; length > 0; length -= 1) {
    const entry = await loadDeviceEntry(fortios, segments.slice(0, length).join("/"));
    if (entry !== undefined) return { entry, rest: segments.slice(entry.kind === "table" ? length + 1 : length) };
  }
  return undefined;
}

function inItem(item: RpcItem, { entry, rest }: Found): string[] {
  if ("calls" in entry) return secretValues(entry, item);
  const compared = item.filter === undefined ? [] : comparedWith(item.filter, namesOf(entry.fields));
  return [...secretValues(entry, wrap(item.data, rest)), ...compared];
}

/** The data as it would stand in the entry. */
function wrap(data: unknown, [name, ...rest]: readonly string[]): unknown {
  return name === undefined ? data : { [name]: wrap(data, rest) };
}

/** What a condition on one of these fields compares it with, however deep it stands. */
function comparedWith(filter: unknown, names: ReadonlySet<string>): string[] {
  if (!Array.isArray(filter)) return [];
  const [field, , ...values] = filter[0] === "!" ? filter.slice(1) : filter;
  if (typeof field === "string" && names.has(field)) return values.flat().map(String);
  return filter.flatMap((part) => comparedWith(part, names));
}

function namesOf(fields: Readonly<Record<string, Field>>): ReadonlySet<string> {
  return new Set(secretNames(fields));
}

function secretNames(fields: Readonly<Record<string, Field>>): string[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    ...(field.secret ? [name] : []),
    ...(field.fields === undefined ? [] : secretNames(field.fields)),
  ]);
}
