/**
 * Where syslog messages go, and how.
 *
 * @module
 */

import { isIP } from "node:net";
import { checkChoice } from "../../check-choice.ts";
import { checkNumber } from "../../check-number.ts";
import { FortiError } from "../../errors.ts";
import { backgroundRuntime } from "../../runtime/system.ts";
import type { TlsOptions } from "../../transport/options.ts";
import type { Runtime } from "../../types.ts";

/** What a message is about, by the names of `syslog.conf`. */
export type SyslogFacility =
  | "kern"
  | "user"
  | "mail"
  | "daemon"
  | "auth"
  | "syslog"
  | "lpr"
  | "news"
  | "uucp"
  | "cron"
  | "authpriv"
  | "ftp"
  | "ntp"
  | "audit"
  | "alert"
  | "clock"
  | "local0"
  | "local1"
  | "local2"
  | "local3"
  | "local4"
  | "local5"
  | "local6"
  | "local7";

/** How to know the collector, and how to be known by it, over TLS. */
export type SyslogTls = Pick<TlsOptions, "ca" | "verify" | "servername" | "clientCert">;

/** Where syslog messages go, and what they look like. */
export interface SyslogOptions {
  /** Name or address of the collector: `siem.example.com`, `192.0.2.10`, `2001:db8::10`. */
  readonly host: string;
  /** Default 514, and 6514 for TLS. */
  readonly port?: number;
  /** Default `udp`, which loses messages without a word; TLS also keeps them secret. */
  readonly protocol?: "udp" | "tcp" | "tls";
  /**
   * `rfc5424`: the event as structured data, and once more as JSON in the text. `cef`: the Common Event Format of ArcSight
   * in the text. Both have the header of RFC 5424. Default `rfc5424`.
   */
  readonly format?: "rfc5424" | "cef";
  /** Default `local0`. */
  readonly facility?: SyslogFacility;
  /** The name of the sender, at most 48 characters. Default `fortiweave`. */
  readonly appName?: string;
  /** The name of this machine. Default: its own, or `-` where the runtime does not tell. */
  readonly hostname?: string;
  /** Of the structured data: a name, `@`, and a private enterprise number. Default `fortiweave@32473`. */
  readonly structuredDataId?: string;
  /** Only for TLS. The certificate is verified unless it says otherwise. */
  readonly tls?: SyslogTls;
  /** 4 or 6: only addresses of this kind, when the host is a name. Default: what its name leads to first. */
  readonly family?: 4 | 6;
  /**
   * How messages follow each other over TCP and TLS: each with its length in front (RFC 6587 and 5425), or each with a
   * line break behind it, for collectors that know nothing else. Default `octet-counting`.
   */
  readonly framing?: "octet-counting" | "newline";
  /**
   * Longest message in bytes, at least 2,048. Of a longer one the largest fields are left out, each with a mark in its
   * place. Default 8,192, and for UDP 2,048: what every collector has to take.
   */
  readonly maxBytes?: number;
  /** Most messages that wait for the collector. Beyond it the oldest is dropped. Default 1,000. */
  readonly queueLimit?: number;
  /** Longest time in milliseconds to connect, and to get rid of one message. Default 10,000. */
  readonly timeoutMs?: number;
  /** Longest time in milliseconds that `close` waits for the collector. Default 5,000. */
  readonly closeTimeoutMs?: number;
  /** Hears each time why the collector cannot be reached or takes nothing. Default: nobody does. */
  readonly onError?: (error: unknown) => void;
  /** Time and chance. Default: the machine's, in such a way that waits do not keep the process alive. */
  readonly runtime?: Runtime;
}

/** {@link SyslogOptions}, checked and completed, but for the names of machine and sender. */
export interface SyslogTarget {
  readonly host: string;
  readonly port: number;
  readonly protocol: "udp" | "tcp" | "tls";
  readonly format: "rfc5424" | "cef";
  /** 0 to 23. */
  readonly facility: number;
  readonly structuredDataId: string;
  readonly tls: SyslogTls;
  /** 0: either. */
  readonly family: 0 | 4 | 6;
  readonly framing: "octet-counting" | "newline";
  readonly maxBytes: number;
  readonly queueLimit: number;
  readonly timeoutMs: number;
  readonly closeTimeoutMs: number;
  readonly onError: (error: unknown) => void;
  readonly runtime: Runtime;
}

/** By the numbers of RFC 5424. */
const FACILITIES: readonly SyslogFacility[] = [
  "kern",
  "user",
  "mail",
  "daemon",
  "auth",
  "syslog",
  "lpr",
  "news",
  "uucp",
  "cron",
  "authpriv",
  "ftp",
  "ntp",
  "audit",
  "alert",
  "clock",
  "local0",
  "local1",
  "local2",
  "local3",
  "local4",
  "local5",
  "local6",
  "local7",
];

/** RFC 5424: visible ASCII, without what ends a name, and at most 32 of it. */
const STRUCTURED_DATA_ID = /^(?=.{3,32}$)[\x21\x23-\x3c\x3e-\x3f\x41-\x5c\x5e-\x7e]+@\d+(?:\.\d+)*$/;

/** The name of a machine. */
const NAME = /^[A-Za-z0-9._-]+$/;

const LARGEST_PORT = 65_535;

/** What one datagram can carry. */
const LARGEST_DATAGRAM = 65_507;

/**
 * Checks options and fills in the defaults.
 *
 * @throws FortiError INVALID_INPUT naming the option that is wrong.
 */
export function resolveSyslog(options: SyslogOptions): SyslogTarget {
  const protocol = checkChoice("protocol", options.protocol ?? "udp", ["udp", "tcp", "tls"]);
  const isUdp = protocol === "udp";
  const { host, structuredDataId = "fortiweave@32473", family } = options;
  if (typeof host !== "string" || !(isIP(host) > 0 || NAME.test(host))) {
    throw invalid(
      "host is neither a name nor an address",
      "Write it like siem.example.com or 2001:db8::10; the port is an option of its own",
    );
  }
  if (options.tls !== undefined && protocol !== "tls") {
    throw invalid("tls is only for the protocol tls", 'Add protocol: "tls", or leave it out');
  }
  if (!STRUCTURED_DATA_ID.test(structuredDataId)) {
    throw invalid("structuredDataId is none", "Write it like fortiweave@32473, in at most 32 characters");
  }
  if (family !== undefined && family !== 4 && family !== 6) throw invalid("family is neither 4 nor 6", "Leave it out");
  const maxBytes = checkNumber("maxBytes", options.maxBytes ?? (isUdp ? 2048 : 8192), 2048);
  if (isUdp && maxBytes > LARGEST_DATAGRAM) {
    throw invalid(
      `maxBytes is more than a datagram carries, which is ${LARGEST_DATAGRAM}`,
      "Use the protocol tcp or tls",
    );
  }
  const port = checkNumber("port", options.port ?? (protocol === "tls" ? 6514 : 514), 1);
  if (port > LARGEST_PORT) throw invalid(`port is ${port}`, `Give one from 1 to ${LARGEST_PORT}`);
  return {
    host,
    port,
    protocol,
    format: checkChoice("format", options.format ?? "rfc5424", ["rfc5424", "cef"]),
    facility: FACILITIES.indexOf(checkChoice("facility", options.facility ?? "local0", FACILITIES)),
    structuredDataId,
    tls: options.tls ?? {},
    family: family ?? 0,
    framing: checkChoice("framing", options.framing ?? "octet-counting", ["octet-counting", "newline"]),
    maxBytes,
    queueLimit: checkNumber("queueLimit", options.queueLimit ?? 1000, 1),
    timeoutMs: checkNumber("timeoutMs", options.timeoutMs ?? 10_000, 1),
    closeTimeoutMs: checkNumber("closeTimeoutMs", options.closeTimeoutMs ?? 5000, 0),
    onError: options.onError ?? (() => undefined),
    runtime: options.runtime ?? backgroundRuntime,
  };
}

function invalid(what: string, hint: string): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message: `The option ${what}`, hint });
}
