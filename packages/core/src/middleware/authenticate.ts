/**
 * Gives requests the credential of a strategy.
 *
 * @module
 */

import { type FortiError, isFortiError } from "../errors.ts";
import type { DeviceRequest, DeviceResponse, Handler, Middleware, Runtime } from "../types.ts";

/** A way to prove who is calling. */
export interface AuthStrategy {
  /** What it is, for logs and statistics: `token`. */
  readonly kind: string;
  /** Answers a copy of the request that carries the credential, in its headers and among its `secrets`. */
  authorize(request: DeviceRequest): DeviceRequest | Promise<DeviceRequest>;
  /** Hears of every answer that refuses nothing, and of the request as it was authorized: it may change a session. */
  learn?(response: DeviceResponse, request: DeviceRequest): void;
  /**
   * Hears of a request, as it was authorized, that failed. True when the device surely did nothing with it and another
   * try with a new credential may go better: then it is authorized and sent once more, and only once.
   */
  recover?(error: FortiError, request: DeviceRequest): boolean | Promise<boolean>;
  /**
   * What every attempt passes, inside the retries, of all clients that share the strategy: lets requests go one at a time
   * where the device cannot take one credential twice at once.
   */
  readonly turns?: Middleware;
  /** Signs out. Never rejects, and does not wait long for a device that is gone. */
  close?(): Promise<void>;
  /** What it did so far, as plain data. Only of strategies that keep a session. */
  stats?(): SessionStats;
}

/** What a strategy that keeps a session did so far. */
export interface SessionStats {
  /** What the strategy is: `password`. */
  readonly kind: string;
  /** Whether a session stands, as far as the client knows. */
  readonly signedIn: boolean;
  /** Sessions that the device gave. */
  readonly signIns: number;
  /** When the session was last used, in milliseconds since the epoch. Undefined when none stands. */
  readonly lastUsedAt: number | undefined;
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

/**
 * Sends every request on as `strategy` authorized it. When the device refuses the credential and the strategy can
 * recover, the request is authorized anew and sent exactly once more, whatever it does: a refused request did nothing.
 */
export function authenticate(strategy: AuthStrategy): Middleware {
  return strategy.recover === undefined ? authorizeOnce(strategy) : authorizeTwice(strategy);
}

/** A credential that never changes costs no turn of the event loop. */
function authorizeOnce(strategy: AuthStrategy): Middleware {
  return (next) => (request) => {
    try {
      const authorized = strategy.authorize(request);
      // Not "instanceof": a strategy may come from a host's own realm.
      return "then" in authorized ? authorized.then(next) : next(authorized);
    } catch (error) {
      return Promise.reject(error);
    }
  };
}

function authorizeTwice(strategy: AuthStrategy): Middleware {
  return (next) => async (request) => {
    const first = await strategy.authorize(request);
    try {
      return await send(next, strategy, first);
    } catch (error) {
      if (!isFortiError(error) || !(await strategy.recover?.(error, first))) throw error;
    }
    return send(next, strategy, await strategy.authorize(request));
  };
}

async function send(next: Handler, strategy: AuthStrategy, authorized: DeviceRequest): Promise<DeviceResponse> {
  const response = await next(authorized);
  strategy.learn?.(response, authorized);
  return response;
}
