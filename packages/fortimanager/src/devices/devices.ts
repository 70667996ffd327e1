/**
 * The devices of an ADOM.
 *
 * @module
 */

import { unlessMissing, watchHandle } from "@fortiweave/core/client";
import type { GetOptions } from "../call-parameters.ts";
import type { Engine } from "../engine.ts";
import { exec, fieldsOf, read, rowsOf, write } from "../exec.ts";
import type { ObjectTables } from "../generated/types/objects.ts";
import type { FollowTask } from "../install/device-task.ts";
import type { DeviceScope } from "../install/scope.ts";
import { checkName } from "../names.ts";
import { createDeviceRevisions, type DeviceRevisions } from "../revisions/device-revisions.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";
import { createDeviceCommands, type DeviceCommands } from "./device-commands.ts";

/**
 * A managed device, under FortiManager's own names. States are words: `conn_status: "up"`, `conf_status: "insync"`,
 * `db_status: "mod"`. What FortiManager signs in with is left out.
 */
export type Device = Omit<ObjectTables["dvmdb/device"], "adm_pass" | "private_key" | "psk">;

/** A VDOM of a managed device. */
export type DeviceVdom = ObjectTables["dvmdb/device/vdom"];

/** What FortiManager has on record of a device and lets change. */
export interface DeviceChanges
  extends Pick<Device, "desc" | "adm_usr" | "ip" | "latitude" | "longitude" | "mgmt_if" | "prefer_img_ver"> {
  /** A new password of the administrator with which FortiManager signs in to it. Shown nowhere. */
  readonly password?: string;
}

/** The devices of an ADOM. */
export interface Devices extends DeviceCommands {
  /** All devices. Filters, fields and so on as with `get`; `option: "get meta"` has the meta fields come along. */
  list(options?: GetOptions<Device>): Promise<Device[]>;
  /** One device. Throws NOT_FOUND. */
  get(name: string, options?: GetOptions<Device>): Promise<Device>;
  /** One device, or undefined. */
  find(name: string, options?: GetOptions<Device>): Promise<Device | undefined>;
  /** The VDOMs of a device. */
  vdoms(name: string, options?: GetOptions<DeviceVdom>): Promise<DeviceVdom[]>;
  /** Changes what FortiManager has on record of a device; nothing on the device itself. */
  update(name: string, changes: DeviceChanges, options?: CallOptions): Promise<void>;
  /** Gives it another name in FortiManager. Its host name stays. */
  rename(name: string, newName: string, options?: CallOptions): Promise<void>;
  /** The values of its meta fields. */
  metaFields(name: string, options?: CallOptions): Promise<Record<string, string>>;
  /** Sets values of meta fields; the others stay. Each must be defined before: see {@link MetaFields}. */
  setMetaFields(name: string, values: Readonly<Record<string, string>>, options?: CallOptions): Promise<void>;
  /** Moves devices, or single VDOMs, to another ADOM. A name alone means the VDOM `root`. */
  moveTo(
    adom: string,
    devices: string | DeviceScope | readonly (string | DeviceScope)[],
    options?: CallOptions,
  ): Promise<void>;
  /** Puts another serial number in the place of a broken device's, whose configuration stays. */
  replaceSerial(name: string, serial: string, options?: CallOptions): Promise<void>;
  /** The revisions of its configuration. */
  revisions(name: string): DeviceRevisions;
}

/** Makes the handle of an ADOM's devices. */
export function createDevices(engine: Engine, follow: FollowTask, adom: string): Devices {
  const all = url`dvmdb/adom/${adom}/device`;
  const urlOf = (name: string): string => all + url`/${name}`;

  const get: Devices["get"] = async (name, options = {}) => toDevice(await read(engine, urlOf(name), options));
  const update = async (name: string, data: Parameters<typeof write>[3], options: CallOptions = {}): Promise<void> => {
    await write(engine, "update", urlOf(name), data, options);
  };

  const devices: Devices = {
    ...createDeviceCommands(engine, follow, adom, get),
    get,
    list: async (options = {}) => rowsOf(await read(engine, all, options)).map(toDevice),
    find: (name, options = {}) => unlessMissing(get(name, options)),
    async vdoms(name, options = {}) {
      return rowsOf(await read(engine, `${urlOf(name)}/vdom`, options)) as unknown as DeviceVdom[];
    },
    async update(name, { password, ...changes }, options = {}) {
      const data = { ...changes, ...(password !== undefined && { adm_pass: [password] }) };
      const secrets = password === undefined ? [] : [password];
      await engine.send({ method: "update", items: [{ url: urlOf(name), data }], secrets }, options);
    },
    revisions: (name) => createDeviceRevisions(engine, follow, name),
    rename: (name, newName, options) => update(name, { name: checkName(newName, "A renamed device") }, options),
    async metaFields(name, options = {}) {
      const values = (await get(name, { ...options, option: "get meta" }))["meta fields"];
      return fieldsOf(values) as Record<string, string>;
    },
    setMetaFields: (name, values, options) => update(name, { "meta fields": values }, options),
    async moveTo(target, devices, options = {}) {
      const members = [devices].flat().map((one) => {
        const { name, vdom = "root" }: DeviceScope = typeof one === "string" ? { name: one } : one;
        return { name: checkName(name, "A device"), vdom: checkName(vdom, "A VDOM") };
      });
      await write(engine, "add", url`dvmdb/adom/${target}/object member`, members, options);
    },
    async replaceSerial(name, serial, options = {}) {
      const data = { sn: checkName(serial, "A serial number") };
      await exec(engine, { url: `${all}/replace/sn${url`/${name}`}`, data }, options);
    },
  };
  return watchHandle(devices, "dvmdb/device", engine.refused);
}

function toDevice(data: unknown): Device {
  const { adm_pass: _password, private_key: _privateKey, psk: _presharedKey, ...device } = fieldsOf(data);
  return device as unknown as Device;
}
