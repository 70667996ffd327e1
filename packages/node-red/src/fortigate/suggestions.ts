/** What the admin routes answer to the dialog. */

import type { FormField } from "@fortiweave/catalog/form";

/** One table that matches a search. */
export interface TableSuggestion {
  /** `firewall/address` */
  readonly path: string;
  readonly kind: "table" | "object";
  /** `Firewall / Address` */
  readonly label: string;
}

/** What a table is made of. */
export interface TableForm extends TableSuggestion {
  /** Name of the key field of a table. */
  readonly mkey?: string | undefined;
  /** The FortiGate's version, when it is known; then the fields are those that it has. */
  readonly version?: string | undefined;
  readonly fields: readonly FormField[];
}

/** Names of entries on the FortiGate. */
export type KeySuggestions = readonly string[];
