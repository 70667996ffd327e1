/**
 * API tokens and whom they belong to.
 *
 * @module
 */

import { randomBytes } from "node:crypto";

/** Who sends a request. */
export interface Principal {
  /** Name of the API user. */
  readonly name: string;
  /** Name of an entry of `system/accprofile`. */
  readonly profile: string;
  /** VDOMs it may use. Undefined: all of them. */
  readonly vdoms: readonly string[] | undefined;
  /** Source addresses it may come from. None: any. */
  readonly trustedHosts: readonly { readonly address: string; readonly prefix: number }[];
}

export interface Tokens {
  /** Makes a token that stands for somebody until the time `expires`, in milliseconds. Default: for ever. */
  issue(owner: () => Principal | undefined, expires?: number): string;
  /** Undefined when the token is unknown, or expired at `now`, or its owner is gone. */
  find(token: string, now: number): Principal | undefined;
  /** Whether the token counted once, and has run out. */
  isExpired(token: string, now: number): boolean;
  /** Forgets every token but those given to the constructor. */
  reset(): void;
}

interface Grant {
  readonly owner: () => Principal | undefined;
  readonly expires: number;
}

/** @param permanent The token that the device starts with, and its owner. */
export function createTokens(permanent: { readonly token: string; readonly owner: Principal }): Tokens {
  const grants = new Map<string, Grant>();

  function reset(): void {
    grants.clear();
    grants.set(permanent.token, { owner: () => permanent.owner, expires: Number.POSITIVE_INFINITY });
  }
  reset();

  return {
    issue(owner, expires = Number.POSITIVE_INFINITY) {
      const token = randomToken();
      grants.set(token, { owner, expires });
      return token;
    },
    find(token, now) {
      const grant = grants.get(token);
      return grant === undefined || now >= grant.expires ? undefined : grant.owner();
    },
    isExpired: (token, now) => now >= (grants.get(token)?.expires ?? Number.POSITIVE_INFINITY),
    reset,
  };
}

/** 30 characters that need no escaping anywhere. */
export function randomToken(): string {
  return randomBytes(60).toString("base64url").replaceAll(/[-_]/g, "").slice(0, 30);
}

/** A FortiGate's tokens look like this; it takes nothing shorter. */
export const TOKEN_FORM: RegExp = /^[\w-]{25,}$/;
