/**
 * `get`: a list, an entry, an object or a value, and what its options add or put in the place of it.
 *
 * @module
 */

import type { Answer, Entry, Operation } from "../../parts.ts";
import { missing } from "../../rpc/refusals.ts";
import type { Target } from "../collection.ts";
import type { Node } from "../schema/node.ts";
import { renderEntry, renderValue, type Wanted } from "../values/render.ts";
import { duplicatesIn } from "./duplicates.ts";
import { createExtras, type Extras, type ExtrasPorts } from "./extras.ts";
import type { Derived } from "./filter.ts";
import { listEntries } from "./list.ts";
import { optionsIn, type Query, wantedIn } from "./request.ts";
import { createSubFetch } from "./sub-fetch.ts";
import { syntaxOf } from "./syntax.ts";
import { createUses } from "./uses.ts";

export function get(ports: ExtrasPorts, query: Query): Answer {
  const { operation, location, target } = query;
  const options = optionsIn(operation.item);
  const wanted = wantedIn(operation.item, options, operation.verbose);
  const node = nodeOf(target);
  if (options.has("syntax")) return { data: syntaxOf(location.schema.path, node ?? location.schema.node) };
  if (options.has("object template") && node !== undefined) return { data: template(node, wanted) };
  const extras = createExtras(ports, query, options);
  const instead = extras.instead();
  if (instead !== undefined) return { data: instead };
  return read(target, operation, options, wanted, extras, { "object used": createUses(ports, query) });
}

function read(
  target: Target,
  operation: Operation,
  options: ReadonlySet<string>,
  wanted: Wanted,
  extras: Extras,
  derived: Derived,
): Answer {
  const { item } = operation;
  switch (target.kind) {
    case "table": {
      const { node } = target.collection;
      const rows = listEntries(node, target.collection.rows(), item, derived);
      if (options.has("find duplicates")) return { data: duplicatesIn(node, rows, operation, wanted) };
      const subFetch = createSubFetch(node, item, wanted);
      const shown = subFetch === undefined ? rows : rows.filter(subFetch.takes);
      if (options.has("count")) return { data: shown.length };
      return { data: shown.map((entry) => show(node, entry, wanted, subFetch, extras)) };
    }
    case "entry": {
      const entry = target.collection.get(target.key);
      if (entry === undefined) throw missing();
      const { node } = target.collection;
      return { data: show(node, entry, wanted, createSubFetch(node, item, wanted), extras) };
    }
    case "object": {
      const { node } = target.slot;
      return { data: show(node, target.slot.read(), wanted, createSubFetch(node, item, wanted), extras) };
    }
    default: {
      const { slot, field } = target;
      const value = slot.read()[field.name];
      if (options.has("count")) return { data: Array.isArray(value) ? value.length : Number(value !== undefined) };
      const shown =
        value === undefined
          ? emptyOf(slot.node, field.name, wanted)
          : renderValue(slot.node, field.name, value, wanted);
      return { data: field.type === "members" ? shown : { [field.name]: shown } };
    }
  }
}

function emptyOf(node: Node, name: string, { verbose }: Wanted): unknown {
  const shown = (verbose ? node.defaults : node.plainDefaults)[name];
  return shown ?? (node.fields.get(name)?.list ? [] : null);
}

function show(
  node: Node,
  entry: Entry,
  wanted: Wanted,
  subFetch: ReturnType<typeof createSubFetch>,
  extras: Extras,
): Record<string, unknown> {
  const shown = renderEntry(node, entry, wanted);
  subFetch?.apply(shown, entry);
  extras.add(shown, entry, wanted);
  return shown;
}

/** What a new entry holds before anything is set. */
function template(node: Node, { verbose }: Wanted): Entry {
  return verbose ? node.defaults : node.plainDefaults;
}

function nodeOf(target: Target): Node | undefined {
  if (target.kind === "table" || target.kind === "entry") return target.collection.node;
  return target.kind === "object" ? target.slot.node : undefined;
}
