/**
 * Stand-ins for the parts that locks and tasks work with.
 *
 * @module
 */

import type { Clock } from "../../device/clock.ts";
import type { Answer, Database, Entry, Operation, Routes, Session, Spot } from "../parts.ts";
import { createRouter, segmentsOf } from "../rpc/url.ts";

/** Time that stands still until it is moved. */
export function createStillClock(): Clock & { advance(ms: number): Promise<void> } {
  let sleepers: { readonly until: number; wake(): void }[] = [];
  let now = 1_700_000_000_000;
  return {
    now: () => now,
    sleep: (ms) => new Promise((wake) => sleepers.push({ until: now + ms, wake })),
    async advance(ms) {
      now += ms;
      const due = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of due) wake();
      await new Promise(setImmediate);
    },
  };
}

type Content = Map<string, Entry | undefined>;

/** A database that knows no schema: entries by `table/key`. */
export function createPlainDatabase(): Database {
  const committed: Content = new Map();
  const staged = new Map<number, Content>();
  const spots = new Map<string, Spot>();
  const nameOf = (spot: Spot): string => {
    const name = spot.key === undefined ? spot.table : `${spot.table}/${spot.key}`;
    spots.set(name, spot);
    return name;
  };
  const of = ({ number }: Session): Content => {
    const content = staged.get(number) ?? new Map();
    staged.set(number, content);
    return content;
  };
  const covered = (session: Session, covers: (spot: Spot) => boolean): [string, Entry | undefined][] =>
    [...of(session)].filter(([name]) => covers(spots.get(name) as Spot));
  const put = (content: Content, name: string, entry: Entry | undefined): void => {
    if (entry === undefined) content.delete(name);
    else content.set(name, entry);
  };
  const take = (session: Session, covers: (spot: Spot) => boolean): [string, Entry | undefined][] => {
    const found = covered(session, covers);
    for (const [name] of found) of(session).delete(name);
    return found;
  };
  const spotOf = ([name]: readonly [string, unknown]): Spot => spots.get(name) as Spot;

  return {
    serve({ session, data, segments }) {
      const key = segments.at(-1) ?? "";
      of(session).set(nameOf({ table: segments.slice(0, -1).join("/"), key }), data as Entry);
      return Promise.resolve({});
    },
    entries: (table) =>
      Promise.resolve(
        [...committed].filter(([name]) => spots.get(name)?.table === table).map(([, entry]) => entry as Entry),
      ),
    entry: (spot, session) => {
      const name = nameOf(spot);
      const own = session && of(session);
      return Promise.resolve(own?.has(name) ? own.get(name) : committed.get(name));
    },
    store: (spot, entry) => Promise.resolve(put(committed, nameOf(spot), entry)),
    commit(session, covers) {
      const found = take(session, covers);
      for (const [name, entry] of found) put(committed, name, entry);
      return found.map(spotOf);
    },
    discard: (session, covers) => take(session, covers).map(spotOf),
    copyStaged(from, to, covers) {
      const found = covered(from, covers);
      take(to, covers);
      for (const [name, entry] of found) of(to).set(name, entry);
    },
    isDirty: (session, covers) => covered(session, covers).length > 0,
    tables: (prefix) =>
      [...new Set([...committed.keys()].map((name) => (spots.get(name) as Spot).table))].filter((table) =>
        table.startsWith(prefix),
      ),
    snapshot: (prefix) => ({ prefix, content: [...committed].filter(([name]) => name.startsWith(prefix)) }),
    restore(snapshot) {
      const { prefix, content } = snapshot as { prefix: string; content: [string, Entry][] };
      for (const name of [...committed.keys()].filter((name) => name.startsWith(prefix))) committed.delete(name);
      for (const [name, entry] of content) committed.set(name, entry);
    },
    onCommitted: () => {},
    reset: () => Promise.resolve(committed.clear()),
  };
}

let lastSession = 100;

export function openSession(user = "admin", address = "192.0.2.1"): Session {
  lastSession += 1;
  return {
    key: `key ${lastSession}`,
    number: lastSession,
    user,
    address,
    kind: "password",
    access: "read-write",
    adoms: undefined,
  };
}

/** Asks one route, as a request would. */
export function createAsker(
  routes: Routes,
): (
  session: Session,
  call: string,
  item?: Readonly<Record<string, unknown>> & { readonly verbose?: boolean },
) => Promise<Answer> {
  const find = createRouter([routes]);
  return async (session, call, { verbose = true, ...item } = {}) => {
    const space = call.indexOf(" ");
    const method = call.slice(0, space);
    const segments = segmentsOf(call.slice(space + 1));
    const route = find(method, segments);
    if (route === undefined) throw new Error(`Nothing serves ${call}`);
    const operation: Operation = { session, method, segments, item, data: item.data, verbose };
    return route.work(operation, route.params);
  };
}
