/**
 * `dvmdb/...`: the devices as they stand, read from the database once their status is up to date.
 *
 * @module
 */

import type { Answer, Entry, Operation, Routes, Work } from "../../parts.ts";
import { isObject, listOf } from "../form/json.ts";
import { dataOf, type Managing, requireDevice, textIn } from "../managing.ts";
import { packagesOf } from "../packages/tree.ts";
import { refreshAll } from "../status.ts";
import { replaceSerial } from "./refresh.ts";

const PLACES = ["dvmdb/device", "dvmdb/adom/{adom}/device"];

export function deviceRoutes(managing: Managing): Routes {
  const { database } = managing;
  const read: Work = async (operation) => {
    await refreshAll(managing);
    return withInfo(managing, operation, await database.serve(operation));
  };
  const write: Work = async (operation, { device = "" }) => {
    const answer = await database.serve(operation);
    const data = isObject(operation.data) ? operation.data : {};
    if (typeof data.name === "string" && data.name !== device) managing.fleet.rename(device, data.name);
    return answer;
  };
  const replace: Work = async (operation, { adom, device = "" }) => {
    await replaceSerial(managing, requireDevice(managing, device, adom), textIn(dataOf(operation), "sn"));
    return {};
  };
  const routes = PLACES.map(
    (place): Routes => ({
      [`get ${place}`]: read,
      [`get ${place}/{device}`]: read,
      [`get ${place}/{device}/{rest...}`]: read,
      [`set ${place}/{device}`]: write,
      [`update ${place}/{device}`]: write,
    }),
  );
  return Object.assign(
    {
      "exec dvmdb/device/replace/sn/{device}": replace,
      "exec dvmdb/adom/{adom}/device/replace/sn/{device}": replace,
    },
    ...routes,
  );
}

/** `extra info` and `assignment info` tell of the ADOM, and of the packages by VDOM. */
async function withInfo(managing: Managing, { item }: Operation, answer: Answer): Promise<Answer> {
  const options = listOf(item.option).map(String);
  const wantsExtra = options.includes("extra info");
  const wantsAssignments = options.includes("assignment info");
  if (!wantsExtra && !wantsAssignments) return answer;
  const add = async (row: unknown): Promise<unknown> => {
    const device = isObject(row) ? managing.fleet.find(String(row.name)) : undefined;
    if (device === undefined || !isObject(row)) return row;
    const extra = wantsExtra ? { "extra info": { adom: device.adom } } : {};
    const vdoms = await Promise.all(
      listOf(row.vdom).map(async (vdom) => {
        if (!isObject(vdom)) return vdom;
        const info = wantsAssignments ? await assignmentsOf(managing, device.name, String(vdom.name)) : undefined;
        return { ...vdom, ...extra, ...(info === undefined ? {} : { "assignment info": info }) };
      }),
    );
    return { ...row, ...extra, ...(wantsAssignments ? { "assignment info": [] } : {}), vdom: vdoms };
  };
  const { data } = answer;
  return { ...answer, data: Array.isArray(data) ? await Promise.all(data.map(add)) : await add(data) };
}

async function assignmentsOf(managing: Managing, name: string, vdom: string): Promise<Entry[]> {
  const device = requireDevice(managing, name);
  const state = device.packages.get(vdom);
  const packages = await packagesOf(managing.database, device.adom);
  const isThere = state !== undefined && packages.some(({ path }) => path === state.pkg);
  return isThere ? [{ name: state.pkg, status: state.status, type: "policy" }] : [];
}
