/**
 * FortiManager's own calls: `sys/...` and what the command line shows.
 *
 * @module
 */

import type { ManagerIdentity } from "../identity.ts";
import type { FortiManagerCore, Routes } from "../parts.ts";
import { adminNamed } from "../sessions/admins.ts";
import { idleLimitOf } from "../sessions/idle.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { backUp } from "./backup.ts";
import { clusterStatus, performance } from "./health.ts";
import { showSession } from "./session-info.ts";
import { statusOf } from "./status.ts";

export interface SystemPorts extends Pick<FortiManagerCore, "clock" | "database" | "tasks" | "settings" | "version"> {
  readonly identity: ManagerIdentity;
  readonly sessions: Pick<Sessions, "idleMs">;
  restart(): void;
}

export function createSystemRoutes(ports: SystemPorts): Routes {
  const { identity, clock, database, sessions, restart } = ports;
  const settings = async () => (await database.entry({ table: "cli/global/system/global" })) ?? {};
  const status = async () => ({ data: statusOf(identity, await settings(), clock.now()) });
  return {
    "get sys/status": status,
    "get cli/global/system/status": status,
    "get cli/global/system/performance": () => ({ data: performance() }),
    "get sys/ha/status": async () => {
      const { hostname = identity.name } = await settings();
      return { data: clusterStatus(identity, String(hostname)) };
    },
    "get sys/session": async ({ session }) => {
      const admin = await adminNamed(database, session.user);
      const left = (await idleLimitOf(database)) - sessions.idleMs(session);
      return { data: showSession(session, { admin, secondsLeft: Math.ceil(left / 1000), now: clock.now() }) };
    },
    "exec sys/backup": (operation) => backUp(ports, operation),
    "exec sys/reboot": () => {
      restart();
      return {};
    },
  };
}
