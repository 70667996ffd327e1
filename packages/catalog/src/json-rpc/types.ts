/**
 * The form of a catalogue entry of FortiManager or FortiAnalyzer: what can stand behind a url of their JSON-RPC API.
 * Urls are written without a leading slash and with placeholders: `pm/config/adom/{adom}/obj/firewall/address`.
 *
 * @module
 */

import type { Field, VersionRange } from "../types.ts";

/** Objects that are stored, and calls that do something or tell a state. */
export type RpcArea = "object" | "call";

/** Many entries with a key, one entry without, or a list of the members of something. */
export type ObjectKind = "table" | "object" | "member";

/** One row of the index: enough to list, search and address an object without reading its entry. */
export interface ObjectRow {
  /** What tells it from a call. */
  readonly area: "object";
  /** Stable name: what follows `obj/`, and for other places a prefix before it: `pkg/firewall/policy`. */
  readonly path: string;
  /** Whether it has entries. */
  readonly kind: ObjectKind;
  /** Name of the key field of a table, where it is known. `_scope` is a device and a VDOM. */
  readonly mkey?: string;
  /** The verbs that it takes. */
  readonly methods: readonly string[];
  /** Absent: since 6.0.0 or before, and still there. */
  readonly versions?: readonly VersionRange[];
  /** Where it stands: in an ADOM, in the global database, in a package and so on; the usual place first. */
  readonly urls: readonly string[];
  /** Name of the placeholder that an entry's own url ends in: `address` of `.../firewall/address/{address}`. */
  readonly item?: string;
}

/** One row of the index: a url that is called. */
export interface RpcRow {
  /** What tells it from an object. */
  readonly area: "call";
  /** The url: `securityconsole/install/package`. */
  readonly path: string;
  /** The verbs that it takes. */
  readonly methods: readonly string[];
  /** Absent: since 6.0.0 or before, and still there, for all that is known. */
  readonly versions?: readonly VersionRange[];
  /** Name of the placeholder that the url of one entry ends in. */
  readonly item?: string;
  /** FortiAnalyzer's own dialect: `apiver` 3 in the params, JSON-RPC 2.0 around them. */
  readonly apiver?: 3;
}

/** A stored object. */
export interface ObjectEntry extends Omit<ObjectRow, "area"> {
  /** The key was concluded from tables like it. */
  readonly guessed?: true;
  /** A new key in the data of an update renames an entry. */
  readonly rename?: true;
  /** What a request needs beside `url` and `data`. */
  readonly params?: readonly string[];
  /** The FortiOS table that it becomes on a FortiGate: `firewall.service/custom`. */
  readonly fortios?: string;
  /** The product whose versions are meant. Default FortiManager's own. */
  readonly versionsOf?: "FortiOS";
  /** More fields may exist than are listed. */
  readonly partial?: true;
  /** The fields, by wire name. */
  readonly fields: Readonly<Record<string, Field>>;
}

/** What can be called at a url. */
export interface RpcEntry extends Omit<RpcRow, "area"> {
  /** The verbs that go to the url of one entry, `{path}/{item}`; the others go to the path. */
  readonly itemMethods?: readonly string[];
  /** What each verb takes; verbs that take the same stand together. */
  readonly calls: readonly RpcCall[];
}

/** What a url takes and answers, for one verb or several. */
export interface RpcCall {
  /** The verbs. */
  readonly methods: readonly string[];
  /** What stands beside `url` in the params item, mostly `data`. */
  readonly params: Readonly<Record<string, Field>>;
  /** The `data` of the answer, as far as known; with `apiver` 3 the `result`. */
  readonly returns?: Field;
  /** How it starts a task; `false`: it starts none. Absent: not known. */
  readonly task?: RpcTask | false;
  /** Absent: as long as the url. */
  readonly versions?: readonly VersionRange[];
  /** Concluded from examples: it may take more than is listed. */
  readonly partial?: true;
}

/** A task that goes on after the answer. */
export interface RpcTask {
  /** Where its number stands in the result item: `data.task`, `taskid`. */
  readonly at: string;
  /** It is started only when `flags` holds these. */
  readonly flags?: readonly string[];
  /** The answer waits for it, unless `flags` holds `nonblocking`. */
  readonly waits?: true;
  /** The url that tells the result once it is done. */
  readonly result?: string;
}
