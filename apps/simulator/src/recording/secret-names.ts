/**
 * Under which names secrets stand in a request and its answer: those of signing in, and what the catalogue calls secret in
 * the table or the call that the request is for.
 *
 * @module
 */

import { fortios } from "@fortiweave/catalog";
import { fortimanager, loadDeviceEntry } from "@fortiweave/catalog/fortimanager";
import { SECRET_NAMES as SIGN_IN_NAMES } from "../device/request-log.ts";
import { SECRET_NAMES as MANAGER_NAMES } from "../fortimanager/request-log.ts";
import { itemsIn } from "../fortimanager/rpc/items.ts";
import { parseUrl } from "../http/url.ts";
import type { Product } from "./recorded.ts";

/** What is in a file that is sent is nobody's business, and the keys that a device makes are whoever asked for them. */
const FILES_AND_KEYS: readonly string[] = ["access_token", "file_content", "key_file_content"];

/** Of the database that a FortiManager keeps of a device, which holds the tables of FortiOS. */
const DEVICE_TABLE = /^pm\/config\/device\/[^/]+\/(?:vdom\/[^/]+|global)\/(.+)$/;

/** Fields and parameters as the catalogue has them, at any depth. */
interface Secretive {
  readonly secret?: boolean | undefined;
  readonly fields?: Readonly<Record<string, Secretive>> | undefined;
}

type Fields = Readonly<Record<string, Secretive>>;

/** @param body Of the request, parsed where it is JSON. */
export async function secretNames(product: Product, url: string, body: unknown): Promise<ReadonlySet<string>> {
  if (product === "FortiGate") {
    return new Set([...FILES_AND_KEYS, ...SIGN_IN_NAMES, ...(await fieldsOfUrl(url)).flatMap(namesIn)]);
  }
  const items = await Promise.all(itemsIn(body).map(fieldsOfItem));
  const proxied = await Promise.all(innerRequests(body).map(fieldsOfUrl));
  return new Set([...FILES_AND_KEYS, ...MANAGER_NAMES, ...[...items, ...proxied].flat().flatMap(namesIn)]);
}

function namesIn(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, { secret, fields: inner }]) => [
    ...(secret === true ? [name] : []),
    ...(inner === undefined ? [] : namesIn(inner)),
  ]);
}

async function fieldsOfUrl(url: string): Promise<Fields[]> {
  const [api, , area, ...path] = parseUrl(url).segments;
  if (api !== "api") return [];
  if (area === "cmdb") return groupOf(await fortios.load("cmdb", path.slice(0, 2).join("/")));
  if (area !== "monitor" && area !== "service") return [];
  // What follows a call's path is a part of what it is about, such as the name of a stitch; `select` may be left out.
  const shorter = path.map((_, index) => path.slice(0, path.length - index).join("/"));
  const found = [`${path.join("/")}/select`, ...shorter].find((name) => fortios.find(area, name) !== undefined);
  return found === undefined ? [] : groupOf(await fortios.load(area, found));
}

async function fieldsOfItem({ method, url }: { readonly method: string; readonly url: string }): Promise<Fields[]> {
  const ofDevice = DEVICE_TABLE.exec(url)?.[1];
  if (ofDevice !== undefined) return groupOf(await nearestTable(ofDevice.split("/")));
  const target = fortimanager.resolveUrl(url, method);
  if (target === undefined) return [];
  const { area, path } = target.row;
  return groupOf(await (area === "call" ? fortimanager.load("call", path) : fortimanager.load("object", path)));
}

/** The table that a path in a device's database begins with. */
async function nearestTable(path: readonly string[]): Promise<object | undefined> {
  if (path.length === 0) return undefined;
  return (await loadDeviceEntry(fortios, path.join("/"))) ?? nearestTable(path.slice(0, -1));
}

function groupOf(entry: object | undefined): Fields[] {
  if (entry === undefined) return [];
  if ("fields" in entry) return [entry.fields as Fields];
  if ("calls" in entry) return (entry.calls as readonly { readonly params: Fields }[]).map(({ params }) => params);
  return "params" in entry ? [entry.params as Fields] : [];
}

/** What a FortiManager is asked to send to FortiGates. */
function innerRequests(body: unknown): string[] {
  const { params } = Object(body);
  if (!Array.isArray(params)) return [];
  return params.flatMap((item) => {
    const resource: unknown = Object(Object(item).data).resource;
    return typeof resource === "string" ? [resource] : [];
  });
}
