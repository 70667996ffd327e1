/**
 * One member list of one entry, changed name by name at its own path, so that nobody else's members are replaced.
 *
 * @module
 */

import { FortiError, type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { encodeMkey, type Mkey } from "./encode.ts";
import type { Engine } from "./engine.ts";
import { type Envelope, rowsIn } from "./envelope.ts";
import { toAdd, toRemove } from "./member-set.ts";
import { notTaken } from "./not-taken.ts";
import type { Call } from "./request.ts";
import type { CallOptions, MembersResult } from "./types.ts";

/** The members of one list field of one entry. Throws NOT_FOUND when there is no such entry. */
export interface Members {
  /** The names, in the device's order. */
  list(options?: CallOptions): Promise<string[]>;
  /**
   * Adds names that are not there yet, and checks that all are there afterwards. The device checks each name: one that
   * does not exist is BAD_REFERENCE, and those before it stay added.
   */
  add(names: string | readonly string[], options?: CallOptions): Promise<MembersResult>;
  /** Removes the names that are there, and checks that all are gone afterwards. */
  remove(names: string | readonly string[], options?: CallOptions): Promise<MembersResult>;
}

/** What differs between adding and removing. */
interface Edit {
  /** The names that are left to do: none, once it is done. */
  readonly left: (members: readonly string[], names: readonly string[]) => string[];
  readonly call: (name: string, list: ListField) => Omit<Call, "area" | "path">;
  /** How the device says that somebody else was faster. */
  readonly tolerated: FortiErrorCode;
  /** Of a device that did not do it. */
  readonly failed: string;
}

/** What the catalogue knows of the list. */
interface ListField {
  /** Name of the key of its entries. */
  readonly key: string;
  readonly isNumber: boolean;
}

/** Makes the handle of a member list. */
export function createMembers(engine: Engine, path: string, mkey: Mkey, field: string): Members {
  const what = `${path} ${JSON.stringify(mkey)} ${field}`;
  const segments = [mkey, field];
  const send = (call: Omit<Call, "area" | "path">, options: CallOptions): Promise<Envelope> =>
    engine.send({ area: "cmdb", path, ...call }, options);

  const read = async ({ key }: ListField, options: CallOptions): Promise<string[]> => {
    const rows = rowsIn(await send({ action: `list ${field}`, method: "GET", segments }, options));
    return rows.map((row) => String(row[key]));
  };

  const edit = async (how: Edit, given: string | readonly string[], options: CallOptions): Promise<Edited> => {
    const names = toNames(given, what);
    const list = await listField(engine, path, mkey, field);
    const before = await read(list, options);
    const done: string[] = [];
    const todo = how.left(before, names);
    // One after the other: the device serialises them anyway, and the order of the names is kept.
    for (const name of todo) {
      if (await succeeds(send(how.call(name, list), options), how.tolerated)) done.push(name);
    }
    const members = todo.length > 0 ? await read(list, options) : before;
    const left = how.left(members, names);
    if (left.length > 0) throw notTaken(`${what} ${how.failed} ${left.join(", ")}`, HINT);
    return { done, members };
  };

  const adding: Edit = {
    left: toAdd,
    call: (name, { key, isNumber }) => {
      const body = { [key]: isNumber ? Number(name) : name };
      return { action: `add ${field}`, method: "POST", segments, body };
    },
    tolerated: "DUPLICATE",
    failed: "took, and does not hold,",
  };
  const removing: Edit = {
    left: toRemove,
    call: (name) => ({ action: `remove ${field}`, method: "DELETE", segments: [...segments, name] }),
    tolerated: "NOT_FOUND",
    failed: "dropped, and still holds,",
  };

  return {
    list: async (options = {}) => read(await listField(engine, path, mkey, field), options),
    async add(names, options = {}) {
      const { done, members } = await edit(adding, names, options);
      return { changed: done.length > 0, added: done, removed: [], members };
    },
    async remove(names, options = {}) {
      const { done, members } = await edit(removing, names, options);
      return { changed: done.length > 0, added: [], removed: done, members };
    },
  };
}

const HINT = "Somebody else may be changing the same list: read it and try again";

interface Edited {
  /** The names that this call changed. */
  readonly done: readonly string[];
  readonly members: readonly string[];
}

/** Checks the entry's key and the field, and looks up the key of the list. What nobody knows is left to the device. */
async function listField(engine: Engine, path: string, mkey: Mkey, name: string): Promise<ListField> {
  await engine.validator.mkey(path, mkey);
  const field = (await engine.validator.entry(path))?.fields[name];
  // Some fields hold one name in older versions and a list since.
  if (field !== undefined && field.type !== "table" && field.altType !== "table") {
    throw new FortiError({
      code: "INVALID_INPUT",
      message: `The field ${JSON.stringify(name)} of ${path} is not a list of names`,
      hint: "Change it with update or ensure",
    });
  }
  const key = field?.mkey ?? "name";
  return { key, isNumber: field?.fields?.[key]?.type === "integer" };
}

/** Each must be able to stand in a path, or nothing is sent. */
function toNames(given: string | readonly string[], what: string): readonly string[] {
  const names = [given].flat();
  for (const name of names) encodeMkey(name, what);
  return names.map(String);
}

async function succeeds(result: Promise<unknown>, tolerated: FortiErrorCode): Promise<boolean> {
  try {
    await result;
    return true;
  } catch (error) {
    if (isFortiError(error, tolerated)) return false;
    throw error;
  }
}
