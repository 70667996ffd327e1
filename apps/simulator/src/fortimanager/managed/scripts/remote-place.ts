/**
 * Runs the lines of a script on a FortiGate itself.
 *
 * @module
 */

import { configText } from "../../../conf/write.ts";
import { fullNameOf } from "../../../models/model.ts";
import type { ManagerSettings, Reachable } from "../../parts.ts";
import { hostnameOf } from "../devices/entry.ts";
import { applyChanges } from "../install/apply.ts";
import { isUp, TunnelDown } from "../tunnel.ts";
import type { Place } from "./place.ts";

/** @throws TunnelDown when the FortiGate does not answer. */
export function remotePlace(reach: Reachable, settings: ManagerSettings, vdom: string): Place {
  if (!isUp(reach, settings)) throw new TunnelDown(reach.name);
  const { device } = reach;
  return {
    schemas: device.configuration().schemas,
    vdom,
    read: (table) => Promise.resolve(new Map(device.configuration().table(table.path, table.vdom).entries())),
    async write(change) {
      const [failure] = await applyChanges(reach, settings, [change]);
      return failure?.reason;
    },
    command: (words) => Promise.resolve(answer(reach, vdom, words)),
  };
}

function answer({ device }: Reachable, vdom: string, [verb, ...words]: readonly string[]): string {
  if (verb === "get" && words.join(" ") === "system status") {
    const { version, build, serial, model } = device.identity;
    return `Version: ${fullNameOf(model)} v${version},build${build}\nSerial-Number: ${serial}\nHostname: ${hostnameOf(device)}`;
  }
  if (verb === "show" || verb === "get") {
    const wanted = words.filter((word) => word !== "full-configuration").join("/");
    const { schemas, tables } = device.configuration();
    const own = tables().filter((table) => table.vdom === undefined || table.vdom === vdom);
    return configText(
      schemas,
      own.filter(({ path }) => wanted === "" || path.replaceAll(".", "/") === wanted),
    );
  }
  return verb === "execute" || verb === "diagnose" ? "" : `Unknown action 0\n\nCommand fail. Return code -1`;
}
