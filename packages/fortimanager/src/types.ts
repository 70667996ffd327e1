/**
 * Options and answers that calls of every kind have in common.
 *
 * @module
 */

/** What every call takes. */
export interface CallOptions {
  /** Cancels the call, its retries and the waits between them. */
  readonly signal?: AbortSignal;
  /** Longest time for one attempt, in milliseconds. Default: the transport's. */
  readonly timeoutMs?: number;
  /** Longest time in milliseconds for everything round one request: sign-in, every attempt and every wait. Default: the client's. */
  readonly totalTimeoutMs?: number;
}
