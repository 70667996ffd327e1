/**
 * What each verb does at each kind of place.
 *
 * @module
 */

import { bodyObject, type Call } from "../http/call.ts";
import { alreadyJson } from "../http/json-text.ts";
import type { Query } from "../http/url.ts";
import type { Configuration } from "./configuration.ts";
import { EMPTY } from "./entry.ts";
import { keyFromUrl, keyToJson } from "./key.ts";
import { listEntries, shownEntry, viewOf } from "./list.ts";
import type { Location } from "./locate.ts";
import { choicesFor, type Decoration } from "./meta.ts";
import { badAction, badRequest, missingAttribute, noSuchTable, wrongMethod } from "./refusal.ts";
import { checkRules } from "./rules/check.ts";
import type { Node, Schema } from "./schema.ts";
import { defaultsOf, describe } from "./schema-view.ts";
import { type Check, cloneEntry, createEntry, deleteEntry, moveEntry, updateEntry, updateObject } from "./write.ts";

/** Actions by what they are for. Some older clients name what the verb says already. */
const READING = ["schema", "default", "revision", "datasource", "select"] as const;
const CREATING = ["clone", "add", "create"] as const;
const UPDATING = ["move", "edit", "update"] as const;
const DELETING = ["delete"] as const;

export interface Task {
  readonly configuration: Configuration;
  readonly schema: Schema;
  readonly vdom: string;
  readonly location: Location;
  /** The URL goes on behind the table or object itself. */
  readonly isInside: boolean;
  readonly call: Call;
}

export interface Answer {
  /** Key of the entry that was written. */
  readonly mkey?: string | number;
  /** What the envelope carries: `results`, and for lists how long they are. */
  readonly content?: object;
}

/** @throws Refusal when the verb is not offered here or what it asks for cannot be done. */
export function perform(task: Task): Answer {
  const { call, location } = task;
  if (!isOffered(task)) throw wrongMethod();
  if (call.method === "GET") return read(task);
  const check = checkOf(task);
  if (location.kind === "object") return writeObject(location, call, check);
  return location.kind === "collection" ? writeCollection(location, call, check) : writeEntry(location, call, check);
}

/** What is inside an entry has no rules of its own. */
function checkOf({ configuration, schema, vdom, isInside }: Task): Check {
  if (isInside) return () => {};
  const { node } = schema;
  return (key, entry, before) => checkRules({ node, key, entry, before, vdom, configuration }, schema);
}

/** What is inside an entry can be written wherever the entry can, whether or not entries come and go. */
function isOffered({ call: { method }, schema, location, isInside }: Task): boolean {
  if (!isInside || method === "GET") return schema.methods.includes(method);
  return schema.methods.includes("PUT") && (location.kind !== "object" || method === "PUT");
}

function read({ configuration, schema, vdom, location, call: { query } }: Task): Answer {
  const { node } = location.kind === "collection" ? location.collection : location.slot;
  const action = actionIn(query, READING);
  if (action === "schema") return { content: { results: describe(node, schema.path) } };
  if (action === "default") return { content: { results: defaultsOf(node) } };
  if (action === "revision") return {};
  if (action === "datasource") return { content: { results: choices(node, query.get("attr"), configuration, vdom) } };
  const decoration: Decoration = {
    configuration,
    path: schema.path,
    vdom,
    withMeta: query.flag("with_meta"),
    withDatasource: query.flag("datasource"),
  };
  if (location.kind === "collection") return { content: listEntries(location.collection, query, decoration) };
  const entry = location.slot.read();
  const shown = shownEntry(node, entry, positionOf(location), viewOf(query), decoration);
  return { content: { results: alreadyJson(location.kind === "entry" ? `[${shown}]` : shown) } };
}

function choices(node: Node, attribute: string | undefined, configuration: Configuration, vdom: string): unknown {
  if (attribute === undefined) throw missingAttribute("attr");
  const field = node.fields.get(attribute);
  if (field === undefined) throw noSuchTable();
  return choicesFor(field.node?.key ?? field, configuration, vdom);
}

function writeCollection(
  { collection }: Location & { kind: "collection" },
  { method, body, query }: Call,
  check: Check,
): Answer {
  if (method !== "POST") throw wrongMethod();
  const named = (key: string): Answer => ({ mkey: keyToJson(collection.node, key) });
  if (actionIn(query, CREATING) !== "clone") return named(createEntry(collection, requireObject(body), check));
  const original = query.get("mkey") ?? requireObject(body)[collection.node.key?.name ?? ""];
  if (original === undefined) throw missingAttribute("mkey");
  const key = keyFromUrl(collection.node, String(original));
  return named(cloneEntry(collection, key, query.get("nkey") || undefined));
}

function writeEntry(
  { collection, key }: Location & { kind: "entry" },
  { method, body, query }: Call,
  check: Check,
): Answer {
  const action = actionIn(query, { POST: CREATING, DELETE: DELETING }[method] ?? UPDATING);
  const named = (written: string): Answer => ({ mkey: keyToJson(collection.node, written) });
  if (method === "DELETE") {
    deleteEntry(collection, key);
    return named(key);
  }
  if (method === "POST" && action === "clone")
    return named(cloneEntry(collection, key, query.get("nkey") || undefined));
  if (method !== "PUT") throw wrongMethod();
  if (action !== "move") return named(updateEntry(collection, key, requireObject(body), check));
  const side = query.get("before") ? "before" : "after";
  moveEntry(collection, key, side, query.get(side) ?? "");
  return named(key);
}

function writeObject({ slot }: Location & { kind: "object" }, { method, body, query }: Call, check: Check): Answer {
  actionIn(query, UPDATING);
  if (method === "DELETE") slot.write(EMPTY);
  else updateObject(slot, requireObject(body), check);
  return {};
}

/** @throws Refusal for an action that is not offered here. */
function actionIn(query: Query, offered: readonly string[]): string {
  const action = query.get("action") ?? "";
  if (action !== "" && !offered.includes(action)) throw badAction();
  return action;
}

/** Tables whose key no source names number their rows. */
function positionOf(location: Location): number {
  return location.kind === "entry" && location.collection.node.key === undefined ? Number(location.key) - 1 : 0;
}

/** Older clients put what they send into a `json` of its own. */
function requireObject(body: unknown): Record<string, unknown> {
  const object = bodyObject(body);
  if (object === undefined) throw badRequest();
  const { json, ...others } = object;
  return typeof json === "object" && Object.keys(others).length === 0 ? requireObject(json) : object;
}
