/**
 * The verbs that write, by name, and which of the catalogue's verbs each one counts as.
 *
 * @module
 */

import { invalidMethod } from "../../rpc/refusals.ts";
import type { Location } from "../urls/location.ts";
import { add } from "./add.ts";
import { unset } from "./attribute.ts";
import type { Verb } from "./change.ts";
import { clone } from "./clone.ts";
import { remove } from "./delete.ts";
import { move } from "./position.ts";
import { replace, set, update } from "./update.ts";

const VERBS: Readonly<Record<string, Verb>> = { add, set, update, replace, delete: remove, clone, move, unset };

/** The sources list neither of these for any object: what can be changed takes them. */
const UNLISTED: Readonly<Record<string, readonly string[]>> = {
  replace: ["set", "update"],
  unset: ["set", "update", "delete"],
};

/** @throws RpcRefusal when the url does not take the verb. */
/** Tables of which the sources show a few calls, and none says that there are no others. */
const PARTLY_KNOWN: ReadonlySet<string> = new Set([
  "fmg/script",
  "fsp/managed-switch",
  "pm/fwmprof",
  "pm/template",
  "template/action-list",
  "template/vpn/ipsec/phase1-interface",
  "wireless-controller/wtp",
]);

export function verbFor(method: string, { methods: listed, schema }: Location): Verb {
  const methods = PARTLY_KNOWN.has(schema.path) ? undefined : listed;
  const verb = Object.hasOwn(VERBS, method) ? VERBS[method] : undefined;
  const counted = UNLISTED[method] ?? [method];
  if (verb === undefined || (methods !== undefined && !counted.some((one) => methods.includes(one)))) {
    throw invalidMethod();
  }
  return verb;
}
