/**
 * How often the policies of a package were hit: never, since no traffic flows.
 *
 * @module
 */

import type { Answer, FortiManagerCore, Operation } from "../parts.ts";
import { isItem } from "../rpc/envelope.ts";
import { invalidData, invalidUrl } from "../rpc/refusals.ts";

const COUNTERS = {
  byte: 0,
  first_hit: 0,
  first_session: 0,
  hitcount: 0,
  last_hit: 0,
  last_session: 0,
  pkts: 0,
  sesscount: 0,
};

/** Starts a task; `sys/task/result` tells the counters. */
export async function countHits(
  { database, tasks, settings }: Pick<FortiManagerCore, "database" | "tasks" | "settings">,
  { data, session }: Operation,
): Promise<Answer> {
  const { adom, pkg } = isItem(data) ? data : {};
  if (typeof adom !== "string" || typeof pkg !== "string") throw invalidData();
  if ((await database.entry({ table: "dvmdb/adom", key: adom })) === undefined) throw invalidUrl();
  const policies = await database.entries(`pm/config/adom/${adom}/pkg/${pkg}/firewall/policy`);
  const counted = policies.map(({ policyid, name = "" }) => ({ ...COUNTERS, name, policyid }));
  const line = { name: pkg, ms: settings.taskMs, run: async () => `${counted.length} policies` };
  const taskid = tasks.start({
    title: "Update policy hit counts",
    adom,
    user: session.user,
    lines: [line],
    reliable: true,
    result: () => ({ "firewall policy": counted }),
  });
  return { taskid };
}
