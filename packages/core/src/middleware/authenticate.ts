/**
 * Gives requests the credential of a strategy.
 *
 * @module
 */

import type { FortiError } from "../errors.ts";
import type { DeviceRequest, Handler, Middleware, Runtime } from "../types.ts";

/** A way to prove who is calling. */
export interface AuthStrategy {
  /** What it is, for logs and statistics: `token`. */
  readonly kind: string;
  /** Answers a copy of the request that carries the credential, in its headers and among its `secrets`. */
  authorize(request: DeviceRequest): DeviceRequest | Promise<DeviceRequest>;
  /**
   * Hears of a request, as it was authorized, that failed. True when another try with a new credential may go better:
   * then it is sent once more, and only once.
   */
  recover?(error: FortiError, request: DeviceRequest): Promise<boolean>;
  /** Signs out. Never rejects for a device that is gone. */
  close?(): Promise<void>;
}

/** What a strategy that signs in works with. */
export interface SignInPort {
  /** Sends a request through the audit, the retries, the breaker and the decode step, without a credential. */
  readonly send: Handler;
  /** The client's clock. */
  readonly runtime: Runtime;
}

/** A strategy, or what makes one for a client: sessions belong to one client. */
export type Auth = AuthStrategy | ((port: SignInPort) => AuthStrategy);

/** Sends every request on as `strategy` authorized it. */
export function authenticate(strategy: AuthStrategy): Middleware {
  return (next) => async (request) => next(await strategy.authorize(request));
}
