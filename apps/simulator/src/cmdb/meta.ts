/**
 * What `with_meta` and `datasource` add to entries.
 *
 * @module
 */

import type { Configuration } from "./configuration.ts";
import type { Entry } from "./entry.ts";
import { exists } from "./integrity.ts";
import { keyOf } from "./key.ts";
import type { FieldSpec, Node } from "./schema.ts";

export interface Decoration {
  readonly configuration: Configuration;
  readonly path: string;
  readonly vdom: string;
  readonly withMeta: boolean;
  readonly withDatasource: boolean;
}

/** Adds to a rendered entry, in place, what the request asked for. */
export function decorate(
  node: Node,
  entry: Entry,
  shown: Record<string, unknown>,
  decoration: Decoration,
): Record<string, unknown> {
  if (decoration.withMeta) Object.assign(shown, metaOf(node, entry, decoration));
  if (decoration.withDatasource) addDatasources(node, shown, decoration);
  return shown;
}

function metaOf(node: Node, entry: Entry, { configuration, path }: Decoration): Record<string, unknown> {
  const [group, name] = path.split("/");
  const isTop = node.name === path;
  const targetId = `${path} ${node.key?.name}`;
  const users = isTop && node.key ? configuration.references.referrers(targetId, keyOf(node, entry, 0)).length : 0;
  return {
    q_path: group,
    q_name: name,
    q_mkey_type: node.key?.type ?? "",
    q_ref: users,
    q_static: false,
    q_no_rename: false,
    q_no_edit: false,
    q_global_entry: false,
  };
}

/** Says in each row of a member list which table its name comes from: `"datasource": "firewall.address.name"`. */
function addDatasources(node: Node, shown: Record<string, unknown>, decoration: Decoration): void {
  for (const [name, value] of Object.entries(shown)) {
    const inner = node.fields.get(name)?.node;
    if (inner === undefined) continue;
    for (const row of Array.isArray(value) ? value : [value]) {
      const source = inner.key && sourceOf(inner.key, String(row[inner.key.name]), decoration);
      if (source !== undefined) row.datasource = source;
      addDatasources(inner, row, decoration);
    }
  }
}

function sourceOf(field: FieldSpec, value: string, { configuration, vdom }: Decoration): string | undefined {
  const target = field.targets?.find((candidate) => exists(configuration, candidate, value, vdom));
  return target?.id.replaceAll(/[/ ]/g, ".");
}

/** Every value that a reference field may take now, with the table it comes from. */
export function choicesFor(field: FieldSpec, configuration: Configuration, vdom: string): Record<string, unknown>[] {
  return (field.targets ?? []).flatMap((target) => {
    if (!target.isKey) return [];
    const datasource = target.id.replaceAll(/[/ ]/g, ".");
    return Array.from(configuration.table(target.path, vdom).keys(), (key) => ({
      q_origin_key: key,
      name: key,
      datasource,
    }));
  });
}
