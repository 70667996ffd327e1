/** The controller of a configuration node: one client for all the nodes that use it. */

import { type ConnectOptions, connectFortiGate, type FortiGate } from "@fortiweave/fortios";

/** The connection that FortiGate nodes share. */
export interface Connection {
  /** The client, made on first use. Throws `INVALID_INPUT` when the settings are not usable. */
  client(): FortiGate;
  /**
   * Runs the work after all earlier work of the same key. Messages overlap in Node-RED, and two that look a table up and
   * then change it would otherwise both find the old state.
   */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Lets go of the client's sockets. */
  close(): Promise<void>;
}

/** `options` is called when the client is first needed, so that bad settings fail the message and not the deployment. */
export function createConnection(
  options: () => ConnectOptions,
  connect: (options: ConnectOptions) => FortiGate = connectFortiGate,
): Connection {
  let client: FortiGate | undefined;
  const last = new Map<string, Promise<unknown>>();

  return {
    client() {
      client ??= connect(options());
      return client;
    },
    inTurn(key, work) {
      const turn = (last.get(key) ?? Promise.resolve()).then(work);
      const forget = (): void => {
        if (last.get(key) === settled) last.delete(key);
      };
      const settled: Promise<void> = turn.then(forget, forget);
      last.set(key, settled);
      return turn;
    },
    async close() {
      await client?.close();
    },
  };
}
