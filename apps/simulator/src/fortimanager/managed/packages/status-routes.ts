/**
 * How the packages stand on the devices that they are meant for.
 *
 * @module
 */

import type { Routes } from "../../parts.ts";
import { missing } from "../../rpc/refusals.ts";
import type { PackageState } from "../fleet.ts";
import { type DeviceVdom, expandScopes, type Managing, requireAdom, requireDevice, spotOfDevice } from "../managing.ts";
import { isInStep, refreshStatus } from "../status.ts";
import { type Package, packagesOf, scopeMembers } from "./tree.ts";

/** How a package stands on a device, as FortiManager words it. */
export type PackageStatus = PackageState["status"] | "never installed" | "conflict";

interface StatusRow {
  readonly dev: string;
  readonly vdom: string;
  readonly pkg: string;
  readonly status: PackageStatus;
}

export function packageStatusRoutes(managing: Managing): Routes {
  const { database } = managing;
  return {
    "get pm/config/adom/{adom}/_package/status": async (_, { adom = "" }) => ({ data: await rowsOf(managing, adom) }),
    "get pm/config/adom/{adom}/_package/status/{device}/{vdom}": async (_, { adom = "", device = "", vdom }) => {
      requireDevice(managing, device, adom);
      const row = (await rowsOf(managing, adom)).find((own) => own.dev === device && own.vdom === vdom);
      if (row === undefined) throw missing();
      return { data: row };
    },
    "get pm/config/adom/{adom}/pkg/{pkg...}/_package/status": async (_, { adom = "", pkg }) => ({
      data: (await rowsOf(managing, adom)).filter((row) => row.pkg === pkg),
    }),
    "get pm/config/adom/{adom}/_package/dirty_info": async (_, { adom = "" }) => ({
      data: await dirtyInfo(managing, adom),
    }),
    "get pm/config/global/_package/status": () => {
      const rows = Array.from(managing.assignments, ([adom, { pkg }]) => ({
        adom,
        pkg,
        status: "installed",
        type: "pkg",
      }));
      return { data: rows };
    },
    "get pm/config/adom/{adom}/_vdom/status": async (_, { adom = "" }) => {
      await requireAdom(managing, adom);
      const devices = managing.fleet.all().filter((device) => device.adom === adom);
      const rows = devices.map(async (device) => {
        await refreshStatus(managing, device);
        const { conf_status, db_status, vdom } = (await database.entry(spotOfDevice(device))) ?? {};
        const vdoms = Array.isArray(vdom) ? vdom.map(({ name }) => String(name)) : [];
        const status = { "auto update": 0, conf_status, db_status, status: device.isModel ? "model" : "normal" };
        return vdoms.map((name) => ({ dev: device.name, vdom: name, ...status }));
      });
      return { data: (await Promise.all(rows)).flat() };
    },
  };
}

async function rowsOf(managing: Managing, adom: string): Promise<StatusRow[]> {
  await requireAdom(managing, adom);
  const rows = (await packagesOf(managing.database, adom)).map(async (pkg) => {
    const targets = await targetsOf(managing, adom, pkg);
    return targets.map((target): StatusRow => {
      const status = statusOf(adom, pkg.path, target);
      return { dev: target.device.name, pkg: pkg.path, status, vdom: target.vdom };
    });
  });
  return (await Promise.all(rows)).flat();
}

/** Targets that are there no more do not count. */
async function targetsOf(managing: Managing, adom: string, { entry }: Package): Promise<DeviceVdom[]> {
  const found = await Promise.allSettled(scopeMembers(entry).map((scope) => expandScopes(managing, adom, [scope])));
  const targets = found.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
  // A device may be meant by its name, and by that of a group.
  return [...new Map(targets.map((target) => [`${target.device.name} ${target.vdom}`, target])).values()];
}

function statusOf(adom: string, pkg: string, { device, vdom }: DeviceVdom): PackageStatus {
  const state = device.packages.get(vdom);
  if (state?.adom !== adom || state.pkg !== pkg) return "never installed";
  if (isInStep(device)) return state.status;
  if (state.status !== "modified") return "out-of-sync";
  return state.changes.size > 0 ? "conflict" : "modified";
}

/** What has been written since a package was installed, by package. */
async function dirtyInfo(managing: Managing, adom: string): Promise<object[]> {
  await requireAdom(managing, adom);
  const states = managing.fleet.all().flatMap(({ packages }) => [...packages.values()]);
  const packages = await packagesOf(managing.database, adom);
  const rows = packages.map(async ({ path, entry }) => {
    const own = states.filter((state) => state.adom === adom && state.pkg === path);
    const urls = new Set(own.flatMap(({ changes }) => [...changes]));
    const members = Array.from(urls, async (url) => ({ url, action: await actionAt(managing, url) }));
    return { oid: entry.oid, members: await Promise.all(members), templates: [] };
  });
  return (await Promise.all(rows)).filter(({ members }) => members.length > 0);
}

async function actionAt({ database }: Managing, url: string): Promise<"update" | "delete"> {
  const cut = url.search(/(?<!\\)\/(?:\\\/|[^/])*$/);
  const entry = await database.entry({ table: url.slice(0, cut), key: url.slice(cut + 1) });
  return entry === undefined ? "delete" : "update";
}
