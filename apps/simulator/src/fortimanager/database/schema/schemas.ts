/**
 * The schemas of everything that is stored, each made when it is first needed.
 *
 * @module
 */

import { type Registry as Catalogue, fortios } from "@fortiweave/catalog";
import {
  type Field,
  type FortiManagerRegistry,
  loadDeviceEntry,
  type ObjectEntry,
} from "@fortiweave/catalog/fortimanager";
import { createNode, type Group, type Node } from "./node.ts";
import type { Owners } from "./owners.ts";

/** What a table or an object holds. */
export interface Schema {
  /** The catalogue's path: `firewall/address`, and of a table of a device `device:firewall/address`. */
  readonly path: string;
  readonly node: Node;
  /** Where else it may stand, and how a reference to it is followed. */
  readonly templates: readonly string[];
}

export interface Schemas {
  /** Of an object of the catalogue that is stored by itself. */
  load(path: string): Promise<Schema>;
  /** Of a table of FortiOS, in the database of a device: `router/static`. Undefined when there is none. */
  loadDevice(path: string): Promise<Schema | undefined>;
  /** Those that have been loaded before. */
  loaded(path: string): Schema | undefined;
}

/** The label of a policy, which has a url of its own but is a field like others. */
export const SECTION = "section value";

/** What comes before the path of a table of a device. */
export const DEVICE = "device:";

export function createSchemas(
  registry: FortiManagerRegistry,
  owners: Owners,
  version: string,
  catalogue: Catalogue = fortios,
): Schemas {
  const schemas = new Map<string, Schema>();

  function keep(schema: Schema): Schema {
    // Another request may have been quicker while the entry was read.
    const kept = schemas.get(schema.path) ?? schema;
    schemas.set(schema.path, kept);
    return kept;
  }

  async function load(path: string): Promise<Schema> {
    const known = schemas.get(path);
    if (known !== undefined) return known;
    const entry = await registry.load("object", path);
    if (entry === undefined) throw new Error(`The catalogue has no object ${path}`);
    const fields = { ...entry.fields };
    for (const { row, trail } of owners.partsOf(path)) {
      if (trail.at(-1) === SECTION) continue;
      const part = await registry.load("object", row.path);
      if (part !== undefined) graft(fields, trail, part);
    }
    const node = createNode({ ...groupOf(entry), fields }, version);
    return keep({ path, node, templates: entry.urls });
  }

  async function loadDevice(path: string): Promise<Schema | undefined> {
    const known = schemas.get(DEVICE + path);
    if (known !== undefined) return known;
    const entry = await loadDeviceEntry(catalogue, path);
    if (entry === undefined) return undefined;
    const refs = (field: Field): Field => ({
      ...field,
      ...(field.refs && { refs: field.refs.map((ref) => DEVICE + ref) }),
    });
    const fields = mapFields(entry.fields, refs);
    // The version of the device is its own business: it has sent what it holds.
    return keep({
      path: DEVICE + path,
      node: createNode({ ...groupOf(entry), fields }, undefined),
      templates: entry.urls,
    });
  }

  return { load, loadDevice, loaded: (path) => schemas.get(path) };
}

function groupOf({ path, kind, mkey, fields, partial }: ObjectEntry): Group {
  return { kind: kind === "object" ? "object" : "table", mkey, fields, partial, networks: NETWORKS[path] };
}

/** FortiManager's own tables in which an address goes with its mask. */
const NETWORKS: Readonly<Record<string, RegExp>> = {
  "cli/global/system/admin/profile": /^trusthost\d+$/,
  "cli/global/system/admin/user": /^trusthost\d+$/,
  "cli/global/system/interface": /^ip$/,
  "cli/global/system/route": /^dst$/,
};

/** Some parts are not among the fields of what they are stored in. They are added there. */
function graft(fields: Record<string, Field>, [name = "", ...rest]: readonly string[], part: ObjectEntry): void {
  const there = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (rest.length > 0) {
    const inner = { ...there?.fields };
    graft(inner, rest, part);
    if (there !== undefined) fields[name] = { ...there, fields: inner };
  } else if (there?.fields === undefined) {
    fields[name] = toField(part);
  }
}

function toField({ kind, mkey, fields, versions }: ObjectEntry): Field {
  return {
    type: kind === "object" ? "object" : "table",
    ...(mkey === undefined ? {} : { mkey }),
    ...(versions === undefined ? {} : { versions }),
    fields,
  };
}

function mapFields(fields: Readonly<Record<string, Field>>, change: (field: Field) => Field): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const inner = field.fields === undefined ? {} : { fields: mapFields(field.fields, change) };
      return [name, { ...change(field), ...inner }];
    }),
  );
}
