/**
 * Device groups.
 *
 * @module
 */

import { unlessMissing, watchHandle } from "@fortiweave/core/client";
import type { GetOptions } from "../call-parameters.ts";
import type { Engine } from "../engine.ts";
import { fieldsOf, read, rowsOf, write } from "../exec.ts";
import type { DvmdbGroup } from "../generated/types/objects/dvmdb.ts";
import { type InstallScope, toScope } from "../install/scope.ts";
import { checkName } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";
import { createGroupMembers, type GroupMembers } from "./group-members.ts";

/** A device group, under FortiManager's own names. */
export type DeviceGroup = DvmdbGroup;

/** A new device group. */
export interface NewDeviceGroup {
  /** Its name. */
  readonly name: string;
  /** In people's words. */
  readonly description?: string;
  /** Values of meta fields, by name. */
  readonly metaFields?: Readonly<Record<string, string>>;
  /** Who is in it from the start. */
  readonly members?: readonly InstallScope[];
}

/** The device groups of an ADOM. */
export interface DeviceGroups {
  /** All groups. Filters, fields and so on as with `get`. */
  list(options?: GetOptions<DeviceGroup>): Promise<DeviceGroup[]>;
  /** One group. Throws NOT_FOUND. */
  get(name: string, options?: GetOptions<DeviceGroup>): Promise<DeviceGroup>;
  /** One group, or undefined. */
  find(name: string, options?: GetOptions<DeviceGroup>): Promise<DeviceGroup | undefined>;
  /** Makes a group. Throws DUPLICATE when there is one of this name. */
  create(group: NewDeviceGroup, options?: CallOptions): Promise<void>;
  /** Changes its description or its meta fields. */
  update(name: string, changes: Omit<NewDeviceGroup, "name" | "members">, options?: CallOptions): Promise<void>;
  /** Gives it another name. */
  rename(name: string, newName: string, options?: CallOptions): Promise<void>;
  /** Deletes the group. The devices stay. */
  delete(name: string, options?: CallOptions): Promise<void>;
  /** Who is in it. Sends nothing yet. */
  members(name: string): GroupMembers;
}

/** Makes the handle of an ADOM's device groups. */
export function createDeviceGroups(engine: Engine, adom: string): DeviceGroups {
  const all = url`dvmdb/adom/${adom}/group`;
  const urlOf = (name: string): string => all + url`/${name}`;
  const get: DeviceGroups["get"] = async (name, options = {}) =>
    fieldsOf(await read(engine, urlOf(name), options)) as unknown as DeviceGroup;

  const groups: DeviceGroups = {
    get,
    members: (name) => createGroupMembers(engine, urlOf, name),
    list: async (options = {}) => rowsOf(await read(engine, all, options)) as unknown as DeviceGroup[],
    find: (name, options) => unlessMissing(get(name, options)),
    async create(group, options = {}) {
      const data = { name: checkName(group.name, "A device group"), os_type: "fos", type: "normal", ...details(group) };
      const wanted = group.members ?? [];
      const scope = wanted.length > 0 ? toScope(wanted, "A device group") : [];
      await write(engine, "add", all, data, options);
      if (scope.length > 0) await write(engine, "add", `${urlOf(group.name)}/object member`, scope, options);
    },
    async update(name, changes, options = {}) {
      await write(engine, "update", urlOf(name), details(changes), options);
    },
    async rename(name, newName, options = {}) {
      await write(engine, "update", urlOf(name), { name: checkName(newName, "A renamed device group") }, options);
    },
    async delete(name, options = {}) {
      await write(engine, "delete", urlOf(name), undefined, options);
    },
  };
  return watchHandle(groups, "dvmdb/group", engine.refused);
}

function details({
  description,
  metaFields,
}: Partial<NewDeviceGroup>): Record<string, string | Record<string, string>> {
  return {
    ...(description !== undefined && { desc: description }),
    ...(metaFields !== undefined && { "meta fields": { ...metaFields } }),
  };
}
