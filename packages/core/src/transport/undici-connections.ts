/**
 * The connections to one device. Each carries one request at a time, and is used again as soon as its answer is there.
 *
 * @module
 */

import type { Client } from "undici/index.js";

/** One exchange's turn on a connection. */
export interface Turn {
  /** Calls `begin` as soon as a connection is free, which may be at once. */
  start(begin: (client: Client) => void): void;
  /** The exchange went well: the connection is for the next one. */
  end(): void;
  /** It failed, or nobody waits for it any more: gives up the connection, or the wait for one. Safe to call twice. */
  discard(): void;
}

/** The connections to one device. */
export interface Connections {
  /** A turn for one exchange. */
  turn(): Turn;
  /** Gives up all connections, in whatever they are doing. */
  destroy(): Promise<void>;
  /** Exchanges that have a connection or wait for one, and how often one had to wait. */
  stats(): { readonly active: number; readonly exhausted: number };
}

/** How many connections there may be. */
export interface ConnectionLimits {
  readonly connections: number;
  /** Those that may stay open while there is nothing to do. */
  readonly keepAliveConnections: number;
}

/**
 * Makes the connections, each when it is first needed.
 *
 * undici frees a connection a little after its answer has ended: if the device hangs up then, without a word, it is seen
 * before the next request is written. Whoever comes in between waits for that connection; undici's own Pool would open
 * another one, so that requests made one after the other would go over two.
 */
export function createConnections(connect: () => Client, limits: ConnectionLimits): Connections {
  const open = new Set<Client>();
  const resting = new Set<Client>();
  const idle: Client[] = [];
  const waiting = new Set<(client: Client) => void>();
  let exhausted = 0;

  const create = (): Client => {
    const client = connect();
    open.add(client);
    client.on("drain", () => {
      if (resting.delete(client)) release(client);
    });
    return client;
  };
  const drop = (client: Client): void => {
    open.delete(client);
    void client.destroy();
    const [next] = waiting;
    if (next !== undefined) next(create());
  };
  const release = (client: Client): void => {
    const [next] = waiting;
    if (next !== undefined) next(client);
    else if (idle.length < limits.keepAliveConnections) idle.push(client);
    else drop(client);
  };

  const turn = (): Turn => {
    let mine: Client | undefined;
    let begin: ((client: Client) => void) | undefined;
    const accept = (client: Client): void => {
      waiting.delete(accept);
      mine = client;
      begin?.(client);
    };
    const leave = (): Client | undefined => {
      const left = mine;
      mine = undefined;
      waiting.delete(accept);
      return left;
    };
    return {
      start: (given) => {
        begin = given;
        const isFull = open.size >= limits.connections;
        const isShort = waiting.size >= resting.size;
        // The one used last is the least likely to have been closed by the device since.
        const client = idle.pop() ?? (isShort && !isFull ? create() : undefined);
        if (client !== undefined) return accept(client);
        if (isShort) exhausted++;
        waiting.add(accept);
      },
      end: () => {
        const client = leave();
        if (client !== undefined) resting.add(client);
      },
      discard: () => {
        const client = leave();
        if (client !== undefined) drop(client);
      },
    };
  };
  return {
    turn,
    stats: () => ({ active: open.size - idle.length - resting.size + waiting.size, exhausted }),
    destroy: async () => void (await Promise.all([...open].map((client) => client.destroy()))),
  };
}
