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

/** Whose a token is: that of an entry of `system/api-user`, as it stands when the token is used, or of somebody who is in no table. */
export type TokenOwner = { readonly user: string } | { readonly principal: Principal };

/** A token that was issued. */
export interface Grant {
  readonly token: string;
  readonly owner: TokenOwner;
  /** Milliseconds since the epoch; null for never. */
  readonly expires: number | null;
}

export interface Tokens {
  /** Makes a token that stands for somebody until the time `expires`, in milliseconds. Default: for ever. */
  issue(owner: TokenOwner, expires?: number): string;
  /** Undefined when the token is unknown, or expired at `now`, or its owner is gone. */
  find(token: string, now: number): Principal | undefined;
  /** Whether the token counted once, and has run out. */
  isExpired(token: string, now: number): boolean;
  /** Forgets every token but those given to the constructor. */
  reset(): void;
  /** Forgets tokens of API users but the ones that the configuration holds: it has been replaced. */
  keepConfigured(): void;
  /** All that were issued. */
  grants(): readonly Grant[];
  /** In the place of all that were issued. */
  load(grants: readonly Grant[]): void;
}

/** What tokens ask of the configuration. */
export interface ApiUsers {
  /** Undefined when there is no such API user. */
  named(name: string): Principal | undefined;
  /** Whose configured `api-key` it is. */
  withKey(token: string): Principal | undefined;
}

/** @param permanent The token that the device starts with, and its owner. */
export function createTokens(
  permanent: { readonly token: string; readonly owner: Principal },
  users: ApiUsers,
): Tokens {
  const issued = new Map<string, Grant>();

  const ownerOf = (owner: TokenOwner): Principal | undefined =>
    "user" in owner ? users.named(owner.user) : owner.principal;

  return {
    issue(owner, expires) {
      const token = randomToken();
      issued.set(token, { token, owner, expires: expires ?? null });
      return token;
    },
    find(token, now) {
      if (token === permanent.token) return permanent.owner;
      const grant = issued.get(token);
      if (grant === undefined) return users.withKey(token);
      return hasEnded(grant, now) ? undefined : ownerOf(grant.owner);
    },
    isExpired(token, now) {
      const grant = issued.get(token);
      return grant !== undefined && hasEnded(grant, now);
    },
    reset: () => issued.clear(),
    keepConfigured() {
      for (const { token, owner } of issued.values()) {
        if ("user" in owner && users.withKey(token)?.name !== owner.user) issued.delete(token);
      }
    },
    grants: () => [...issued.values()],
    load(grants) {
      issued.clear();
      for (const grant of grants) issued.set(grant.token, grant);
    },
  };
}

function hasEnded({ expires }: Grant, now: number): boolean {
  return expires !== null && now >= expires;
}

/** 30 characters that need no escaping anywhere. */
export function randomToken(): string {
  return randomBytes(60).toString("base64url").replaceAll(/[-_]/g, "").slice(0, 30);
}

/** A FortiGate's tokens look like this; it takes nothing shorter. */
export const TOKEN_FORM: RegExp = /^[\w-]{25,}$/;
