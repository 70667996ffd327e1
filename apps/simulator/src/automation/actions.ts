/**
 * What the actions of automation stitches do. Those that would reach somebody outside, other than webhooks, do nothing.
 *
 * @module
 */

import { EMPTY, type Entry, isRows } from "../cmdb/entry.ts";
import { OBJECT_KEY, objectOf } from "../cmdb/table.ts";
import type { Holder } from "../cmdb/transactions.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import { type BannedList, isAddress } from "../monitor/banned-list.ts";
import type { Facts } from "./fill.ts";
import { planCall, sendCall } from "./webhook.ts";

export interface ActionParts {
  readonly holder: Holder;
  readonly banned: BannedList;
  /** Starts the device again. */
  readonly restart: (action: "reboot" | "shutdown", reason: string) => void;
}

const QUARANTINE = "user/quarantine";
const MAC = /^[\da-f]{2}(?:[:-][\da-f]{2}){5}$/i;

/** @returns What the next action may speak of as `%%results%%`. @throws Error that says why it failed. */
export async function act(parts: ActionParts, action: Entry, facts: Facts, signal: AbortSignal): Promise<string> {
  switch (action["action-type"]) {
    case "webhook":
      return sendCall(planCall(action, facts), signal);
    case "ban-ip":
      ban(parts.banned, facts);
      return "";
    case "quarantine":
      await quarantine(parts.holder, facts);
      return "";
    case "system-actions":
      if (action["system-action"] === "reboot" || action["system-action"] === "shutdown") {
        parts.restart(action["system-action"], "automation stitch");
      }
      return "";
    default:
      return "";
  }
}

function ban(banned: BannedList, { log }: Facts): void {
  const address = log.srcip ?? log.ip;
  if (!isAddress(address)) throw new Error("there is no address to ban");
  banned.add([address], 0);
}

/** Puts the device with this MAC address into quarantine, as an entry of the configuration. */
async function quarantine(holder: Holder, { log }: Facts): Promise<void> {
  const mac = String(log.mac ?? log.srcmac ?? "").toLowerCase();
  if (!MAC.test(mac)) throw new Error("there is no MAC address to quarantine");
  const schema = await holder.configuration.schemas.load(QUARANTINE);
  if (schema === undefined) throw new Error("this version has no quarantine");
  const before = objectOf(holder.configuration.table(QUARANTINE, MANAGEMENT_VDOM)) ?? EMPTY;
  const targets = isRows(before.targets) ? before.targets.filter(({ entry }) => entry !== mac) : [];
  const target: Entry = { entry: mac, macs: [{ mac }] };
  holder.configuration.put(schema, MANAGEMENT_VDOM, OBJECT_KEY, { ...before, targets: [...targets, target] });
}
