/**
 * One member list of one entry, changed name by name at its own path, so that nobody else's members are replaced.
 *
 * @module
 */

import { toAdd, toRemove } from "@fortiweave/catalog/compare";
import type { FortiErrorCode, SimulatedRequest } from "@fortiweave/core";
import { type Answer, type AnswerMode, invalidInput, notTaken, unlessCode, watchHandle } from "@fortiweave/core/client";
import { encodeMkey, type Mkey } from "./encode.ts";
import type { Engine } from "./engine.ts";
import { rowsIn } from "./envelope.ts";
import { type Place, type PlaceCall, placeIn, senderIn } from "./place.ts";
import type { CallOptions, MembersResult } from "./types.ts";

/** The members of one list field of one entry. Throws NOT_FOUND when there is no such entry. */
export interface Members<Mode extends AnswerMode = "throw"> {
  /** The names, in the device's order. */
  list(options?: CallOptions): Answer<string[], Mode>;
  /**
   * Adds names that are not there yet, and checks that all are there afterwards. The device checks each name: one that
   * does not exist is BAD_REFERENCE, and those before it stay added.
   */
  add(names: string | readonly string[], options?: CallOptions): Answer<MembersResult, Mode>;
  /** Removes the names that are there, and checks that all are gone afterwards. */
  remove(names: string | readonly string[], options?: CallOptions): Answer<MembersResult, Mode>;
}

/** What differs between adding and removing. */
interface Edit {
  /** The names that are left to do: none, once it is done. */
  readonly left: (members: readonly string[], names: readonly string[]) => string[];
  /** The members once it is done. */
  readonly foreseen: (members: readonly string[], names: readonly string[]) => string[];
  readonly call: (name: string, list: ListField) => PlaceCall;
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
export function createMembers(engine: Engine, table: Place, mkey: Mkey, field: string): Members {
  const place = placeIn(table, field, mkey);
  const what = place.name;
  const send = senderIn(engine, place);

  const read = async ({ key }: ListField, options: CallOptions): Promise<string[]> => {
    const rows = rowsIn(await send({ action: "list", method: "GET" }, options));
    return rows.map((row) => String(row[key]));
  };

  const edit = async (how: Edit, given: string | readonly string[], options: CallOptions): Promise<Edited> => {
    const names = toNames(given, what);
    const list = await listField(engine, table, mkey, field);
    const before = await read(list, options);
    const done: string[] = [];
    const simulated: SimulatedRequest[] = [];
    const todo = how.left(before, names);
    // One after the other: the device serialises them anyway, and the order of the names is kept.
    for (const name of todo) {
      const answer = await unlessCode(send(how.call(name, list), options), how.tolerated);
      if (answer !== undefined) done.push(name);
      if (answer?.simulated !== undefined) simulated.push(answer.simulated);
    }
    if (simulated.length > 0) return { done, members: how.foreseen(before, todo), simulated };
    // Inside a transaction, whether a read shows what was written is up to the device.
    if (engine.staged) return { done, members: how.foreseen(before, todo) };
    const members = todo.length > 0 ? await read(list, options) : before;
    const left = how.left(members, names);
    if (left.length > 0) throw notTaken(`${what} ${how.failed} ${left.join(", ")}`, HINT);
    return { done, members };
  };

  const adding: Edit = {
    left: toAdd,
    foreseen: (members, names) => [...members, ...names],
    call: (name, { key, isNumber }) => {
      const body = { [key]: isNumber ? Number(name) : name };
      return { action: "add", method: "POST", body };
    },
    tolerated: "DUPLICATE",
    failed: "took, and does not hold,",
  };
  const removing: Edit = {
    left: toRemove,
    foreseen: (members, names) => members.filter((name) => !names.includes(name)),
    call: (name) => ({ action: "remove", method: "DELETE", segments: [name] }),
    tolerated: "NOT_FOUND",
    failed: "dropped, and still holds,",
  };

  const members: Members = {
    list: async (options = {}) => read(await listField(engine, table, mkey, field), options),
    async add(names, options = {}) {
      const { done, ...rest } = await edit(adding, names, options);
      return { changed: done.length > 0, added: done, removed: [], ...rest };
    },
    async remove(names, options = {}) {
      const { done, ...rest } = await edit(removing, names, options);
      return { changed: done.length > 0, added: [], removed: done, ...rest };
    },
  };
  return watchHandle(members, { area: "cmdb", ...place }, engine.refused);
}

const HINT = "Somebody else may be changing the same list: read it and try again";

interface Edited {
  /** The names that this call changed. */
  readonly done: readonly string[];
  readonly members: readonly string[];
  readonly simulated?: readonly SimulatedRequest[];
}

/** Checks the entry's key and the field, and looks up the key of the list. What nobody knows is left to the device. */
async function listField({ validator }: Engine, table: Place, mkey: Mkey, name: string): Promise<ListField> {
  await validator.mkey(table.known, mkey);
  const field = (await validator.entry(table.known))?.fields[name];
  // Some fields hold one name in older versions and a list since.
  if (field !== undefined && field.type !== "table" && field.altType !== "table") {
    throw invalidInput(
      `The field ${JSON.stringify(name)} of ${table.name} is not a list of names`,
      "Change it with update or ensure",
    );
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
