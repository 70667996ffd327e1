/** Writes what FortiManager's numbers mean. */

import type { ProtocolFacts } from "./read-data.ts";
import { renderErrors } from "./render-errors.ts";

/** The text of `src/generated/fortimanager/protocol.ts`. */
export function renderProtocol({ errors, taskStates }: ProtocolFacts): string {
  return [
    renderErrors("What the code in an answer's `status` means.", errors),
    "/** The states of a task. */",
    "export const taskStates: readonly { name: string; number: number; ends: boolean; guessed?: true }[] = [",
    ...taskStates.map((state) => `  ${JSON.stringify(state)},`),
    "];",
    "",
  ].join("\n");
}
