/**
 * What holds tables, and how the catalogue's paths become places in it.
 *
 * @module
 */

import { fortios, nearest } from "@fortiweave/catalog";
import { fortimanager, loadDeviceEntry, type ObjectRow, urlOf } from "@fortiweave/catalog/fortimanager";
import { invalidInput } from "@fortiweave/core/client";
import { writeValue } from "../url.ts";
import type { Place } from "./place.ts";

/** The keys of the entries that a child table lies in, by what the table calls them: `{ address: "web" }`. */
export type Parents = Readonly<Record<string, string | number>>;

/** Something that holds tables. */
export interface Container {
  /** For messages: `ADOM "root"`. */
  readonly name: string;
  /** What comes before a path in the catalogue: `pkg/`. */
  readonly prefix: string;
  /** What comes before it in the names of tables: `pkg/default/`. */
  readonly label: string;
  /** The place of a path, or undefined for one that is not there. */
  find(path: string, parents?: Parents): Place | undefined;
  /** The place of a path. Throws INVALID_INPUT for one that is not there. */
  place(path: string, parents?: Parents): Place;
  /** The place of a path that the catalogue may not know. */
  unknown(path: string, shape: UnknownShape): Place;
}

/** What to tell of a path that the catalogue does not know. */
export interface UnknownShape {
  /** Only needed to tell it from an object. */
  readonly kind?: "table" | "object";
  /** Name of the key field of a table. Default `name`. */
  readonly mkey?: string;
}

/** Which urls stand in a container. */
export interface ContainerShape {
  readonly name: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly prefix?: string;
  readonly label?: string;
  /** How the urls begin, for paths that the catalogue does not know: `pm/config/adom/root/obj`. */
  readonly root: string;
  /** Whether a template stands here. Default: it has a placeholder for each of the parameters. */
  holds?(template: string): boolean;
}

/** Makes a container of FortiManager's own tables. */
export function createContainer(shape: ContainerShape): Container {
  const { name, params = {}, prefix = "", label = prefix, root } = shape;
  for (const [placeholder, value] of Object.entries(params)) writeValue(placeholder, value);
  const holds = shape.holds ?? ((template) => Object.keys(params).every((key) => template.includes(`{${key}}`)));
  const rowsHere = (): ObjectRow[] =>
    fortimanager.rows("object").filter((row) => row.path.startsWith(prefix) && row.urls.some(holds));
  const find = (path: string, parents: Parents = {}): Place | undefined => {
    const row = fortimanager.find("object", prefix + path);
    const urls = row?.urls.filter(holds) ?? [];
    const [endpoint] = urls;
    if (row === undefined || endpoint === undefined) return undefined;
    return {
      path: row.path,
      name: label + path,
      kind: row.kind,
      mkey: row.mkey,
      url: urlHere({ ...row, urls }, { ...params, ...texts(parents) }),
      endpoint,
      item: row.item ?? "",
      entry: () => fortimanager.load("object", row.path),
    };
  };
  return {
    name,
    prefix,
    label,
    find,
    place: (path, parents) => find(path, parents) ?? refuse(path, shape, rowsHere()),
    unknown: (path, given) => unknownPlace(path, given, { root, label }),
  };
}

/** Makes the container of a device's own database, which holds the tables of FortiOS. */
export function createDeviceContainer(device: string, vdom: string | undefined): Container {
  const scope = vdom === undefined ? "global" : `vdom/${writeValue("vdom", vdom)}`;
  const root = `pm/config/device/${writeValue("device", device)}/${scope}`;
  const template = `pm/config/device/{device}/${vdom === undefined ? "global" : "vdom/{vdom}"}`;
  const name = `the database of device ${JSON.stringify(device)}`;
  const find = (path: string): Place | undefined => {
    const { row, path: spelled } = findDeviceTable(path);
    if (row === undefined) return undefined;
    return {
      path: spelled,
      name: spelled,
      kind: row.kind ?? "table",
      mkey: row.mkey,
      url: `${root}/${spelled}`,
      endpoint: `${template}/${spelled}`,
      item: spelled.slice(spelled.lastIndexOf("/") + 1),
      entry: () => loadDeviceEntry(fortios, spelled),
    };
  };
  const paths = (): string[] => fortios.rows("cmdb").map((row) => row.path);
  return {
    name,
    prefix: "",
    label: "",
    find,
    place: (path) => find(path) ?? refuseUnknown(path, name, paths()),
    unknown: (path, given) => unknownPlace(path, given, { root, label: "" }),
  };
}

/** FortiOS writes `firewall.service/custom` where FortiManager's url has `firewall/service/custom`; either is right. */
function findDeviceTable(path: string): { row: ReturnType<typeof fortios.find>; path: string } {
  const spelled = path.replaceAll(".", "/");
  const at = spelled.lastIndexOf("/");
  const own = `${spelled.slice(0, at).replaceAll("/", ".")}${spelled.slice(at)}`;
  return { row: fortios.find("cmdb", own) ?? fortios.find("cmdb", spelled), path: spelled };
}

function unknownPlace(
  path: string,
  { kind = "table", mkey = "name" }: UnknownShape,
  { root, label }: { readonly root: string; readonly label: string },
): Place {
  if (!/^[^/\s][^/]*(?:\/[^/]+)*$/.test(path)) {
    throw invalidInput(
      `Not the path of a table: ${JSON.stringify(path)}`,
      "Write it as in a url, without slashes around it",
    );
  }
  return {
    path,
    name: label + path,
    kind,
    mkey: kind === "table" ? mkey : undefined,
    url: `${root}/${path}`,
    endpoint: root.split("/", 2).join("/"),
    item: "",
    entry: () => Promise.resolve(undefined),
  };
}

/** A row with the urls of one container alone. */
function urlHere(row: ObjectRow, params: Readonly<Record<string, string>>): string {
  try {
    return urlOf(row, params);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw invalidInput(why, "Name the entries that a child table lies in, as the second argument");
  }
}

function texts(parents: Parents): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parents).map(([placeholder, key]) => {
      writeValue(placeholder, key);
      return [placeholder, String(key)];
    }),
  );
}

/** A path that the catalogue knows elsewhere, or not at all. */
function refuse(path: string, { name, prefix = "" }: ContainerShape, here: readonly ObjectRow[]): never {
  const row = fortimanager.find("object", prefix + path) ?? fortimanager.find("object", path);
  if (row === undefined)
    return refuseUnknown(
      path,
      name,
      here.map((one) => one.path.slice(prefix.length)),
    );
  throw invalidInput(`${JSON.stringify(path)} is not in ${name}`, `It stands at ${row.urls[0]}`);
}

/** For callers without a compiler, and paths that come from elsewhere. */
function refuseUnknown(path: string, name: string, paths: readonly string[]): never {
  const guess = nearest(String(path), paths);
  const way = guess === undefined ? "" : `: did you mean ${JSON.stringify(guess)}?`;
  throw invalidInput(`The catalogue knows no table ${JSON.stringify(path)} in ${name}${way}`, "untyped takes any path");
}
