/**
 * Says what is allowed but not wise.
 *
 * @module
 */

/** Tells the owner of a client, by default on the standard error stream. */
export function warn(messages: readonly string[], onWarning: (message: string) => void = warnProcess): void {
  for (const message of messages) onWarning(message);
}

function warnProcess(message: string): void {
  const { process } = globalThis;
  if (typeof process?.emitWarning === "function") process.emitWarning(message, "FortiweaveWarning");
  else console.warn(message);
}
