/**
 * What the verbs take beside url and data, each for itself.
 *
 * @module
 */

import type { JsonValue } from "@fortiweave/core";
import type { FieldName, Filter } from "./filter.ts";
import type { GetOption } from "./generated/types/protocol.ts";
import type { CallOptions } from "./types.ts";

export type { MoveTarget } from "@fortiweave/catalog/plan";

/** A device, and a VDOM of it. Without the VDOM it is a device group. */
export interface Scope {
  /** Name of the device or group. */
  readonly name: string;
  /** Name of the VDOM. */
  readonly vdom?: string;
}

/** One order: a field upwards, downwards with `-` in front, or as FortiManager writes it. */
export type Sorting<Row = Record<string, unknown>> =
  | FieldName<Row>
  | `-${FieldName<Row>}`
  | { readonly [field: string]: 1 | -1 };

/** What every verb takes. */
export interface VerbOptions extends CallOptions {
  /** Anything else that stands beside the url, by wire name: `{ "expand datasrc": [...] }`. Not another url. */
  readonly more?: Readonly<Record<string, JsonValue>>;
  /**
   * Anything else that stands beside `params`, by wire name: `{ root: "..." }`. What the client writes itself, such as
   * `method`, is refused.
   */
  readonly envelope?: Readonly<Record<string, JsonValue>>;
  /** Values that must never be shown. Those of fields that the catalogue calls secret are found anyway. */
  readonly secrets?: readonly string[];
}

/** What `get` takes. */
export interface GetOptions<Row = Record<string, unknown>> extends VerbOptions {
  /** Only these fields. The key comes along in any case. */
  readonly fields?: readonly FieldName<Row>[];
  /** Only rows that match. */
  readonly filter?: Filter<Row>;
  /** The order of the rows. */
  readonly sortings?: Sorting<Row> | readonly Sorting<Row>[];
  /** Rows to skip, and most rows to answer. */
  readonly range?: readonly [offset: number, count: number];
  /** Whether child tables come along. Default true. */
  readonly loadsub?: boolean;
  /** What else to tell, or to tell instead: `count`, `syntax`, `scope member`. */
  readonly option?: GetOption | readonly GetOption[];
  /** False has options as numbers in place of their names. Default true. */
  readonly verbose?: boolean;
  /** With `option: "datasrc"`: the attribute whose possible references are asked for. */
  readonly attr?: string;
  /** Members of groups and ADOMs with their own fields: a name, or urls with what to tell of each. */
  readonly expandMember?: string | readonly Readonly<Record<string, JsonValue>>[];
  /** References with the fields of what they name. */
  readonly expandDatasrc?: readonly Readonly<Record<string, JsonValue>>[];
  /** Child tables to read, each with its own fields and filter. Contradicts `loadsub: false`. */
  readonly subFetch?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  /** Only rows whose child tables match. */
  readonly subFetchFilter?: boolean;
  /** Meta fields to tell, in the device manager. */
  readonly metaFields?: readonly string[];
  /** Whose entries, in tables that are kept per device. */
  readonly scopeMember?: Scope | readonly Scope[];
  /** The default values of a new entry, in place of entries. */
  readonly objectTemplate?: boolean;
  /** Also what is assigned from the global database. */
  readonly loadAssigned?: boolean;
  /** Does not count as use of the session: it may end as idle. */
  readonly keepSessionIdle?: boolean;
}

/** Has FortiManager carry out a write as a task. */
export interface CreateTask {
  /** The ADOM whose task it is. */
  readonly adom: string;
  /** What the task is called. */
  readonly name?: string;
}

/** What every write takes. */
export interface WriteOptions extends VerbOptions {
  /** Has FortiManager carry it out as a task: the call answers that. */
  readonly createTask?: CreateTask;
}

/** What the writes of entries take. */
export interface DataOptions extends WriteOptions {
  /** Whose entries, in tables that are kept per device. */
  readonly scopeMember?: Scope | readonly Scope[];
  /** Stands with the revision of the object. */
  readonly revisionNote?: string;
}

/** What `add` takes. */
export interface AddOptions extends DataOptions {
  /** Key of the entry to stand in front of. */
  readonly before?: string;
  /** Refuses an entry whose values another has. */
  readonly duplicateCheck?: boolean;
  /** Adds to the devices as well, where the table has that. */
  readonly push?: boolean;
}

/** What `set` takes. */
export interface SetOptions extends DataOptions {
  /** Entries to merge into the one that the url names. */
  readonly merge?: readonly string[];
}

/** What `update` takes. */
export interface UpdateOptions<Row = Record<string, unknown>> extends DataOptions {
  /** Updates all rows that match. */
  readonly filter?: Filter<Row>;
  /** Puts others in the place of one that is referred to. */
  readonly usedObjs?: { readonly attr: readonly string[]; readonly from: string; readonly to: readonly string[] };
}

/** What `delete` takes. */
export interface DeleteOptions<Row = Record<string, unknown>> extends WriteOptions {
  /** Deletes all rows that match. Needs `confirm`. */
  readonly filter?: Filter<Row>;
  /** Says that a whole table, or all that match, is meant. */
  readonly confirm?: boolean;
  /** Deletes what is in use as well. */
  readonly force?: boolean;
  /** Members to take out of the list that the url names. */
  readonly data?: readonly JsonValue[];
  /** Flags of the url. */
  readonly flags?: number | readonly string[];
  /** Whose entries, in tables that are kept per device. */
  readonly scopeMember?: Scope | readonly Scope[];
}

/** What `exec` takes. */
export interface ExecOptions extends WriteOptions {
  /** Body of a workflow call, which stands in the place of data. */
  readonly workflow?: Readonly<Record<string, JsonValue>>;
  /** What it does: a client that keeps writes from the device lets reads pass. Default: known of some urls, else `write`. */
  readonly effect?: "read" | "write";
}
