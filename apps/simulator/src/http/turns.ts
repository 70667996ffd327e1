/**
 * Keeps the requests of one connection in order. A client that sends the next before it has the answer to the last one
 * counts on it, and a short request would otherwise overtake one whose body is still being read. A slow device keeps all
 * its requests in order.
 *
 * @module
 */

/** Starts the work once everything before it at the same place, such as a connection, is done. */
export type TakeTurn = <T>(place: object, work: () => Promise<T>) => Promise<T>;

export function createTurns(): TakeTurn {
  const last = new WeakMap<object, Promise<unknown>>();
  return (place, work) => {
    const turn = (last.get(place) ?? Promise.resolve()).then(work);
    last.set(
      place,
      turn.catch(() => undefined),
    );
    return turn;
  };
}
