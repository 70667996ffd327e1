/**
 * Finds what a url leads to: an entry, the table or object it is stored in, and the way inside it.
 *
 * @module
 */

import { fortios } from "@fortiweave/catalog";
import {
  type FortiManagerRegistry,
  type FortiManagerRow,
  mayExist,
  type ObjectRow,
  type UrlTarget,
} from "@fortiweave/catalog/fortimanager";
import { invalidUrl } from "../../rpc/refusals.ts";
import { keyFrom, keyLength } from "../schema/keys.ts";
import type { FieldSpec, Node } from "../schema/node.ts";
import type { Owners } from "../schema/owners.ts";
import { type Schema, type Schemas, SECTION } from "../schema/schemas.ts";

/** One step from an entry to what is in it: a field, and the key of a row where the field is a child table. */
export interface Step {
  readonly field: FieldSpec;
  readonly key: string | undefined;
}

/** What a url leads to. */
export interface Location {
  readonly schema: Schema;
  /** The url of the table or object that is stored by itself. */
  readonly table: string;
  /** The key of its entry. Undefined: the table as a whole, or an object. */
  readonly key: string | undefined;
  /** The way from the entry to what is meant. */
  readonly steps: readonly Step[];
  /** The label of a policy. */
  readonly isSection: boolean;
  /** The url as the catalogue has it, and what stands in place of its placeholders. */
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
  /** The verbs that it takes. Undefined: those of what it is stored in. */
  readonly methods: readonly string[] | undefined;
}

export type Locate = (segments: readonly string[], method: string) => Promise<Location>;

export function createLocate(
  registry: FortiManagerRegistry,
  owners: Owners,
  schemas: Schemas,
  version: string,
): Locate {
  const deviceTables = new Set(fortios.rows("cmdb").map((row) => row.path.replaceAll(".", "/")));

  async function locate(segments: readonly string[], method: string): Promise<Location> {
    if (segments[0] === "pm" && segments[1] === "config" && segments[2] === "device") return inDevice(segments);
    const target = resolve(segments, method);
    if (target === undefined || target.row.area !== "object") throw invalidUrl();
    const row = target.row as ObjectRow;
    if (!mayExist(row.versions, version)) throw invalidUrl();
    const { template, params, key } = target;
    const owner = owners.of(template);
    const length = owner.template.split("/").reduce((sum, part) => sum + segmentsIn(part, params), 0);
    const inside = segments.slice(length);
    const { item = "" } = owner.row;
    const path = PATHS.has(item) ? (owner.template === template ? key?.[0] : params[item])?.split("/") : undefined;
    return finish(
      await schemas.load(owner.row.path),
      joinUrl(segments.slice(0, length)),
      path === undefined ? inside : [path.join("/"), ...inside.slice(path.length)],
      { template, params, methods: target.rest.length === 0 ? row.methods : undefined },
    );
  }

  /** Of a few tables no source tells the url of an entry: it is as everywhere else. */
  function resolve(segments: readonly string[], method: string): UrlTarget<FortiManagerRow> | undefined {
    const target = registry.resolveUrl(joinUrl(segments), method);
    if (target !== undefined) return target;
    const above = registry.resolveUrl(joinUrl(segments.slice(0, -1)), method);
    const isTable = above?.row.area === "object" && above.row.kind === "table" && above.row.item === undefined;
    return isTable ? above : undefined;
  }

  /** Where a table of FortiOS stands, what comes before it is `pm/config/device/FGT1/vdom/root` or `.../global`. */
  async function inDevice(segments: readonly string[]): Promise<Location> {
    const [, , , device = "", scope] = segments;
    const start = scope === "vdom" ? 6 : 5;
    const params = scope === "vdom" ? { device, vdom: segments[5] ?? "" } : { device };
    const inside = segments.slice(start);
    for (let length = inside.length; length > 0; length -= 1) {
      const path = inside.slice(0, length).join("/");
      const schema = deviceTables.has(path) ? await schemas.loadDevice(path) : undefined;
      if (schema === undefined) continue;
      const table = joinUrl(segments.slice(0, start + length));
      const template = schema.templates[scope === "vdom" ? 0 : 1] ?? "";
      return finish(schema, table, inside.slice(length), { template, params, methods: undefined });
    }
    throw invalidUrl();
  }

  return locate;
}

type Found = Pick<Location, "template" | "params" | "methods">;

/** Reads what follows the url of a table or object: the key of an entry, and the way inside it. */
function finish(schema: Schema, table: string, rest: readonly string[], found: Found): Location {
  const { node } = schema;
  const isTable = node.kind === "table";
  const length = isTable ? Math.min(keyLength(node.key), rest.length) : 0;
  const key = isTable && rest.length > 0 ? keyFrom(node.key, rest) : undefined;
  const inside = rest.slice(length);
  const isSection = inside.length === 1 && inside[0] === SECTION;
  return { schema, table, key, steps: isSection ? [] : stepsOf(node, inside), isSection, ...found };
}

function stepsOf(node: Node, segments: readonly string[]): Step[] {
  const steps: Step[] = [];
  let at: Node | undefined = node;
  let rest = segments;
  while (rest.length > 0) {
    const field: FieldSpec | undefined = at?.fields.get(rest[0] ?? "");
    if (field === undefined) throw invalidUrl();
    rest = rest.slice(1);
    at = field.node;
    const isTable = at?.kind === "table";
    const key = isTable && rest.length > 0 ? keyFrom(at?.key, rest) : undefined;
    steps.push({ field, key });
    if (isTable) rest = rest.slice(keyLength(at?.key));
  }
  return steps;
}

/** Puts the segments of a url together. A slash in a name is written `\/`. */
function joinUrl(segments: readonly string[]): string {
  return segments.map((segment) => segment.replaceAll("/", "\\/")).join("/");
}

/** Placeholders for packages take as many segments as their value has. */
function segmentsIn(part: string, params: Readonly<Record<string, string>>): number {
  const name = part.slice(1, -1);
  return part.startsWith("{") && PATHS.has(name) ? (params[name] ?? "").split("/").length : 1;
}

/** Placeholders for a package and the folders that it is in. */
const PATHS: ReadonlySet<string> = new Set(["pkg", "pkg_path", "pkg_name_path", "pblock"]);
