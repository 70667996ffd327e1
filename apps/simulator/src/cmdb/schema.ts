/**
 * A table of the catalogue as one FortiOS version has it.
 *
 * @module
 */

import { type CmdbEntry, type Field, isInVersion, type Option, type Registry } from "@fortiweave/catalog";
import { createReferenceResolver, type ReferenceTarget } from "./reference-target.ts";
import { changeEntry, changeRows, type SchemaChanges } from "./schema-changes.ts";
import { storedAs } from "./scope.ts";

/** A field that this version has. */
export interface FieldSpec {
  readonly name: string;
  readonly type: string;
  readonly multiple: boolean;
  readonly default: string | number;
  /** Undefined when any value goes. */
  readonly options: ReadonlySet<string> | undefined;
  readonly maxLength: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly secret: boolean;
  /** False when nobody knows whether this version has the field: then it shows up only once it is set. */
  readonly shown: boolean;
  /** What the value must name. Undefined: it is no reference, or to something that only a real device holds. */
  readonly targets: readonly ReferenceTarget[] | undefined;
  /** Of a child table or a nested object. */
  readonly node: Node | undefined;
}

/** A level of configuration: the entries of a table, or one object. */
export interface Node {
  readonly kind: "table" | "object";
  readonly name: string;
  /** Undefined for an object, and for a child table whose key no source names. */
  readonly key: FieldSpec | undefined;
  readonly fields: ReadonlyMap<string, FieldSpec>;
  /** Whether anything in it refers to something else. */
  readonly refers: boolean;
  /** Whether anything in it is secret. */
  readonly hasSecrets: boolean;
}

/** A whole endpoint. */
export interface Schema {
  /** `firewall.service/custom` */
  readonly path: string;
  readonly node: Node;
  readonly methods: readonly string[];
}

/** The schemas of one device. */
export interface Schemas {
  readonly version: string;
  /** Paths of everything that this version has. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** Name of a table's key field; undefined for an object. */
  keyOf(path: string): string | undefined;
  load(path: string): Promise<Schema | undefined>;
  /** A schema that has been loaded before: every table that holds anything has been. */
  loaded(path: string): Schema | undefined;
}

export function createSchemas(registry: Registry, version: string, changes: SchemaChanges = {}): Schemas {
  const catalogue = changeRows(registry.rows("cmdb"), changes);
  const served = catalogue.filter((row) => isInVersion(row.versions, version));
  const rows = new Map(served.map((row) => [row.path, row]));
  const resolve = createReferenceResolver(catalogue, (path) => rows.has(path));
  const schemas = new Map<string, Schema>();

  async function load(path: string): Promise<Schema | undefined> {
    const known = schemas.get(path);
    if (known !== undefined || !rows.has(path)) return known;
    const entry = changeEntry(path, await registry.load("cmdb", path), changes);
    // Another request may have been quicker while the shard was read.
    const schema = schemas.get(path) ?? (entry && toSchema(entry));
    if (schema !== undefined) schemas.set(path, schema);
    return schema;
  }

  function toSchema({ kind, path, mkey, fields, methods }: CmdbEntry): Schema {
    return { path: storedAs(path), node: toNode(kind, path, mkey, fields), methods };
  }

  function toNode(kind: Node["kind"], name: string, mkey: string | undefined, fields: CmdbEntry["fields"]): Node {
    const specs = new Map<string, FieldSpec>();
    for (const [fieldName, field] of Object.entries(fields)) {
      if (!isInVersion(field.versions, version) && fieldName !== mkey) continue;
      specs.set(fieldName, toSpec(fieldName, asInVersion(field, version)));
    }
    const all = [...specs.values()];
    return {
      kind,
      name,
      key: mkey === undefined ? undefined : specs.get(mkey),
      fields: specs,
      refers: all.some((spec) => spec.targets !== undefined || spec.node?.refers === true),
      hasSecrets: all.some((spec) => spec.secret || spec.node?.hasSecrets === true),
    };
  }

  function toSpec(name: string, field: Field): FieldSpec {
    const { type, maxLength, min, max } = field;
    const nested = type === "table" || type === "object";
    return {
      name,
      type,
      multiple: field.multiple === true,
      default: defaultOf(field, version),
      options: optionsOf(field, version),
      maxLength,
      min,
      max,
      required: field.required === true,
      readonly: field.readonly === true,
      secret: field.secret === true,
      shown: field.versionsUnknown !== true,
      targets: field.refs === undefined ? undefined : resolve(field.refs),
      node: nested ? toNode(type, name, field.mkey, field.fields ?? {}) : undefined,
    };
  }

  return {
    version,
    paths: [...rows.keys()],
    has: (path) => rows.has(path),
    keyOf: (path) => rows.get(path)?.mkey,
    load,
    loaded: (path) => schemas.get(path),
  };
}

/** Some lists of names were one name in older versions; then the limits of the name hold for the field itself. */
function asInVersion(field: Field, version: string): Field {
  const { altType, altVersions, fields, mkey, type: _list, ...rest } = field;
  if (altType !== "string" || altVersions === undefined || !isInVersion(altVersions, version)) return field;
  const { versions: _ofTheKey, required: _asKey, ...name } = fields?.[mkey ?? ""] ?? { type: altType };
  return { ...rest, ...name, type: altType };
}

/** A field whose options are all of other versions takes any text. */
function optionsOf(field: Field, version: string): ReadonlySet<string> | undefined {
  const offered = (field.options ?? []).filter((option) => isOffered(option, version)).map(optionValue);
  return offered.length === 0 ? undefined : new Set(offered);
}

/**
 * The catalogue knows one default, that of the newest version. Where an older version lacks that value, and has exactly
 * one that has gone since, the old one was the default.
 */
function defaultOf(field: Field, version: string): string | number {
  const value = field.default ?? (field.type === "integer" ? Math.max(field.min ?? 0, 0) : "");
  const options = field.options ?? [];
  if (options.length === 0 || options.some((option) => optionValue(option) === value && isOffered(option, version))) {
    return value;
  }
  const gone = options.filter((option) => typeof option !== "string" && option.versions !== undefined);
  const [candidate, ...others] = gone.filter((option) => isOffered(option, version) && !isOffered(option, NEWEST));
  return candidate === undefined || others.length > 0 || value === "" ? value : optionValue(candidate);
}

const NEWEST = "999.0.0";

function optionValue(option: string | Option): string {
  return typeof option === "string" ? option : option.value;
}

function isOffered(option: string | Option, version: string): boolean {
  return typeof option === "string" || isInVersion(option.versions, version);
}
