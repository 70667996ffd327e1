/**
 * Devices are found again where they were.
 *
 * @module
 */

import type { RunningServer } from "../http/server.ts";

/**
 * Starts a server on the port that it had; where that belongs to somebody else now, or it had none, on any that is free.
 *
 * @param port Undefined: none. @param start Rejects with what Node said as its `cause`.
 */
export async function onSamePort(
  port: number | undefined,
  start: (port: number) => Promise<RunningServer>,
): Promise<RunningServer> {
  if (port === undefined) return start(0);
  try {
    return await start(port);
  } catch (error) {
    if (!isTaken(error)) throw error;
    return start(0);
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && (error.cause as NodeJS.ErrnoException | undefined)?.code === "EADDRINUSE";
}
