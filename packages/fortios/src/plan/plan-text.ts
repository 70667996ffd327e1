/**
 * Writes a plan as a diff for people: to read, and to approve.
 *
 * @module
 */

import { planText as textOf } from "@fortiweave/catalog/plan";
import type { PlanJson } from "./types.ts";

/**
 * A plan as text: a line that sums it up, each step with the fields that it changes, and what to know before approving
 * it. `+` creates, `~` changes, `-` deletes, `>` moves. Values stand in it as JSON, so that none can pass for a line.
 */
export function planText(plan: PlanJson): string {
  const { vdom, version } = plan;
  const device = [
    vdom === undefined ? undefined : `VDOM ${vdom}`,
    version === undefined ? undefined : `FortiOS ${version}`,
  ];
  return textOf(plan, device.filter((part) => part !== undefined).join(", "));
}
