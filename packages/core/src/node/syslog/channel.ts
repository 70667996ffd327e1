/**
 * A way to a collector.
 *
 * @module
 */

/** One connection, or what stands for it over UDP. */
export interface Channel {
  /** False once it broke or was closed: then another one is needed. */
  isOpen(): boolean;
  /** Hands a message to the operating system. Rejects when that does not take it. */
  send(message: Uint8Array): Promise<void>;
  /** Whether it keeps the process alive. */
  hold(keepsAlive: boolean): void;
  /** Lets go of it, once what it was given is on its way. */
  close(): void;
  /** Lets go of it at once. */
  destroy(): void;
}

/** Opens a way, unless the signal is aborted first. */
export type OpenChannel = (signal: AbortSignal) => Promise<Channel>;
