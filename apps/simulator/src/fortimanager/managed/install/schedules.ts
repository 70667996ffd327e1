/**
 * Installations that are to begin at a time: the schedules of packages.
 *
 * @module
 */

import type { Operation, Session } from "../../parts.ts";
import { RpcRefusal } from "../../rpc-refusal.ts";
import type { Managing } from "../managing.ts";
import { installPackage } from "./install-routes.ts";

export interface Schedules {
  /** Begins what is due by now. Each schedule goes with its installation. */
  catchUp(): Promise<void>;
  /** Looks anew at what is scheduled. */
  reset(): void;
}

interface Scheduled {
  readonly table: string;
  readonly adom: string;
  readonly pkg: string;
}

const SCHEDULE = /^pm\/pkg\/adom\/([^/]+)\/(.+)\/schedule$/;

/** Nobody calls: FortiManager does it itself. */
const ITSELF: Session = {
  key: "",
  number: 0,
  user: "system",
  address: "127.0.0.1",
  kind: "api",
  access: "read-write",
  adoms: undefined,
};

export function createSchedules(managing: Managing): Schedules {
  const { database, clock } = managing;
  /** Undefined: not known yet. */
  let known: readonly Scheduled[] | undefined;
  database.onCommitted((spots) => {
    if (spots.some(({ table }) => table.endsWith("/schedule"))) known = undefined;
  });

  function look(): readonly Scheduled[] {
    return database.tables("pm/pkg/adom").flatMap((table) => {
      const [, adom, pkg] = SCHEDULE.exec(table) ?? [];
      return adom === undefined || pkg === undefined ? [] : [{ table, adom, pkg }];
    });
  }

  async function begin({ table, adom, pkg }: Scheduled): Promise<void> {
    const entry = await database.entry({ table });
    const time = Date.parse(
      `${String(entry?.datetime ?? "")
        .replaceAll("/", "-")
        .replace(" ", "T")}Z`,
    );
    if (entry === undefined || !(time <= clock.now())) return;
    await database.store({ table }, undefined);
    const data = { adom, pkg, scope: entry.scope, flags: ["none"], adom_rev_name: entry.adom_rev_name };
    const item = { data };
    const operation: Operation = { session: ITSELF, method: "exec", segments: [], item, data, verbose: true };
    try {
      await installPackage(managing, operation);
    } catch (error) {
      // The package or a device has gone meanwhile: there is nobody to tell.
      if (!(error instanceof RpcRefusal)) throw error;
    }
  }

  return {
    async catchUp() {
      known ??= look();
      for (const one of known) await begin(one);
    },
    reset() {
      known = undefined;
    },
  };
}
