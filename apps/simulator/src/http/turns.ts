/**
 * Keeps the requests of one connection in order. A client that sends the next before it has the answer to the last one
 * counts on it, and a short request would otherwise overtake one whose body is still being read.
 *
 * @module
 */

import type { Socket } from "node:net";

/** Starts the work once everything before it on the same connection is done. */
export type TakeTurn = <T>(socket: Socket, work: () => Promise<T>) => Promise<T>;

export function createTurns(): TakeTurn {
  const last = new WeakMap<Socket, Promise<unknown>>();
  return (socket, work) => {
    const turn = (last.get(socket) ?? Promise.resolve()).then(work);
    last.set(
      socket,
      turn.catch(() => undefined),
    );
    return turn;
  };
}
