/**
 * Keeps something for each endpoint, and for no more of them than fit.
 *
 * @module
 */

import type { DeviceRequest } from "../types.ts";

/** One value for each name. */
export interface PerEndpoint<T> {
  /** The value of a name, made at its first use. */
  at(name: string): T;
  /** A plain object with what `read` makes of each value. */
  toObject<R>(read: (value: T) => R): Record<string, R>;
}

/** Scripts that make up paths would fill the memory otherwise. The names after these share one value. */
export const MOST_ENDPOINTS = 256;

/** The name that all endpoints share for which there is no room. */
export const OTHER_ENDPOINTS = "other";

/** Makes a keeper. */
export function createPerEndpoint<T>(make: () => T): PerEndpoint<T> {
  const values = new Map<string, T>();
  const add = (name: string): T => {
    const value = make();
    values.set(name, value);
    return value;
  };
  const shared = (): T => values.get(OTHER_ENDPOINTS) ?? add(OTHER_ENDPOINTS);
  return {
    at: (name) => values.get(name) ?? (values.size < MOST_ENDPOINTS ? add(name) : shared()),
    toObject: (read) => Object.fromEntries([...values].map(([name, value]) => [name, read(value)])),
  };
}

/** What the request's endpoint is called: `cmdb/firewall/address`, or its operation where it has no name. */
export function endpointOf({ endpoint, operation }: DeviceRequest): string {
  return endpoint ?? operation;
}
