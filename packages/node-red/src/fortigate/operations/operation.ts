/** What every operation of the node is made of. */

import { fortios } from "@fortiweave/catalog";
import type { CallOptions, FortiGate } from "@fortiweave/fortios";
import type { Connection } from "../../fortigate-config/connection.ts";
import type { Inputs } from "../inputs.ts";
import type { Summary } from "../status.ts";

/** What an operation gets to do its work. */
export interface Context {
  readonly fortigate: FortiGate;
  readonly inputs: Inputs;
  /** VDOM of the node, and the signal that ends the call when the node closes. */
  readonly call: CallOptions;
  /** Runs changes of one table one after the other. */
  readonly inTurn: Connection["inTurn"];
}

/** How an operation ended: the result for the message, and what the status says. */
export interface Outcome {
  readonly payload: unknown;
  readonly summary: Summary;
  /** For the summary `found`. */
  readonly count?: number;
}

export type Operation = (context: Context) => Promise<Outcome>;

/** What a write did, as the status says it. A FortiGate does not always tell. */
export function changedOrNot(changed: boolean | undefined): Summary {
  if (changed === undefined) return "done";
  return changed ? "changed" : "unchanged";
}

/** An object exists once and has no key: `system/global`. What the catalogue does not know is taken for a table. */
export function isObject(path: string): boolean {
  return fortios.find("cmdb", path)?.kind === "object";
}
