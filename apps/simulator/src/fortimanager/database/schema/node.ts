/**
 * What one level of an object looks like in a version: its fields, their defaults, and what stands below.
 *
 * @module
 */

import { type Field, mayExist } from "@fortiweave/catalog/fortimanager";
import type { Entry } from "../../parts.ts";
import { keyFieldOf, SCOPE } from "./keys.ts";
import { createOptions, type Options } from "./options.ts";

/** Lists of names and VDOMs, which have no key and no `oid` of their own. */
const MEMBER_LISTS: ReadonlySet<string> = new Set([SCOPE, "object member", "scope member"]);

/** A field that the version has. */
export interface FieldSpec {
  readonly name: string;
  /** The catalogue's word: `string`, `integer`, `option`, `table`, `object`, `raw`, `ipv4-classnet`; or `members`. */
  readonly type: string;
  /** Another word that is as right. */
  readonly altType: string | undefined;
  /** On the wire a list of values. */
  readonly list: boolean;
  /** An address and its mask, or a list of both. */
  readonly network: boolean;
  readonly options: Options | undefined;
  readonly maxLength: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** As it is stored; undefined when nobody knows it. */
  readonly default: unknown;
  /** The same without `verbose`. */
  readonly plainDefault: unknown;
  readonly required: boolean;
  readonly secret: boolean;
  /** What the value must name, as `firewall/address.name`. */
  readonly refs: readonly string[];
  /** Of a child table or a nested object. */
  readonly node: Node | undefined;
}

/** The entries of a table, or one object. */
export interface Node {
  readonly kind: "table" | "object";
  /** Name of the key field of a table. */
  readonly key: string | undefined;
  readonly fields: ReadonlyMap<string, FieldSpec>;
  /** Fields that nobody has listed may exist. */
  readonly open: boolean;
  /** What an entry shows where nothing is stored, with and without `verbose`. */
  readonly defaults: Entry;
  readonly plainDefaults: Entry;
  /** Whether anything in it is secret, and must not be shown as it is stored. */
  readonly secret: boolean;
  /** Every reference in it and below, such as `firewall/address.name`. */
  readonly refs: ReadonlySet<string>;
}

/** A group of fields, as the catalogue has it. */
export interface Group {
  readonly kind: "table" | "object";
  readonly mkey?: string | undefined;
  readonly fields: Readonly<Record<string, Field>>;
  readonly partial?: boolean | undefined;
  /** Names of fields that are networks, though the catalogue calls them lists of text. */
  readonly networks?: RegExp | undefined;
}

/** Without a version, everything that any version has. */
export function createNode({ kind, mkey, fields, partial, networks }: Group, version: string | undefined): Node {
  const key = kind === "table" ? keyFieldOf(mkey, fields) : undefined;
  const specs = new Map<string, FieldSpec>();
  for (const [name, field] of Object.entries(fields)) {
    if (name !== key && !mayExist(field.versions, version)) continue;
    const spec = toSpec(name, field, version);
    specs.set(name, networks?.test(name) === true && spec.list ? { ...spec, network: true } : spec);
  }
  const all = [...specs.values()];
  const shown = all.filter((spec) => spec.default !== undefined && spec.name !== key);
  return {
    kind,
    key,
    fields: specs,
    open: partial === true || all.every((spec) => spec.node !== undefined),
    defaults: Object.fromEntries(shown.map((spec) => [spec.name, spec.default])),
    plainDefaults: Object.fromEntries(shown.map((spec) => [spec.name, spec.plainDefault])),
    secret: all.some((spec) => spec.secret || spec.node?.secret === true),
    refs: new Set(all.flatMap((spec) => [...spec.refs, ...(spec.node?.refs ?? [])])),
  };
}

function toSpec(name: string, field: Field, version: string | undefined): FieldSpec {
  const { altType, maxLength, min, max, mkey, fields = {} } = field;
  const type = MEMBER_LISTS.has(name) ? "members" : field.type;
  const nested = type === "table" || type === "object";
  const node = nested ? createNode({ kind: type, mkey, fields }, version) : undefined;
  const options = field.options === undefined ? undefined : createOptions(name, field);
  const known = defaultOf(field, node, options);
  return {
    name,
    type,
    altType,
    list: field.list === true || type === "members",
    network: field.list === true && type.startsWith("ipv4-classnet"),
    options,
    maxLength,
    min,
    max,
    default: known,
    plainDefault: node?.kind === "object" ? node.plainDefaults : plain(known, options),
    required: field.required === true,
    secret: field.secret === true,
    refs: field.refs ?? [],
    node,
  };
}

/** A list and a text of known length are empty until they are set; of others only the catalogue can tell. */
function defaultOf(field: Field, node: Node | undefined, options: Options | undefined): unknown {
  if (node !== undefined) return node.kind === "table" ? null : node.defaults;
  if (field.secret || field.type === "table") return undefined;
  const { default: value, list, type } = field;
  if (list) return value === undefined ? [] : String(value).split(" ");
  if (options !== undefined) return options.nameOf(value ?? "");
  return value ?? (type === "string" && field.maxLength !== undefined ? null : undefined);
}

/** A value as it stands in an answer without `verbose`: options by number, several as the sum of their bits. */
export function plain(value: unknown, options: Options | undefined): unknown {
  if (options === undefined || value === null || value === undefined) return value;
  if (!Array.isArray(value)) return options.numbers.get(String(value)) ?? value;
  return value.reduce<number>((sum, name) => sum + (options.numbers.get(String(name)) ?? 0), 0);
}
