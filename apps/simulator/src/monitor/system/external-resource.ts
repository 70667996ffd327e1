/**
 * `system/external-resource/*`: lists that others push, or that the device fetches. It fetches none here.
 *
 * @module
 */

import { isIP } from "node:net";
import type { Entry } from "../../cmdb/entry.ts";
import { noSuchEntry } from "../../cmdb/refusal.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, needing } from "../answer.ts";
import { switchIn, textIn, textOf } from "../params.ts";
import type { FeedEntry } from "./feeds.ts";

const TABLE = "system/external-resource";
const NEEDED = [TABLE];
/** A list takes no more. */
const MOST_ENTRIES = 131_072;

interface Done {
  readonly name: string;
  readonly command: string;
  readonly status: "success" | "error";
  readonly error?: string;
  readonly invalidEntries?: readonly string[];
}

/** Carries out one command after the other; one that fails does not stop the rest. */
export const pushEntries: Endpoint = needing(NEEDED, (context, call) => {
  const commands = Array.isArray(call.params.commands) ? call.params.commands : [];
  return { results: commands.map((command) => carryOut(context, call.vdom, command)) };
});

function carryOut(context: MonitorContext, vdom: string, given: unknown): Done {
  const {
    name = "",
    command = "",
    entries,
  } = (given ?? {}) as { name?: unknown; command?: unknown; entries?: unknown };
  const about = { name: textOf(name), command: textOf(command) };
  const resource = context.holder.configuration.table(TABLE, vdom).get(about.name);
  const failed = (error: string): Done => ({ ...about, status: "error", error });
  if (resource === undefined) return failed("External resource not found");
  if (resource["update-method"] !== "push") return failed("External resource is not a push resource");
  if (!["add", "remove", "snapshot"].includes(about.command)) return failed("Invalid command");
  if (!Array.isArray(entries)) return failed("Invalid entries");
  const texts = entries.map((entry) => textOf(entry).trim()).filter((text) => text !== "");
  const judged = texts.map((entry): FeedEntry => ({ entry, valid: isValid(resource, entry) }));
  const before = about.command === "snapshot" ? [] : (context.live.feeds.get(vdom, resource)?.entries ?? []);
  const after = about.command === "remove" ? without(before, texts) : merged(before, judged);
  if (after.length > MOST_ENTRIES) return failed("Too many entries");
  context.live.feeds.set(vdom, resource, after);
  const invalid = about.command === "remove" ? [] : judged.filter(({ valid }) => !valid).map(({ entry }) => entry);
  return { ...about, status: "success", ...(invalid.length > 0 && { invalidEntries: invalid }) };
}

/** What is not valid is not kept. */
function merged(before: readonly FeedEntry[], more: readonly FeedEntry[]): readonly FeedEntry[] {
  const valid = [...before, ...more].filter((entry) => entry.valid);
  return [...new Map(valid.map((entry) => [entry.entry, entry])).values()];
}

function without(before: readonly FeedEntry[], gone: readonly string[]): readonly FeedEntry[] {
  const names = new Set(gone);
  return before.filter(({ entry }) => !names.has(entry));
}

const DOMAIN = /^(?:\*\.)?(?:[\p{L}\p{N}_-]{1,63}\.)*[\p{L}\p{N}_-]{1,63}\.?$/u;
const URL_ENTRY = /^(?:https?:\/\/)?[^\s/]+(?:\/\S*)?$/i;
const HASH = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/i;
const MAC = /^[\da-f]{2}(?:[:-][\da-f]{2}){2,5}(?:\/\d{1,2})?$/i;

function isValid({ type = "category" }: Entry, text: string): boolean {
  const [entry = ""] = text.split(/\s#/, 1);
  switch (type) {
    case "address":
      return isAddressEntry(text);
    case "domain":
      return DOMAIN.test(entry);
    case "malware":
      return HASH.test(entry);
    case "mac-address":
      return MAC.test(entry);
    case "category":
      return URL_ENTRY.test(text);
    default:
      return true;
  }
}

/** An address, a network, or a range. */
function isAddressEntry(text: string): boolean {
  const [address = "", prefix] = text.split("/");
  if (prefix !== undefined) {
    const most = { 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return /^\d+$/.test(prefix) ? Number(prefix) <= most : isIP(address) === 4 && isIP(prefix) === 4;
  }
  const ends = text.split("-");
  const kinds = new Set(ends.map((end) => isIP(end.trim())));
  return ends.length <= 2 && kinds.size === 1 && !kinds.has(0);
}

export const entryList: Endpoint = needing(NEEDED, (context, call) => {
  const name = textIn(call, "mkey");
  const resource = context.holder.configuration.table(TABLE, call.vdom).get(name);
  if (resource === undefined) throw noSuchEntry();
  const isPush = resource["update-method"] === "push";
  const feed = context.live.feeds.get(call.vdom, resource);
  const entries = feed?.entries ?? [];
  const wanted = textIn(call, "entry");
  const matched = entries.filter(({ entry }) => wanted === "" || entry.includes(wanted));
  const changed = Math.floor((feed?.changedAt ?? 0) / 1000);
  return {
    results: {
      status: isPush ? "success" : "unknown",
      resource_file_status: feed === undefined ? "none" : "downloaded",
      last_content_update_time: changed,
      conn_attempt_time: isPush ? changed : 0,
      last_conn_success_time: changed,
      http_status_code: isPush && feed !== undefined ? 200 : 0,
      ...(call.query.flag("status_only") ? {} : contentOf(call, entries, matched)),
    },
  };
});

function contentOf(
  call: MonitorCall,
  entries: readonly FeedEntry[],
  matched: readonly FeedEntry[],
): Record<string, unknown> {
  const counts = {
    valid_count: entries.length,
    invalid_count: 0,
    accepted_count: entries.length,
    accepted_limit: MOST_ENTRIES,
    matched_valid: matched.length,
    matched_invalid: 0,
    overflow: false,
  };
  if (call.query.flag("counts_only")) return counts;
  const [start, count] = [call.query.count("start") ?? 0, call.query.count("count") ?? 0];
  const page = matched.slice(start, count === 0 ? undefined : start + count);
  return { ...counts, entries: page, ...(call.query.flag("include_notes") && { notes: [] }) };
}

/** There is nothing to fetch: what was pushed stays as it is. */
export const refreshResource: Endpoint = needing(NEEDED, (context, call) => {
  const name = textIn(call, "mkey");
  const resource = context.holder.configuration.table(TABLE, call.vdom).get(name);
  if (resource === undefined) throw noSuchEntry();
  const changed = Math.floor((context.live.feeds.get(call.vdom, resource)?.changedAt ?? 0) / 1000);
  const isDone = switchIn(call, "check_status_only") || resource["update-method"] === "push";
  return { results: { status: isDone ? "success" : "pending", last_connection_time: changed } };
});

/** Takes any JSON; the names of its addresses become the entries. */
export const pushAddresses: Endpoint = needing(NEEDED, (context, call) => {
  const name = textIn(call, "mkey");
  const resource = context.holder.configuration.table(TABLE, call.vdom).get(name);
  if (resource === undefined) throw noSuchEntry();
  if (resource.type !== "generic-address" || resource["update-method"] !== "push") {
    return { results: { status: "error", error: "External resource is not a generic address push resource" } };
  }
  const { addresses } = (call.params.data ?? {}) as { readonly addresses?: unknown };
  if (!Array.isArray(addresses)) return { results: { status: "error", error: "Invalid data" } };
  const entries = addresses
    .flatMap((address) => [address?.value ?? []].flat())
    .map((entry) => ({ entry: textOf(entry), valid: true }));
  context.live.feeds.set(call.vdom, resource, entries);
  return { results: { status: "success", error: "" } };
});

const JSON_PATH = /^\$(?:\.[\w-]+|\[(?:\d+|\*|'[^']+')\])*$/;

export const validateJsonPath: Endpoint = (_context, call) => {
  const valid = JSON_PATH.test(textIn(call, "path_name"));
  return { results: { valid, error_code: valid ? 0 : 1 } };
};
