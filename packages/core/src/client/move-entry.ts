/**
 * Moves an entry, and makes sure that it is where it was to go: a device that does not know the neighbour may say that all
 * is well, and move nothing.
 *
 * @module
 */

import { FortiError } from "../errors.ts";
import type { SimulatedRequest } from "../types.ts";
import { invalidInput } from "./invalid-input.ts";
import { notTaken } from "./not-taken.ts";

/** One entry to move. */
export interface Move {
  /** For messages: `firewall/policy 3`. */
  readonly what: string;
  /** Its key. */
  readonly mkey: string | number;
  /** One of both. */
  readonly to: { readonly before?: string | number; readonly after?: string | number };
  /** Where to look when an entry is missing: `Check the VDOM`. */
  readonly hint: string;
  /** Inside a transaction: what a read shows of its changes is up to the device, so nothing is verified. */
  readonly staged: boolean;
  /** The keys of the whole table, in order. */
  keys(): Promise<readonly string[]>;
  /** Sends the move. */
  send(side: "before" | "after", neighbour: string | number): Promise<{ readonly simulated?: SimulatedRequest }>;
}

/** What a move did. */
export interface Moved {
  /** string | number of the entry. */
  readonly mkey: string | number;
  /** Whether this call moved it: false when it stood there already. */
  readonly changed: boolean;
  /** What would have been sent. Absent when it was sent, and when there was nothing to send. */
  readonly simulated?: SimulatedRequest;
}

/**
 * Moves the entry, unless it stands there already.
 *
 * @throws FortiError INVALID_INPUT unless one other entry is named; NOT_FOUND without the entry; BAD_REFERENCE without
 * the other one; VERIFY_FAILED when the device did not do it.
 */
export async function moveEntry({ what, mkey, to, hint, staged, keys, send }: Move): Promise<Moved> {
  // Callers without a compiler may leave it out.
  const { side, neighbour } = readTarget(Object(to), what, mkey);
  if (staged) return moved(mkey, await send(side, neighbour));
  const words = `${side} ${JSON.stringify(neighbour)}`;
  const before = await keys();
  const absent = (code: "NOT_FOUND" | "BAD_REFERENCE", message: string): FortiError =>
    new FortiError({ code, message, hint: `${hint}, and read the order with list`, reached: "yes" });
  if (!before.includes(String(mkey))) throw absent("NOT_FOUND", `Cannot move ${what}: there is none`);
  if (!before.includes(String(neighbour))) {
    throw absent("BAD_REFERENCE", `Cannot move ${what} ${words}: there is no ${JSON.stringify(neighbour)}`);
  }
  if (isThere(before, mkey, side, neighbour)) return { mkey, changed: false };
  const answer = await send(side, neighbour);
  if (answer.simulated !== undefined || isThere(await keys(), mkey, side, neighbour)) return moved(mkey, answer);
  throw notTaken(`${what} was to be moved ${words}, and does not stand there`, HINT);
}

const HINT = "Somebody else may have moved entries at the same time: read the order and try again";

function moved(mkey: string | number, { simulated }: { readonly simulated?: SimulatedRequest }): Moved {
  return { mkey, changed: true, ...(simulated !== undefined && { simulated }) };
}

function readTarget(
  { before, after }: Move["to"],
  what: string,
  mkey: string | number,
): { side: "before" | "after"; neighbour: string | number } {
  const side = before === undefined ? "after" : "before";
  const neighbour = before ?? after;
  const isOne = neighbour !== undefined && (before === undefined) !== (after === undefined);
  if (isOne && String(neighbour) !== String(mkey)) return { side, neighbour };
  throw invalidInput(
    `Cannot move ${what}: ${isOne ? "it is named as its own neighbour" : "not one neighbour is named"}`,
    "Name one other entry: { before: 2 } or { after: 2 }",
  );
}

function isThere(
  keys: readonly string[],
  mkey: string | number,
  side: "before" | "after",
  neighbour: string | number,
): boolean {
  const at = keys.indexOf(String(neighbour));
  return at >= 0 && keys[side === "before" ? at - 1 : at + 1] === String(mkey);
}
