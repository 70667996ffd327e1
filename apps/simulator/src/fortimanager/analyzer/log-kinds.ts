/**
 * Which logs of a FortiGate are behind a log type of FortiAnalyzer.
 *
 * @module
 */

import type { LogName } from "../../log/generated.ts";
import type { Lines } from "../../log/lines.ts";
import type { LogStore } from "../../log/store.ts";

/** One log of a FortiGate. */
interface Source {
  /** `disk/traffic/forward` */
  readonly path: string;
  readonly name: Omit<LogName, "vdom">;
}

const KINDS: Readonly<Record<string, readonly Source[]>> = {
  traffic: ["forward", "local", "multicast", "sniffer"].map((subtype) => source("traffic", subtype)),
  event: ["system", "user", "vpn"].map((subtype) => source("event", subtype)),
  "app-ctrl": [source("app-ctrl")],
  attack: [source("ips")],
  dlp: [source("dlp")],
  emailfilter: [source("emailfilter")],
  gtp: [source("gtp")],
  virus: [source("virus")],
  voip: [source("voip")],
  waf: [source("waf")],
  webfilter: [source("webfilter")],
  // No FortiGate has these.
  content: [],
  "fct-event": [],
  "fct-traffic": [],
  history: [],
  netscan: [],
};

function source(type: string, subtype?: string): Source {
  const path = ["disk", type, ...(subtype === undefined ? [] : [subtype])].join("/");
  return { path, name: { type, subtype } };
}

/** The logs of a type. Undefined: there is no such type. */
export function logsOf(store: LogStore, logtype: string, vdom: string): readonly Lines[] | undefined {
  return KINDS[logtype]?.map(({ path, name }) => store.lines(path, { ...name, vdom }));
}

/** So often must a client ask until a search of this type is complete. */
export function stepsOf(store: LogStore, logtype: string): number {
  return Math.max(1, ...(KINDS[logtype] ?? []).map(({ path }) => store.steps(path)));
}
