/**
 * The health checks of an SD-WAN as they are configured.
 *
 * @module
 */

import type { Entry } from "../../cmdb/entry.ts";
import { objectOf } from "../../cmdb/table.ts";
import type { Measurement } from "../../world/probes.ts";
import { readerOf, rowsIn } from "../../world/read.ts";
import { sdwanMembers } from "../../world/routes.ts";
import type { MonitorCall, MonitorContext } from "../answer.ts";

const SDWAN = "system/sdwan";
/** `0` among the members of a health check means all of them. */
const ALL_MEMBERS = "0";

export interface Check {
  readonly name: string;
  readonly entry: Entry;
  readonly intervalMs: number;
  readonly members: readonly string[];
}

export function checksOf({ holder }: MonitorContext, { vdom }: MonitorCall): Check[] {
  const { configuration } = holder;
  const sdwan = objectOf(configuration.table(SDWAN, vdom));
  const read = readerOf(configuration, SDWAN, "health-check");
  const all = sdwanMembers(configuration, vdom, []);
  return rowsIn(sdwan["health-check"]).map((entry) => {
    const wanted = rowsIn(entry.members).map((row) => String(row["seq-num"]));
    const isAll = wanted.includes(ALL_MEMBERS);
    const members = all.filter(({ seq }) => isAll || wanted.includes(String(seq))).map(({ name }) => name);
    return { name: read(entry, "name"), entry, intervalMs: Number(read(entry, "interval")), members };
  });
}

/** What is measured over one member. */
export function lineOf(check: string, member: string): string {
  return `health-check ${check} ${member}`;
}

/** Which of the targets of a check a line meets, by their numbers. */
export function targetsMet(
  { holder }: MonitorContext,
  { entry }: Check,
  { latency, jitter, loss }: Measurement,
): number[] {
  const read = readerOf(holder.configuration, SDWAN, "health-check", "sla");
  return rowsIn(entry.sla)
    .filter((row) => {
      const factors = read(row, "link-cost-factor").split(" ");
      const within = (factor: string, value: number, field: string) =>
        !factors.includes(factor) || value <= Number(read(row, field));
      return (
        within("latency", latency, "latency-threshold") &&
        within("jitter", jitter, "jitter-threshold") &&
        within("packet-loss", loss, "packetloss-threshold")
      );
    })
    .map(({ id }) => Number(id));
}
