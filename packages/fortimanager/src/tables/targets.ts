/**
 * The devices and groups that something is for: installation targets of a package, members of a device group.
 *
 * @module
 */

import { isRecord } from "@fortiweave/catalog/compare";
import { fortimanager } from "@fortiweave/catalog/fortimanager";
import { invalidInput, notTaken } from "@fortiweave/core/client";
import type { Scope } from "../call-parameters.ts";
import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import { type EntryKey, entryName, entryUrl, type Place } from "./place.ts";
import { senderIn } from "./sender.ts";
import type { Simulation } from "./types.ts";

/** What became of the targets. */
export interface TargetsResult extends Simulation {
  /** Whether anything was written. */
  readonly changed: boolean;
  /** Those that this call added. */
  readonly added: readonly Scope[];
  /** Those that this call removed. */
  readonly removed: readonly Scope[];
  /** All of them afterwards. */
  readonly targets: readonly Scope[];
}

/** The devices and groups of one entry. A name without a VDOM is a device group. */
export interface Targets {
  /** All of them. */
  list(options?: CallOptions): Promise<Scope[]>;
  /** Adds those that are not there yet, in one request, and checks that all are there afterwards. */
  add(targets: Scope | readonly Scope[], options?: CallOptions): Promise<TargetsResult>;
  /** Removes those that are there, in one request, and checks that all are gone afterwards. */
  remove(targets: Scope | readonly Scope[], options?: CallOptions): Promise<TargetsResult>;
}

/** What FortiManager calls the list. Its url ends in the same words. */
const LISTS = ["scope member", "object member"] as const;

/** Makes the handle of an entry's targets. */
export function createTargets(engine: Engine, place: Place, key: EntryKey): Targets {
  const list = LISTS.find((name) => fortimanager.find("object", `${place.path}/${name}`) !== undefined);
  if (list === undefined) {
    throw invalidInput(`Entries of ${place.name} have no targets`, "Packages, templates, device groups and ADOMs have");
  }
  const { send } = senderIn(engine, place);
  const what = `${entryName(place, key)} ${list}`;

  const read = async (options: CallOptions): Promise<Scope[]> => {
    const { data } = await send("get", { url: entryUrl(place, key), option: list }, options);
    const row: unknown = Array.isArray(data) ? data[0] : data;
    const members = isRecord(row) ? [row[list]].flat().filter(isRecord) : [];
    return members.map(({ name, vdom }) => toScope(String(name), vdom));
  };

  const edit = async (
    method: "add" | "delete",
    given: Scope | readonly Scope[],
    options: CallOptions,
  ): Promise<Omit<TargetsResult, "added" | "removed"> & { readonly done: readonly Scope[] }> => {
    const wanted = [given].flat().map((scope) => checkScope(scope, what));
    const left = (there: readonly Scope[]): Scope[] =>
      wanted.filter((scope) => there.some((own) => isSame(own, scope)) !== (method === "add"));
    const before = await read(options);
    const done = left(before);
    if (done.length === 0) return { changed: false, done, targets: before };
    const url = `${entryUrl(place, key)}/${list}`;
    const { simulated } = await send(method, { url, data: done.map((scope) => ({ ...scope })) }, options);
    if (simulated !== undefined) {
      const rest = before.filter((own) => !done.some((scope) => isSame(own, scope)));
      return { changed: true, done, targets: method === "add" ? [...before, ...done] : rest, simulated };
    }
    const targets = await read(options);
    const missing = left(targets);
    if (missing.length === 0) return { changed: true, done, targets };
    const words = method === "add" ? "took, and does not hold," : "dropped, and still holds,";
    throw notTaken(`${what} ${words} ${missing.map(inWords).join(", ")}`, HINT);
  };

  return {
    list: async (options = {}) => await read(options),
    async add(targets, options = {}) {
      const { done, ...rest } = await edit("add", targets, options);
      return { added: done, removed: [], ...rest };
    },
    async remove(targets, options = {}) {
      const { done, ...rest } = await edit("delete", targets, options);
      return { added: [], removed: done, ...rest };
    },
  };
}

const HINT = "Somebody else may be changing the same targets: read them and try again";

/** A device or group as FortiManager has it; it shows no VDOM, or an empty one, for groups. */
export function toScope(name: string, vdom: unknown): Scope {
  return typeof vdom === "string" && vdom !== "" ? { name, vdom } : { name };
}

/** A group has no VDOM, and a device always has one; only its name must be right where none is given. */
function isSame(own: Scope, wanted: Scope): boolean {
  return own.name === wanted.name && own.vdom === wanted.vdom;
}

/** Refuses what is no scope: callers without a compiler may give anything. */
export function checkScope(scope: Scope, what: string): Scope {
  const { name, vdom } = Object(scope) as Partial<Scope>;
  if (typeof name === "string" && name !== "" && (vdom === undefined || (typeof vdom === "string" && vdom !== "")))
    return toScope(name, vdom);
  throw invalidInput(
    `Not a device or group of ${what}: ${JSON.stringify(scope) ?? "nothing"}`,
    'Write { name: "FGT1", vdom: "root" } for a device, { name: "branches" } for a group',
  );
}

function inWords({ name, vdom }: Scope): string {
  return vdom === undefined ? name : `${name}/${vdom}`;
}
