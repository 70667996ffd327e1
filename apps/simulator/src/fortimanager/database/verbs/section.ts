/**
 * The section that a policy is in has a url of its own, but is a label in the policy.
 *
 * @module
 */

import type { Operation } from "../../parts.ts";
import { invalidData } from "../../rpc/refusals.ts";
import { isRecord, UNSET } from "../values/read-entry.ts";

const LABEL = "global-label";

/** The change of the policy that a change of its section is. */
export function asLabel(operation: Operation): Operation {
  const data = operation.data ?? {};
  if (!isRecord(data)) throw invalidData();
  const { attr = LABEL, name } = data;
  const label = String(attr);
  const change = operation.method === "delete" ? { [UNSET]: [label] } : { [label]: name };
  return { ...operation, method: "update", data: change };
}
