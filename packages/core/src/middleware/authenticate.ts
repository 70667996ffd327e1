/**
 * Gives requests the credential of a strategy.
 *
 * @module
 */

import type { DeviceRequest, Middleware } from "../types.ts";

/** A way to prove who is calling. */
export interface AuthStrategy {
  /** What it is, for logs and statistics: `token`. */
  readonly kind: string;
  /** Answers a copy of the request that carries the credential, in its headers and among its `secrets`. */
  authorize(request: DeviceRequest): DeviceRequest | Promise<DeviceRequest>;
}

/** Sends every request on as `strategy` authorized it. */
export function authenticate(strategy: AuthStrategy): Middleware {
  return (next) => async (request) => next(await strategy.authorize(request));
}
