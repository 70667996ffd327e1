/**
 * Starting again: nobody is signed in any more, and what administrators did for the moment is forgotten.
 *
 * @module
 */

import type { Transactions } from "../../cmdb/transactions.ts";
import type { Actor } from "../../log/admin-events.ts";
import type { EventLog } from "../../log/events.ts";
import type { SignIn } from "../../sign-in/sign-in.ts";
import { logRestart, logStart } from "../events.ts";
import type { Live } from "../live.ts";

export interface RestartParts {
  readonly live: Pick<Live, "restart">;
  readonly signIn: SignIn;
  readonly transactions: Transactions;
  readonly eventLog: EventLog;
}

/** A device that is shut down is switched on again at once. */
export function restart(
  { live, signIn, transactions, eventLog }: RestartParts,
  actor: Actor,
  action: "reboot" | "shutdown",
  reason: string,
): void {
  logRestart(eventLog, actor, action, reason);
  signIn.sessions.clear();
  transactions.reset();
  live.restart();
  logStart(eventLog);
}
