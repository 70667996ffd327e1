/**
 * How often the policies of a package were hit, on all devices that it is installed on together.
 *
 * @module
 */

import type { Answer, Operation, Routes } from "../../parts.ts";
import { isItem } from "../../rpc/envelope.ts";
import { invalidData, invalidUrl } from "../../rpc/refusals.ts";
import { objectsIn } from "../form/json.ts";
import type { Managing } from "../managing.ts";
import { callThrough, isUp } from "../tunnel.ts";

/** What FortiManager calls the counters of a FortiGate that add up. */
const SUMS = { byte: "bytes", hitcount: "hit_count", pkts: "packets", sesscount: "session_count" } as const;
/** Of these, the earliest counts; 0: never. */
const FIRSTS = { first_hit: "first_used", first_session: "session_first_used" } as const;
/** And of these, the latest. */
const LASTS = { last_hit: "last_used", last_session: "session_last_used" } as const;

const STEPS = [
  { percent: 1, detail: "start to update adom hitcount" },
  { percent: 90, detail: "update adom hitcount in progress" },
];

type Counters = Readonly<Record<string, number>>;

export function hitCountRoutes(managing: Managing): Routes {
  return { "exec sys/hitcount": (operation) => countHits(managing, operation) };
}

/** Starts a task; `sys/task/result` tells the counters. */
async function countHits(managing: Managing, { data, session }: Operation): Promise<Answer> {
  const { database, tasks, settings } = managing;
  const { adom, pkg } = isItem(data) ? data : {};
  if (typeof adom !== "string" || typeof pkg !== "string") throw invalidData();
  if ((await database.entry({ table: "dvmdb/adom", key: adom })) === undefined) throw invalidUrl();
  const policies = await database.entries(`pm/config/adom/${adom}/pkg/${pkg}/firewall/policy`);
  let counted: readonly unknown[] = [];
  const line = {
    name: `retrieve hitcount for adom/package (${adom}/${pkg})`,
    ms: settings.taskMs,
    steps: STEPS,
    run: async () => {
      const rows = await rowsOf(managing, adom, pkg);
      counted = policies.map(({ policyid, name = "" }) => ({
        ...sumOf(rows.filter((row) => row.policyid === policyid)),
        name,
        policyid,
      }));
      return "update adom hitcount succeed";
    },
  };
  const taskid = tasks.start({
    title: `get hitcount for policy package ${pkg}`,
    src: "device manager",
    adom,
    user: session.user,
    lines: [line],
    reliable: true,
    result: () => ({ "firewall policy": counted }),
  });
  return { taskid };
}

/** What the FortiGates say of their policies. Those that cannot be reached say nothing. */
async function rowsOf({ fleet, settings }: Managing, adom: string, pkg: string): Promise<Counters[]> {
  const targets = fleet.all().flatMap(({ reach, packages }) => {
    const own = [...packages.values()].filter((state) => state.adom === adom && state.pkg === pkg);
    return reach === undefined || !isUp(reach, settings) ? [] : own.map(({ vdom }) => ({ reach, vdom }));
  });
  const found = targets.map(async ({ reach, vdom }) => {
    const url = `/api/v2/monitor/firewall/policy?vdom=${encodeURIComponent(vdom)}`;
    const { body } = await callThrough(reach, settings, { method: "GET", url });
    return isItem(body) ? (objectsIn(body.results) as readonly Counters[]) : [];
  });
  return (await Promise.all(found)).flat();
}

function sumOf(rows: readonly Counters[]): Counters {
  const values = (field: string): number[] => rows.map((row) => row[field] ?? 0).filter((value) => value > 0);
  const each = (fields: Readonly<Record<string, string>>, join: (found: readonly number[]) => number): Counters =>
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, join(values(field))]));
  return {
    ...each(SUMS, (found) => found.reduce((sum, value) => sum + value, 0)),
    ...each(FIRSTS, (found) => (found.length === 0 ? 0 : Math.min(...found))),
    ...each(LASTS, (found) => Math.max(0, ...found)),
  };
}
