/**
 * What service objects stand for, and which applications people use through them.
 *
 * @module
 */

import type { Configuration } from "../cmdb/configuration.ts";
import type { Entry } from "../cmdb/entry.ts";
import { namesIn, readerOf } from "./read.ts";

export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;

/** Something that hosts do. */
export interface Application {
  readonly service: string;
  readonly protocol: number;
  readonly port: number;
  readonly app: string;
  readonly id: number;
  readonly category: string;
  readonly risk: string;
  /** How much of all sessions. */
  readonly weight: number;
  /** Bytes that a session sends and receives, at most. */
  readonly sends: number;
  readonly receives: number;
}

const LOW = "elevated";

export const APPLICATIONS: readonly Application[] = [
  application("HTTPS", TCP, 443, "HTTPS.BROWSER", 40568, "Web.Client", 9, 60_000, 2_000_000),
  application("DNS", UDP, 53, "DNS", 16195, "Network.Service", 6, 90, 300),
  application("HTTP", TCP, 80, "HTTP.BROWSER", 15893, "Web.Client", 3, 8000, 200_000),
  application("NTP", UDP, 123, "NTP", 16270, "Network.Service", 1, 100, 100),
  application("SSH", TCP, 22, "SSH", 16060, "Network.Service", 1, 40_000, 90_000),
  application("SMTP", TCP, 25, "SMTP", 16072, "Email", 1, 300_000, 3000),
  application("PING", ICMP, 0, "Ping", 24466, "Network.Service", 1, 300, 300),
];

function application(
  service: string,
  protocol: number,
  port: number,
  app: string,
  id: number,
  category: string,
  weight: number,
  sends: number,
  receives: number,
): Application {
  return { service, protocol, port, app, id, category, risk: LOW, weight, sends, receives };
}

export interface ServiceBook {
  /** Whether any of these objects stands for a port of a protocol. */
  matches(names: readonly string[], protocol: number, port: number): boolean;
  /** What people do through these objects. */
  applications(names: readonly string[]): readonly Application[];
}

interface Span {
  readonly name: string;
  /** Undefined for every protocol. */
  readonly protocol: number | undefined;
  readonly first: number;
  readonly last: number;
}

const PATH = "firewall.service/custom";
const LAST_PORT = 65_535;
const DEEPEST = 20;

export function createServiceBook(configuration: Configuration, vdom: string): ServiceBook {
  const read = readerOf(configuration, PATH);
  const custom = configuration.table(PATH, vdom);
  const groups = configuration.table("firewall.service/group", vdom);

  const known = new Map<string, readonly Span[]>();

  function spansOf(name: string): readonly Span[] {
    const found = known.get(name) ?? readSpans(name);
    known.set(name, found);
    return found;
  }

  function readSpans(name: string, depth: number = 0): Span[] {
    const group = groups.get(name);
    if (group !== undefined && depth < DEEPEST) {
      return namesIn(group.member).flatMap((one) => readSpans(one, depth + 1));
    }
    const entry = custom.get(name);
    if (entry === undefined) return [];
    const whole = (protocol: number | undefined): Span[] => [{ name, protocol, first: 0, last: LAST_PORT }];
    switch (read(entry, "protocol")) {
      case "ICMP":
        return whole(ICMP);
      case "IP": {
        const number = Number(read(entry, "protocol-number"));
        return whole(number === 0 ? undefined : number);
      }
      case "ALL":
        return whole(undefined);
      default:
        return [...portSpans(name, TCP, entry, "tcp-portrange"), ...portSpans(name, UDP, entry, "udp-portrange")];
    }
  }

  const holds = ({ protocol, first, last }: Span, wanted: number, port: number): boolean =>
    (protocol === undefined || protocol === wanted) && port >= first && port <= last;

  const offered = new Map<string, readonly Application[]>();

  function readApplications(names: readonly string[]): readonly Application[] {
    const spans = names.flatMap(spansOf);
    const common = APPLICATIONS.filter(({ protocol, port }) => spans.some((span) => holds(span, protocol, port)));
    if (common.length > 0) return common;
    return spans.map(({ name, protocol = TCP, first }) =>
      application(name, protocol, first, name, 0, "unscanned", 1, 20_000, 80_000),
    );
  }

  return {
    matches: (names, protocol, port) => names.some((name) => spansOf(name).some((span) => holds(span, protocol, port))),
    applications(names) {
      const key = names.join("\n");
      const found = offered.get(key) ?? readApplications(names);
      offered.set(key, found);
      return found;
    },
  };
}

/** `80 8080-8090:1024-65535`: what stands behind the colon are the sender's ports. */
function portSpans(name: string, protocol: number, entry: Entry, field: string): Span[] {
  return String(entry[field] ?? "")
    .split(" ")
    .filter((part) => part !== "")
    .map((part) => {
      const [first = 0, last = first] = (part.split(":")[0] ?? "").split("-").map(Number);
      return { name, protocol, first, last };
    });
}
