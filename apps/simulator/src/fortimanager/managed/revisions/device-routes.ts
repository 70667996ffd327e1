/**
 * `deployment/...`: the revisions of a device, and its configuration as a text.
 *
 * @module
 */

import type { Answer, Operation, Routes } from "../../parts.ts";
import { invalidData, missing } from "../../rpc/refusals.ts";
import { dataOf, type Managing, requireDevice, textIn, updateDevice } from "../managing.ts";
import { replaceContent } from "../retrieve.ts";
import type { Revision } from "./device-revisions.ts";

/** Asks for the newest revision. */
const NEWEST = -1;

export function deviceRevisionRoutes(managing: Managing): Routes {
  return {
    "exec deployment/get/device/revision": (operation) => list(managing, operation),
    "exec deployment/checkout/revision": (operation) => checkOut(managing, operation),
    "exec deployment/revert": (operation) => revert(managing, operation),
    "exec deployment/export/config": (operation) => {
      const { revisions } = requireDevice(managing, textIn(dataOf(operation), "device"));
      return { data: { content: revisions.at(-1)?.text ?? "" } };
    },
  };
}

/** The newest first. */
function list(managing: Managing, operation: Operation): Answer {
  const { revisions } = requireDevice(managing, textIn(dataOf(operation), "device"));
  const revinfo = revisions.toReversed().map(({ number, user, comments, time }) => ({
    revision: number,
    instusr: user,
    instime: new Date(time).toISOString().slice(0, 19).replace("T", " "),
    comments,
  }));
  return { data: { base_ver: revisions.at(-1)?.number ?? 0, revinfo } };
}

function checkOut(managing: Managing, operation: Operation): Answer {
  const { text, number } = find(managing, operation);
  return { data: { content: text, revision: number } };
}

/** Puts the database of the device back. What differs from the FortiGate waits there to be installed. */
async function revert(managing: Managing, operation: Operation): Promise<Answer> {
  const device = requireDevice(managing, textIn(dataOf(operation), "device"));
  const { content } = find(managing, operation);
  await managing.workspaces.check(operation.session, { table: `pm/config/device/${device.name}` });
  await replaceContent(managing.database, device.name, content);
  await updateDevice(managing, device, { db_status: "mod", dev_status: "rev_revert" });
  return {};
}

/** @throws RpcRefusal -10 for a revision that is no number, -3 for one that is not there. */
function find(managing: Managing, operation: Operation): Revision {
  const data = dataOf(operation);
  const { revisions } = requireDevice(managing, textIn(data, "device"));
  if (typeof data.revision !== "number") throw invalidData();
  const found = data.revision === NEWEST ? revisions.at(-1) : revisions.find(({ number }) => number === data.revision);
  if (found === undefined) throw missing();
  return found;
}
