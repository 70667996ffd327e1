/**
 * Where a script runs: on a FortiGate, on the database of a device, or on that of an ADOM.
 *
 * @module
 */

import type { Entry } from "../../../cmdb/entry.ts";
import type { Schema, Schemas } from "../../../cmdb/schema.ts";
import type { DeviceTable } from "../form/device-tables.ts";
import type { Change } from "../install/change.ts";

export interface Place {
  /** What tables and fields there are. */
  readonly schemas: Schemas;
  /** The VDOM that lines are for until they say otherwise. */
  readonly vdom: string;
  /** By key, in their order; an object has one under the empty key. */
  read(table: DeviceTable, schema: Schema): Promise<ReadonlyMap<string, Entry>>;
  /** Answers why not, where it is refused. */
  write(change: Change): Promise<string | undefined>;
  /** What another command shows. */
  command(words: readonly string[]): Promise<string>;
}
