/**
 * Updates from FortiGuard: that somebody asked for them, or brought a database.
 *
 * @module
 */

import { missingAttribute } from "../../cmdb/refusal.ts";
import type { Endpoint } from "../answer.ts";
import { seconds, textIn } from "../params.ts";

export interface Updates {
  /** When somebody last asked for an update, in seconds; 0 is never. */
  askedAt: number;
  /** When somebody last brought a database, by its name in `license/status`. */
  readonly broughtAt: Map<string, number>;
  clear(): void;
}

export function createUpdates(): Updates {
  const updates: Updates = {
    askedAt: 0,
    broughtAt: new Map(),
    clear() {
      updates.askedAt = 0;
      updates.broughtAt.clear();
    },
  };
  return updates;
}

/** Databases that have another name here than in `license/status`. */
const NAMES: Readonly<Record<string, string>> = { isdb: "internet_service_db", iotddb: "iot_detection" };

export const updateNow: Endpoint = ({ live, clock }) => {
  live.updates.askedAt = seconds(clock.now());
  return {};
};

/** A database keeps its version: what is in the file is not looked at. */
export const upgradeDatabase: Endpoint = ({ live, clock }, call) => {
  if (textIn(call, "file_content") === "" && textIn(call, "file_id") === "") throw missingAttribute("file_content");
  const name = textIn(call, "db_name");
  live.updates.broughtAt.set(NAMES[name] ?? name, seconds(clock.now()));
  return {};
};
