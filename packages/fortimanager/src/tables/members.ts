/**
 * One list field of one entry, whose names are added and removed at its own url, so that nobody else's are replaced.
 *
 * @module
 */

import { isRecord, toAdd, toRemove } from "@fortiweave/catalog/compare";
import { invalidInput, notTaken } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import { writeValue } from "../url.ts";
import { writeItem } from "../write-items.ts";
import { type EntryKey, entryName, entryUrl, type Place } from "./place.ts";
import { senderIn } from "./sender.ts";
import type { MembersResult } from "./types.ts";

/** The members of one list field of one entry. Throws NOT_FOUND when there is no such entry. */
export interface Members {
  /** The names, in FortiManager's order. */
  list(options?: CallOptions): Promise<string[]>;
  /**
   * Adds names that are not there yet, in one request, and checks that all are there afterwards. FortiManager adds all or
   * none: a name that does not exist is BAD_REFERENCE.
   */
  add(names: string | readonly string[], options?: CallOptions): Promise<MembersResult>;
  /** Removes the names that are there, in one request, and checks that all are gone afterwards. */
  remove(names: string | readonly string[], options?: CallOptions): Promise<MembersResult>;
}

/** Makes the handle of a member list. */
export function createMembers(engine: Engine, place: Place, key: EntryKey, field: string): Members {
  const { send } = senderIn(engine, place);
  const what = `${entryName(place, key)} ${field}`;

  const read = async (options: CallOptions): Promise<string[]> => {
    await checkField(place, field);
    // Child tables may be large; some fields that hold names count as one.
    const { data } = await send("get", { url: entryUrl(place, key), fields: [field] }, options);
    return namesIn(Array.isArray(data) ? data[0] : data, field);
  };

  const edit = async (
    method: "add" | "delete",
    given: string | readonly string[],
    left: typeof toAdd,
    options: CallOptions,
  ): Promise<Omit<MembersResult, "added" | "removed"> & { readonly done: readonly string[] }> => {
    const names = toNames(given, what);
    const before = await read(options);
    const done = left(before, names);
    if (done.length === 0) return { changed: false, done, members: before };
    const url = `${entryUrl(place, key)}/${writeValue("", field)}`;
    const { simulated } = await send(method, writeItem(method, url, done, {}), options);
    if (simulated !== undefined) {
      const members = method === "add" ? [...before, ...done] : before.filter((name) => !done.includes(name));
      return { changed: true, done, members, simulated };
    }
    const members = await read(options);
    const missing = left(members, names);
    if (missing.length === 0) return { changed: true, done, members };
    const words = method === "add" ? "took, and does not hold," : "dropped, and still holds,";
    throw notTaken(`${what} ${words} ${missing.join(", ")}`, HINT);
  };

  return {
    list: async (options = {}) => await read(options),
    async add(names, options = {}) {
      const { done, ...rest } = await edit("add", names, toAdd, options);
      return { added: done, removed: [], ...rest };
    },
    async remove(names, options = {}) {
      const { done, ...rest } = await edit("delete", names, toRemove, options);
      return { added: [], removed: done, ...rest };
    },
  };
}

const HINT = "Somebody else may be changing the same list: read it and try again";

/** What nobody knows is left to FortiManager. */
async function checkField(place: Place, name: string): Promise<void> {
  const entry = await place.entry();
  const field = entry !== undefined && Object.hasOwn(entry.fields, name) ? entry.fields[name] : undefined;
  if (entry === undefined || entry.partial || field?.list || (field !== undefined && field.fields !== undefined))
    return;
  throw invalidInput(
    `The field ${JSON.stringify(name)} of ${place.name} is not a list of names`,
    "Change it with update or ensure",
  );
}

/** A list of names, one name by itself, or rows of which the name is the only field. */
function namesIn(row: unknown, field: string): string[] {
  const value = isRecord(row) ? row[field] : undefined;
  return [value]
    .flat()
    .filter((item) => item !== null && item !== undefined && item !== "")
    .map((item) => String(isRecord(item) ? Object.values(item)[0] : item));
}

function toNames(given: string | readonly string[], what: string): readonly string[] {
  const names = [given].flat();
  for (const name of names) {
    if ((typeof name === "string" && name !== "") || typeof name === "number") continue;
    throw invalidInput(`Not a member of ${what}: ${JSON.stringify(name) ?? "nothing"}`, "Give names");
  }
  return names.map(String);
}
