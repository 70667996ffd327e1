/**
 * Who refers to an entry, and who could: `system/object/usage`.
 *
 * @module
 */

import { type Field, isInVersion } from "@fortiweave/catalog";
import { type Entry, isEntry, isRows, type Value } from "../../cmdb/entry.ts";
import { referencesIn } from "../../cmdb/references.ts";
import { missingAttribute } from "../../cmdb/refusal.ts";
import type { Node } from "../../cmdb/schema.ts";
import { isGlobal } from "../../cmdb/scope.ts";
import { MANAGEMENT_VDOM } from "../../cmdb/vdoms.ts";
import type { Endpoint, MonitorCall, MonitorContext } from "../answer.ts";
import { textIn } from "../params.ts";

/** Numbers of tables, as far as they are known. */
const TYPES: Readonly<Record<string, number>> = {
  "system/interface": 0,
  "firewall/address": 31,
  "firewall/addrgrp": 33,
  "vpn.certificate/local": 155,
};

const usage: Endpoint = (context, call) => {
  const path = `${textIn(call, "q_path")}/${textIn(call, "q_name")}`;
  if (path === "/") throw missingAttribute("q_path");
  return {
    results: {
      can_use: context.live.referrers.get(path) ?? [],
      currently_using: usersOf(context, call, path, textIn(call, "mkey")),
      q_types: [TYPES[path] ?? 0],
    },
  };
};

export const objectUsage: Endpoint = Object.assign(usage, { prepare: findReferrers });

/** Reads the whole catalogue, once for a device. */
async function findReferrers({ registry, live, identity }: MonitorContext): Promise<void> {
  if (live.referrers.size > 0) return;
  const found = new Map<string, { path: string; name: string; range: string }[]>();
  const rows = registry.rows("cmdb").filter((row) => isInVersion(row.versions, identity.version));
  const keys = new Map(rows.map((row) => [`${row.path.replace("/", ".")}.${row.mkey}`, row.path]));
  for (const row of rows) {
    const entry = await registry.load("cmdb", row.path);
    const [path = "", name = ""] = row.path.split("/");
    const user = { path, name, range: isGlobal(row.path) ? "global" : "vdom" };
    for (const ref of refsIn(entry?.fields ?? {}, identity.version)) {
      const target = keys.get(ref);
      if (target !== undefined) found.set(target, [...(found.get(target) ?? []), user]);
    }
  }
  for (const [path, users] of found) live.referrers.set(path, users);
}

function* refsIn(fields: Readonly<Record<string, Field>>, version: string): Iterable<string> {
  for (const field of Object.values(fields)) {
    if (!isInVersion(field.versions, version)) continue;
    yield* field.refs ?? [];
    yield* refsIn(field.fields ?? {}, version);
  }
}

/** An entry for each field that names it. Asked of the wrong table, a device finds nobody. */
function usersOf(
  { holder }: MonitorContext,
  { vdom }: MonitorCall,
  path: string,
  key: string,
): Record<string, unknown>[] {
  const { configuration } = holder;
  const { schemas } = configuration;
  const targetId = `${path} ${schemas.keyOf(path)}`;
  const near = configuration.references
    .referrers(targetId, key)
    .filter(({ place }) => isGlobal(path) || (place.vdom ?? vdom) === vdom);
  return near.flatMap(({ place }) => {
    const node = schemas.loaded(place.path)?.node;
    const entry = configuration.table(place.path, place.vdom).get(place.key);
    if (node === undefined || entry === undefined) return [];
    const [group = "", name = ""] = place.path.split("/");
    return attributesNaming(node, entry, targetId, key).map((attribute) => ({
      path: group,
      name,
      reference_count: 0,
      static: false,
      table_type: node.kind,
      mkey: place.key,
      vdom: place.vdom ?? MANAGEMENT_VDOM,
      range: place.vdom === undefined ? "global" : "vdom",
      attribute,
    }));
  });
}

/** Fields of the entry itself in which, however deep, something is named. */
function attributesNaming(node: Node, entry: Entry, targetId: string, key: string): string[] {
  return Object.entries(entry).flatMap(([name, value]) => {
    const only: Entry = { [name]: value };
    for (const reference of referencesIn(node, only)) {
      if (reference.value === key && reference.targets.some(({ id }) => id === targetId)) return [name];
    }
    return [];
  });
}

const MOST_FOUND = 100;

/** Entries with the text in their key or in any field. */
export const globalSearch: Endpoint = ({ holder }, call) => {
  const wanted = textIn(call, "search").toLowerCase();
  const isExact = call.query.flag("exact");
  const [only, except] = ["search_tables", "skip_tables"].map((name) =>
    call.query.all(name).flatMap((text) => text.split(",")),
  );
  const isLike = (text: string): boolean => (isExact ? text === wanted : text.includes(wanted));
  const found: Record<string, unknown>[] = [];
  for (const { path, vdom, table } of holder.configuration.tables()) {
    const dotted = path.replace("/", ".");
    const isAsked = (only?.length === 0 || only?.includes(dotted)) && !except?.includes(dotted);
    if (!isAsked || (vdom !== undefined && vdom !== call.vdom) || isSecretive(path)) continue;
    const keyName = holder.configuration.schemas.keyOf(path) ?? "";
    for (const [key, entry] of table.entries()) {
      const matched = [...fieldTexts(entry)].filter(([, text]) => isLike(text.toLowerCase())).map(([name]) => name);
      const properties = [...new Set(key !== "" && isLike(key.toLowerCase()) ? [keyName, ...matched] : matched)];
      if (properties.length === 0) continue;
      found.push({
        pathname: dotted,
        mkey: key,
        weight: properties.includes(keyName) ? 2 : 1,
        matched_properties: properties,
      });
      if (found.length === MOST_FOUND) return { results: found };
    }
  }
  return { results: found };
};

/** Tables that hold passwords and keys are not searched. */
function isSecretive(path: string): boolean {
  return /certificate|admin|user\/|api-user/.test(path);
}

function* fieldTexts(entry: Entry): Iterable<readonly [string, string]> {
  for (const [name, value] of Object.entries(entry)) for (const text of textsIn(value)) yield [name, text];
}

function textsIn(value: Value): string[] {
  if (isRows(value)) return value.flatMap((row) => Object.values(row).flatMap(textsIn));
  return isEntry(value) ? Object.values(value).flatMap(textsIn) : [String(value)];
}
