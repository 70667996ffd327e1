/** The operations of the node, in the order of its menu. The dialog and the running node both read this. */

/** A part of the dialog, and what an operation reads from it. */
export type Part =
  | "table"
  | "mkey"
  | "values"
  | "query"
  | "members"
  | "addresses"
  | "expiry"
  | "alert"
  | "ttl"
  | "safeRanges"
  | "allowUnsafe";

export type TableOperation =
  | "get"
  | "getMany"
  | "create"
  | "update"
  | "createOrUpdate"
  | "delete"
  | "addMembers"
  | "removeMembers";

export type QuarantineOperation = "ban" | "unban" | "list" | "screenAlert";

export type Resource = "table" | "quarantine";

/** The name of an operation with its resource. */
export type OperationName = `table.${TableOperation}` | `quarantine.${QuarantineOperation}`;

type Parts<Operation extends string> = Readonly<Record<Operation, readonly Part[]>>;

/** Which parts of the dialog each operation needs. */
export const MENU: { readonly table: Parts<TableOperation>; readonly quarantine: Parts<QuarantineOperation> } = {
  table: {
    get: ["table", "mkey"],
    getMany: ["table", "query"],
    create: ["table", "values"],
    update: ["table", "mkey", "values"],
    createOrUpdate: ["table", "values"],
    delete: ["table", "mkey"],
    addMembers: ["table", "mkey", "members"],
    removeMembers: ["table", "mkey", "members"],
  },
  quarantine: {
    ban: ["addresses", "expiry", "safeRanges", "allowUnsafe"],
    unban: ["addresses"],
    list: [],
    screenAlert: ["alert", "safeRanges", "ttl"],
  },
};

/** What an object has, which exists once and has no key: `system/global`. */
export const OBJECT_OPERATIONS: readonly string[] = ["get", "update", "createOrUpdate"];
