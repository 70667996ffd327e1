/**
 * Meta fields: fields that an administrator adds to devices, groups, ADOMs and some objects.
 *
 * @module
 */

import { watchHandle } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { read, rowsOf, write } from "../exec.ts";
import type { DvmdbMetaFieldsDevice } from "../generated/types/objects/dvmdb.ts";
import { checkName } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";

/** What can have meta fields. */
export type MetaFieldOwner =
  | "device"
  | "group"
  | "adom"
  | "firewall/address"
  | "firewall/addrgrp"
  | "firewall/central-snat-map"
  | "firewall/policy"
  | "firewall/service/custom"
  | "firewall/service/group";

/** A meta field. */
export type MetaField = DvmdbMetaFieldsDevice;

/** The meta fields of one kind of thing. Their values stand with each thing. */
export interface MetaFields {
  /** All of them. */
  list(options?: CallOptions): Promise<MetaField[]>;
  /** Throws DUPLICATE when there is one of this name. */
  create(field: MetaField, options?: CallOptions): Promise<void>;
  /** Changes its length, its importance or its status. */
  update(name: string, changes: Partial<Omit<MetaField, "name">>, options?: CallOptions): Promise<void>;
  /** Deletes it, and its values with it. */
  delete(name: string, options?: CallOptions): Promise<void>;
}

/** Makes the handle of the meta fields of one kind of thing. */
export function createMetaFields(engine: Engine, owner: MetaFieldOwner): MetaFields {
  const all = owner.includes("/") ? `pm/config/_meta_fields/${owner}` : `dvmdb/_meta_fields/${owner}`;
  const urlOf = (name: string): string => all + url`/${name}`;
  const fields: MetaFields = {
    list: async (options = {}) => rowsOf(await read(engine, all, options)) as unknown as MetaField[],
    async create(field, options = {}) {
      await write(engine, "add", all, { ...field, name: checkName(field?.name, "A meta field") }, options);
    },
    async update(name, changes, options = {}) {
      await write(engine, "update", urlOf(name), { ...changes }, options);
    },
    async delete(name, options = {}) {
      await write(engine, "delete", urlOf(name), undefined, options);
    },
  };
  return watchHandle(fields, "dvmdb/_meta_fields", engine.refused);
}
