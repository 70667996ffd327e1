/** What the dialog of the node stores, in the flow file. */

import type { Resource } from "./menu.ts";

/** How a text is to be read. `list` is a JSON array of names; the others are Node-RED's own. */
export type ValueType = "str" | "num" | "bool" | "json" | "list" | "msg" | "flow" | "global" | "env" | "jsonata";

/** One field of the form. */
export interface FieldValue {
  /** Name of the field as the FortiGate knows it: `associated-interface`. */
  readonly id: string;
  readonly type: ValueType;
  readonly value: string;
}

/** A property of the node that can be read from somewhere else: its type lies beside it, with `Type` at the end. */
export type Readable =
  | "table"
  | "mkey"
  | "input"
  | "members"
  | "filter"
  | "addresses"
  | "expiry"
  | "alert"
  | "ttl"
  | "safeRanges";

/** The properties of the node, apart from what every node has. */
export interface FortigateSettings extends Record<Readable, string>, Record<`${Readable}Type`, ValueType> {
  /** Id of the configuration node. */
  server: string;
  resource: Resource;
  operation: string;
  /** Empty: the VDOM of the configuration node. */
  vdom: string;
  /** Where the values of an entry come from: the form, or `input`. */
  source: "form" | "input";
  fields: readonly FieldValue[];
  /** The field that holds the members: `member`. */
  memberField: string;
  /** JSON array of the fields to answer. Empty: all. */
  only: string;
  /** Most entries to answer. Empty: all. */
  limit: string;
  allowUnsafe: boolean;
  /** Message property that takes the result. */
  output: string;
}

/** What a new node holds. */
export const DEFAULT_SETTINGS: FortigateSettings = {
  server: "",
  resource: "table",
  operation: "getMany",
  vdom: "",
  table: "firewall/address",
  tableType: "str",
  mkey: "",
  mkeyType: "str",
  source: "form",
  fields: [],
  input: "payload",
  inputType: "msg",
  memberField: "member",
  members: "payload",
  membersType: "msg",
  filter: "",
  filterType: "str",
  only: "[]",
  limit: "",
  addresses: "payload",
  addressesType: "msg",
  expiry: "3600",
  expiryType: "num",
  safeRanges: "[]",
  safeRangesType: "list",
  allowUnsafe: false,
  alert: "payload",
  alertType: "msg",
  ttl: "60",
  ttlType: "num",
  output: "payload",
};

/** Fills in what a node does not hold: one from an older flow, or one written by hand. */
export function withDefaults<Stored extends Partial<FortigateSettings>>(stored: Stored): Stored & FortigateSettings {
  const held = Object.entries(stored).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_SETTINGS, ...(Object.fromEntries(held) as Stored) };
}
