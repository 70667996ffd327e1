/**
 * What keeps an ADOM from being deleted: who administers it, and what belongs to it.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import type { View } from "../store/committed.ts";
import { ADOMS } from "../urls/device-manager.ts";
import { isRecord, rowsOf } from "../values/read-entry.ts";

const ADMINS = "cli/global/system/admin/user";

/** The numbers that FortiManager gives to kinds of things. */
const CATEGORIES = { "system admin user": 18, device_group: 2, device: 0 } as const;

export function usesOfAdom(view: View, adom: string): Readonly<Record<string, readonly Entry[]>> {
  const admins = [...view.rows(ADMINS).values()].filter(({ adom: own }) =>
    rowsOf(own).some((row) => isRecord(row) && row["adom-name"] === adom),
  );
  const groups = [...view.rows(`${ADOMS}/${adom}/group`).values()].filter(({ type }) => type !== "default");
  const devices = [...view.rows(`${ADOMS}/${adom}/device`).values()];
  return {
    cmdb: admins.map(({ userid }) => use("system admin user", "adom", "userid", userid)),
    dvmdb: [
      ...groups.map(({ name }) => use("device_group", "object member", "name", name)),
      ...devices.map(({ name }) => use("device", "object member", "name", name)),
    ],
    provider: [],
  };
}

function use(kind: keyof typeof CATEGORIES, attr: string, mattr: string, mkey: unknown): Entry {
  return { attr, category: CATEGORIES[kind], "last use": 0, mapping_name: kind, mattr, mkey };
}
