/**
 * What is to be done on a FortiGate.
 *
 * @module
 */

import type { Entry } from "../../../cmdb/entry.ts";
import type { Schema } from "../../../cmdb/schema.ts";
import type { DeviceTable } from "../form/device-tables.ts";

interface At extends DeviceTable {
  readonly schema: Schema;
  /** Empty for an object. */
  readonly key: string;
}

/** Another content for an entry or an object, or a new entry. */
export interface EntryChange extends At {
  readonly kind: "edit";
  readonly before: Entry | undefined;
  readonly after: Entry;
}

export interface Deletion extends At {
  readonly kind: "delete";
}

/** A new place in the order of the table. */
export interface Move extends At {
  readonly kind: "move";
  readonly side: "before" | "after";
  readonly neighbour: string;
}

export type Change = EntryChange | Deletion | Move;
