/**
 * Answers of endpoints that nothing in the simulator stands behind: their right form, with nothing in it.
 *
 * | what                                                               | `results`                                  |
 * | ------------------------------------------------------------------ | ------------------------------------------ |
 * | GET whose last word is a list (plural, or `list`, `client`, ...)   | `[]`                                       |
 * | any other GET                                                      | the fields that the catalogue knows, empty |
 * | GET of a file that somebody names                                  | 404: it is not there                       |
 * | GET of a file that every device has                                | an empty file                              |
 * | POST whose answer has fields                                       | these, empty                               |
 * | any other POST                                                     | none: it is done                           |
 *
 * A field is empty by its type: `""`, 0, false, `[]`, `{}`.
 *
 * @module
 */

import type { CallEntry } from "@fortiweave/catalog";
import { noSuchEntry } from "../cmdb/refusal.ts";
import { download } from "../http/reply.ts";
import type { Endpoint } from "./answer.ts";

export function generic(entry: CallEntry): Endpoint {
  const { path, methods, params } = entry;
  const fields = Object.entries(entry.response?.fields ?? {});
  const empty = (): Record<string, unknown> =>
    Object.fromEntries(fields.map(([name, { type }]) => [name, emptyOf(type)]));
  if (!methods.includes("GET")) return () => (fields.length === 0 ? {} : { results: empty() });
  if (isFile(path)) {
    const isNamed = Object.values(params).some(({ required }) => required === true);
    return () => {
      if (isNamed) throw noSuchEntry();
      return download(path.replaceAll("/", "-"), "");
    };
  }
  return () => ({ results: isList(path) ? [] : empty() });
}

const EMPTY: Readonly<Record<string, unknown>> = { integer: 0, double: 0, boolean: false, array: [], object: {} };

function emptyOf(type: string): unknown {
  return EMPTY[type] ?? "";
}

function isFile(path: string): boolean {
  return /(?:^|\/)(?:download|file|thumbnail-file|faceplate-xml|xml)$/.test(path);
}

/** Last words that are no plurals, and yet name something that there may be many of. */
const LISTS: ReadonlySet<string> = new Set([
  "anomaly",
  "app-lookup",
  "botnet",
  "category-quota",
  "client",
  "collected-email",
  "detected-device",
  "device-category",
  "device-type",
  "dhcp-snooping",
  "euclid",
  "fortigate",
  "health-status",
  "interfering_ap",
  "lan-extension-vdom-status",
  "list",
  "malware-hash",
  "performance",
  "poe",
  "port-health",
  "port-stats",
  "proxy",
  "query",
  "rate-based",
  "rogue_ap",
  "server-info",
  "station-capability",
]);

/** Last words that look like plurals, and yet name one thing. */
const SINGLE = /(?:status|stats|statistics|details|process|access|exists|success)$/;

/** Paths that break the rule. */
const OBJECTS: ReadonlySet<string> = new Set([
  "azure/application-list",
  "fortiguard/answers",
  "switch-controller/mclag-icl/tier-plus-candidates",
  "wifi/ap_channels",
]);

function isList(path: string): boolean {
  if (OBJECTS.has(path)) return false;
  const last =
    path
      .replace(/\/select$/, "")
      .split("/")
      .at(-1) ?? "";
  return LISTS.has(last) || last.endsWith("-list") || (last.endsWith("s") && !SINGLE.test(last));
}
