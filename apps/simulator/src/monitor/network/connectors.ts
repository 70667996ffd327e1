/**
 * `system/sdn-connector/...`: connections to clouds. Any cloud that a route leads to answers, and tells of nothing.
 *
 * @module
 */

import { noSuchEntry } from "../../cmdb/refusal.ts";
import { MANAGEMENT_VDOM } from "../../cmdb/vdoms.ts";
import { internetAddress } from "../../world/internet.ts";
import { readerOf } from "../../world/read.ts";
import { lookUp } from "../../world/routes.ts";
import type { Endpoint, MonitorContext } from "../answer.ts";
import { seconds, textIn } from "../params.ts";

const TABLE = "system/sdn-connector";

interface Connector {
  readonly name: string;
  readonly type: string;
  readonly status: "Up" | "Down" | "Disabled";
  /** Seconds between two updates. */
  readonly interval: number;
}

function connectorsIn({ holder, world }: MonitorContext): Connector[] {
  const read = readerOf(holder.configuration, TABLE);
  const isConnected = lookUp(world.scene().routes(MANAGEMENT_VDOM), internetAddress(0)) !== undefined;
  return Array.from(holder.configuration.table(TABLE, undefined).entries(), ([name, entry]) => ({
    name,
    type: read(entry, "type"),
    status: read(entry, "status") === "enable" ? (isConnected ? "Up" : "Down") : "Disabled",
    interval: Number(read(entry, "update-interval")) || 60,
  }));
}

const status: Endpoint = (context, call) => {
  const [name, type] = [textIn(call, "mkey"), textIn(call, "type")];
  const rows = connectorsIn(context).filter(
    (one) => (name === "" || one.name === name) && (type === "" || one.type === type),
  );
  return {
    results: rows.map((one) => ({
      name: one.name,
      type: one.type,
      status: one.status,
      active_server: "",
      updating: false,
      last_update: one.status === "Up" ? seconds(lastUpdate(context, one)) : 0,
    })),
  };
};

/** By itself once in an interval, and when somebody wants it. */
function lastUpdate({ world, clock }: MonitorContext, { name, interval }: Connector): number {
  const began = world.renewedAt(keyOf(name)) ?? world.bootedAt();
  return clock.now() - ((clock.now() - began) % (interval * 1000));
}

function keyOf(name: string): string {
  return `sdn-connector ${name}`;
}

const update: Endpoint = (context, call) => {
  const connector = connectorsIn(context).find(({ name }) => name === textIn(call, "mkey"));
  if (connector === undefined) throw noSuchEntry();
  const { name, type, status } = connector;
  context.world.renew(keyOf(name));
  return { results: { name, type, status } };
};

const securityTags: Endpoint = () => ({ results: [] });

const filters: Endpoint = (context, call) => {
  const isKnown = connectorsIn(context).some(({ name }) => name === textIn(call, "connector"));
  if (!isKnown) throw noSuchEntry();
  return { results: [] };
};

export const connectorEndpoints: Readonly<Record<string, Endpoint>> = {
  "system/sdn-connector/status": status,
  "system/sdn-connector/update": update,
  "system/sdn-connector/nsx-security-tags": securityTags,
  "firewall/sdn-connector-filters": filters,
};
