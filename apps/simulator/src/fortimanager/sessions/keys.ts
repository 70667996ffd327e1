/**
 * API keys and whose they are.
 *
 * @module
 */

import { randomBytes } from "node:crypto";
import type { Kept } from "../kept.ts";

export interface ApiKeys extends Kept<ReadonlyMap<string, string>> {
  /** Makes a key for an administrator. */
  issue(user: string): string;
  /** Whose it is; undefined when it is nobody's. */
  ownerOf(key: string): string | undefined;
  /** Forgets every key but the one that it was made with. */
  reset(): void;
}

export function createApiKeys(first: { readonly key: string; readonly user: string }): ApiKeys {
  const owners = new Map([[first.key, first.user]]);
  return {
    issue(user) {
      const key = randomKey();
      owners.set(key, user);
      return key;
    },
    ownerOf: (key) => owners.get(key),
    reset() {
      owners.clear();
      owners.set(first.key, first.user);
    },
    state: () => new Map(owners),
    load(state) {
      owners.clear();
      for (const [key, user] of state) owners.set(key, user);
    },
  };
}

/** 32 letters and digits. */
export function randomKey(): string {
  return randomBytes(64).toString("base64url").replaceAll(/[-_]/g, "").toLowerCase().slice(0, 32);
}
