/**
 * FortiGate clients of several devices, through FortiManager.
 *
 * @module
 */

import { type Fleet, type FleetRun, type FleetRunOptions, type FleetWork, FortiError, fleet } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import { type ApiPaths, createFortiGate, type FortiGate } from "@fortiweave/fortios/client";
import { createGroupMembers } from "../devices/group-members.ts";
import type { Engine } from "../engine.ts";
import { read, rowsOf } from "../exec.ts";
import { checkName } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";
import { createThrough, type DeviceOptions } from "./device.ts";
import { fanOut, type Member } from "./fan-out.ts";
import { createJointProxy } from "./joint-proxy.ts";

/**
 * Several FortiGates behind one FortiManager. Its paths are those of a FortiGate's client, and each call answers what became
 * of it on every device: one that fails takes nothing from the others. What is asked of all devices alike goes to
 * FortiManager in one call.
 */
export interface FortiGateGroup extends ApiPaths<"devices"> {
  /** The names of the devices. Asked for once. */
  devices(options?: CallOptions): Promise<readonly string[]>;
  /**
   * Prepares a run of `work` over all devices, each with its whole client. It begins when the first outcome is asked for.
   *
   * @example
   * ```ts
   * import type { FortiManager } from "@fortiweave/fortimanager/client";
   *
   * export async function rollOut(fmg: FortiManager): Promise<void> {
   *   const run = await fmg.group("root", "branches").run((fgt) =>
   *     fgt.cmdb("firewall/address").ensure({ name: "web", subnet: "10.0.0.5/32" }),
   *   );
   *   for await (const outcome of run) console.log(outcome.device, outcome.status);
   * }
   * ```
   */
  run<T>(work: FleetWork<FortiGate, T>, options?: FleetRunOptions): Promise<FleetRun<T>>;
}

/** The name that stands for all FortiGates of an ADOM. */
export const ALL_FORTIGATES = "All_FortiGate";

/** Makes the group. `chosen` is the name of a device group, or the names of devices. */
export function createGroup(
  engine: Engine,
  adom: string,
  chosen: string | readonly string[],
  options: DeviceOptions,
): FortiGateGroup {
  const names = typeof chosen === "string" ? checkName(chosen, "A device group") : checkDevices(chosen);
  checkName(adom, "An ADOM");
  let asking: Promise<readonly string[]> | undefined;
  let opened: Promise<readonly Member<FortiGate>[]> | undefined;

  const devices = (callOptions: CallOptions = {}): Promise<readonly string[]> => {
    if (typeof names !== "string") return Promise.resolve(names);
    asking ??= readNames(engine, adom, names, callOptions).catch((error: unknown) => {
      asking = undefined;
      throw error;
    });
    return asking;
  };
  const members = (): Promise<readonly Member<FortiGate>[]> => {
    opened ??= devices().then(
      (all) => {
        const join = createJointProxy(engine, all.length, options);
        return all.map((name) => ({ name, client: createThrough(engine, join({ adom, name }), options) }));
      },
      (error: unknown) => {
        opened = undefined;
        throw error;
      },
    );
    return opened;
  };
  return {
    ...fanOut<FortiGate, ApiPaths<"devices">>(pathsOfNobody(engine, options), members, (client) => client),
    devices,
    run: async (work, runOptions) => (await toFleet(members)).run(work, runOptions),
  };
}

async function toFleet(members: () => Promise<readonly Member<FortiGate>[]>): Promise<Fleet<FortiGate>> {
  return fleet<FortiGate>([...(await members())]);
}

/** The paths of a client that leads nowhere: what there is to call. */
function pathsOfNobody({ runtime }: Engine, { vdom }: DeviceOptions): ApiPaths {
  const send = (): Promise<never> =>
    Promise.reject(new FortiError({ code: "UNSUPPORTED", message: "Nobody is there" }));
  const transport = { send, close: () => Promise.resolve() };
  const nobody = createFortiGate({ transport, runtime, retry: { maxRetries: 0 }, ...(vdom !== undefined && { vdom }) });
  const { cmdb, monitor, log, service, untyped, quarantine, options } = nobody;
  return { cmdb, monitor, log, service, untyped, quarantine, options };
}

async function readNames(
  engine: Engine,
  adom: string,
  group: string,
  options: CallOptions,
): Promise<readonly string[]> {
  if (group === ALL_FORTIGATES) {
    const query = { fields: ["name"], filter: ["os_type", "==", "fos"], loadsub: false } as const;
    const rows = rowsOf(await read(engine, url`dvmdb/adom/${adom}/device`, { ...query, ...options }));
    return rows.map(({ name }) => String(name));
  }
  const urlOf = (name: string): string => url`dvmdb/adom/${adom}/group/${name}`;
  const found = await createGroupMembers(engine, urlOf, group).devices(options);
  return [...new Set(found.map(({ name }) => name))];
}

function checkDevices(names: readonly string[]): readonly string[] {
  if (names.length === 0) throw invalidInput("A group of devices needs at least one", "Give their names");
  return [...new Set(names.map((name) => checkName(name, "A device")))];
}
