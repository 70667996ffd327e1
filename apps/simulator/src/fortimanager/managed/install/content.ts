/**
 * What a policy package is on one device: its policies, and all objects that they use.
 *
 * @module
 */

import { type Field, fortimanager, isInVersion, type ObjectEntry } from "@fortiweave/catalog/fortimanager";
import { isGlobal } from "../../../cmdb/scope.ts";
import type { Database, Entry } from "../../parts.ts";
import { isObject, listOf, objectsIn } from "../form/json.ts";
import { databaseRoot, scopeMembers } from "../packages/tree.ts";
import type { Wanted } from "./difference.ts";
import { interfacesFor, mapEntry, mappingFor, type Target } from "./mapping.ts";
import { policiesOf, policyTables } from "./policies.ts";
import { fillVariables } from "./variables.ts";

/** Everything that is to be on a device. */
export interface Content {
  /** What others use comes before them. */
  readonly objects: readonly Wanted[];
  /** In their order, by table of FortiOS. Tables of policies without one are there too. */
  readonly policies: ReadonlyMap<string, readonly Wanted[]>;
  /** The urls of all objects that it uses. */
  readonly parts: ReadonlySet<string>;
}

/** What an installation is made from. */
export interface Source {
  readonly database: Database;
  /** Of FortiManager: fields of another version are none of its business. */
  readonly version: string;
  readonly adom: string;
  readonly pkg: string;
  readonly target: Target;
  /** The policies of the global package that stand around its own: those of `header/policy`. */
  globalPolicies(table: string): readonly Entry[];
  /** Whether objects that no policy uses come along. */
  readonly takesAllObjects: boolean;
  /** Whether the device itself has an interface or a zone of the name. */
  hasInterface(name: string): boolean;
}

const INTERFACE = "dynamic/interface";
const CERTIFICATE = "dynamic/certificate/local";
const ANY = "any";

/** Thrown when a package cannot be what it is on a device. */
export class CopyFailed extends Error {
  override readonly name = "CopyFailed";
}

/** @throws CopyFailed when an interface that it names is none of the device's. */
export async function contentOf(source: Source): Promise<Content> {
  const collector = createCollector(source);
  const policies = new Map<string, readonly Wanted[]>();
  for (const table of policyTables()) {
    const entry = await fortimanager.load("object", table.catalogue);
    if (entry?.fortios === undefined) continue;
    const own = await policiesOf(source, table);
    const wanted: Wanted[] = [];
    for (const policy of own.filter((row) => isInstalledOn(row, source.target))) {
      wanted.push(await collector.take(entry, entry.fortios, String(policy[table.key] ?? ""), policy));
    }
    policies.set(entry.fortios, wanted);
  }
  if (source.takesAllObjects) await collector.takeAll();
  return { objects: collector.objects, policies, parts: collector.parts };
}

/** A policy may be meant for some of the package's targets only. */
function isInstalledOn(policy: Entry, { device, vdom, groups }: Target): boolean {
  const members = scopeMembers(policy);
  if (members.length === 0) return true;
  return members.some(({ name, vdom: own }) =>
    own === undefined ? groups.includes(name) : name === device && own === vdom,
  );
}

interface Collector {
  readonly objects: Wanted[];
  readonly parts: ReadonlySet<string>;
  /** An entry in the form of the device. Takes along everything that it uses. */
  take(entry: ObjectEntry, path: string, key: string, stored: Entry): Promise<Wanted>;
  /** Takes every object of the ADOM. */
  takeAll(): Promise<void>;
}

function createCollector({ database, version, adom, target, hasInterface }: Source): Collector {
  const objects: Wanted[] = [];
  const parts = new Set<string>();
  const tables = new Map<string, Promise<ReadonlyMap<string, Entry>>>();

  function tableOf(url: string, mkey: string): Promise<ReadonlyMap<string, Entry>> {
    const known =
      tables.get(url) ?? database.entries(url).then((rows) => new Map(rows.map((row) => [keyIn(row, mkey), row])));
    tables.set(url, known);
    return known;
  }

  async function find(path: string, key: string): Promise<{ readonly url: string; readonly entry: Entry } | undefined> {
    const row = fortimanager.find("object", path);
    if (row?.mkey === undefined || row.kind !== "table") return undefined;
    const url = `${databaseRoot(adom)}/obj/${path}`;
    const entry = (await tableOf(url, row.mkey)).get(key);
    return entry && { url, entry };
  }

  async function takeReferenced(ref: string, key: string): Promise<void> {
    const path = fortimanager.resolveRef(ref)?.path;
    const found = path === undefined ? undefined : await find(path, key);
    if (path === undefined || found === undefined || parts.has(`${found.url}/${key}`)) return;
    parts.add(`${found.url}/${key}`);
    const entry = await fortimanager.load("object", path);
    if (entry?.fortios === undefined) return;
    objects.push(await take(entry, entry.fortios, key, found.entry));
  }

  async function convert(field: Field, value: unknown): Promise<unknown> {
    if (field.fields !== undefined) {
      const { fields } = field;
      if (!Array.isArray(value)) return isObject(value) ? convertAll(fields, value) : value;
      return Promise.all(objectsIn(value).map((row) => convertAll(fields, row)));
    }
    if (field.refs === undefined) return value;
    const names = listOf(value).map(String);
    const mapped = await Promise.all(names.map((name) => locate(field.refs ?? [], name)));
    return mapped.flat();
  }

  /** What a reference names on the device. */
  async function locate(refs: readonly string[], name: string): Promise<readonly string[]> {
    if (refs.includes(`${INTERFACE}.name`)) return interfaceOn(name);
    if (refs.includes(`${CERTIFICATE}.name`)) {
      const found = await find(CERTIFICATE, name);
      const local = mappingFor(found?.entry.dynamic_mapping, target)?.["local-cert"];
      return [typeof local === "string" ? local : name];
    }
    for (const ref of refs) await takeReferenced(ref, name);
    return [name];
  }

  async function interfaceOn(name: string): Promise<readonly string[]> {
    const found = name === ANY ? undefined : await find(INTERFACE, name);
    if (found !== undefined) parts.add(`${found.url}/${name}`);
    const mapped = found && interfacesFor(found.entry, target);
    if (mapped !== undefined) return mapped;
    if (name === ANY || hasInterface(name)) return [name];
    throw new CopyFailed(`Dynamic interface "${name}" mapping undefined`);
  }

  async function convertAll(fields: Readonly<Record<string, Field>>, stored: Entry): Promise<Entry> {
    const converted: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(stored)) {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      // One after the other: what is used has to come first.
      converted[name] = field === undefined ? value : await convert(field, value);
    }
    return converted;
  }

  async function take({ fields }: ObjectEntry, path: string, key: string, stored: Entry): Promise<Wanted> {
    const known = new Set(Object.keys(fields).filter((name) => isInVersion(fields[name]?.versions, version)));
    const mapped = await convertAll(fields, mapEntry(stored, target));
    const filled = await fillVariables(mapped, async (name) => (await find("fmg/variable", name))?.entry, target);
    return { path, vdom: isGlobal(path) ? undefined : target.vdom, key, stored: filled, known };
  }

  async function takeAll(): Promise<void> {
    for (const url of database.tables(`${databaseRoot(adom)}/obj/`)) {
      const row = fortimanager.resolveUrl(url)?.row;
      const mkey = row !== undefined && "mkey" in row ? row.mkey : undefined;
      if (row === undefined || mkey === undefined) continue;
      for (const key of (await tableOf(url, mkey)).keys()) await takeReferenced(`${row.path}.${mkey}`, key);
    }
  }

  return { objects, parts, take, takeAll };
}

function keyIn(row: Entry, mkey: string): string {
  const value = row[mkey];
  return String(Array.isArray(value) ? value[0] : value);
}
