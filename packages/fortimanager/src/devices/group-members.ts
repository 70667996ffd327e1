/**
 * The members of a device group.
 *
 * @module
 */

import type { Engine } from "../engine.ts";
import { fieldsOf, read, rowsOf, write } from "../exec.ts";
import {
  type DeviceScope,
  fromWire,
  type InstallScope,
  readScope,
  scopeKey,
  toScope,
  type WireScope,
} from "../install/scope.ts";
import type { CallOptions } from "../types.ts";

/** The members of a device group, changed one by one: the others stay. */
export interface GroupMembers {
  /** The devices, each with its VDOM, and the groups that are in the group itself. */
  list(options?: CallOptions): Promise<InstallScope[]>;
  /** All devices, those of the groups in it as well, each once. */
  devices(options?: CallOptions): Promise<Required<DeviceScope>[]>;
  /** Adds devices and groups. Those that are members already are passed over. */
  add(members: InstallScope | readonly InstallScope[], options?: CallOptions): Promise<MemberChange>;
  /** Takes devices and groups out. Those that are no members are passed over. */
  remove(members: InstallScope | readonly InstallScope[], options?: CallOptions): Promise<MemberChange>;
}

/** Whether anything had to be changed. */
export interface MemberChange {
  /** False: everything was as it should be. */
  readonly changed: boolean;
}

/** Makes the handle of a group's members. */
export function createGroupMembers(engine: Engine, urlOf: (group: string) => string, name: string): GroupMembers {
  const membersOf = async (group: string, options: CallOptions): Promise<WireScope[]> => {
    const entry = fieldsOf(await read(engine, urlOf(group), { ...options, option: "object member" }));
    return readScope(rowsOf(entry["object member"] ?? []));
  };
  const edit = async (
    method: "add" | "delete",
    members: InstallScope | readonly InstallScope[],
    options: CallOptions,
  ): Promise<MemberChange> => {
    const wanted = toScope([members].flat(), `Device group ${JSON.stringify(name)}`);
    const there = new Set((await membersOf(name, options)).map(scopeKey));
    const left = wanted.filter((one) => there.has(scopeKey(one)) === (method === "delete"));
    if (left.length > 0) await write(engine, method, `${urlOf(name)}/object member`, left, options);
    return { changed: left.length > 0 };
  };

  return {
    list: async (options = {}) => (await membersOf(name, options)).map(fromWire),
    async devices(options = {}) {
      const found = new Map<string, Required<DeviceScope>>();
      const groups = new Set([name]);
      // The set grows while it is read: groups may be nested, and even in one another.
      for (const group of groups) {
        for (const member of await membersOf(group, options)) {
          if (member.vdom === undefined) groups.add(member.name);
          else found.set(scopeKey(member), { name: member.name, vdom: member.vdom });
        }
      }
      return [...found.values()];
    },
    add: (members, options = {}) => edit("add", members, options),
    remove: (members, options = {}) => edit("delete", members, options),
  };
}
