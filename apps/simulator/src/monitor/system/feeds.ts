/**
 * What others pushed into external resources.
 *
 * @module
 */

import type { Entry } from "../../cmdb/entry.ts";
import type { Clock } from "../../device/clock.ts";

export interface FeedEntry {
  readonly entry: string;
  readonly valid: boolean;
}

export interface Feed {
  readonly entries: readonly FeedEntry[];
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
}

/** All feeds, by what tells them apart. */
export type FeedState = readonly (readonly [id: string, feed: Feed])[];

export interface Feeds {
  /** Undefined when nothing was ever pushed. */
  get(vdom: string, resource: Entry): Feed | undefined;
  set(vdom: string, resource: Entry, entries: readonly FeedEntry[]): void;
  clear(): void;
  state(): FeedState;
  load(state: FeedState): void;
}

export function createFeeds(clock: Clock): Feeds {
  const feeds = new Map<string, Feed>();
  // A resource that is deleted and made again has another uuid, and nothing in it.
  const idOf = (vdom: string, { name, uuid }: Entry): string => `${vdom}\n${name}\n${uuid}`;
  return {
    get: (vdom, resource) => feeds.get(idOf(vdom, resource)),
    set: (vdom, resource, entries) => void feeds.set(idOf(vdom, resource), { entries, changedAt: clock.now() }),
    clear: () => feeds.clear(),
    state: () => [...feeds],
    load(state) {
      feeds.clear();
      for (const [id, feed] of state) feeds.set(id, feed);
    },
  };
}
