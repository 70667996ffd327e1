/**
 * Syslog messages as RFC 5424 has them.
 *
 * @module
 */

import { toOneLine } from "../../one-line.ts";
import type { AuditEvent } from "../event.ts";
import { kindOf, syslogSeverity } from "./severity.ts";

/** What stands in the header of every message of a sender. */
export interface SyslogOrigin {
  /** 0 to 23. */
  readonly facility: number;
  readonly hostname: string;
  readonly appName: string;
  readonly procId: string;
}

/** A value that is not there. */
const NIL = "-";

/** RFC 5424 gives each field of the header its own length. */
const LENGTH = { hostname: 255, appName: 48, procId: 128, msgId: 32, paramName: 32 } as const;

/** The header of a message: `<132>1 2026-11-05T10:00:00.000Z host fortiweave 4711 write.refused`. */
export function writeHeader(event: AuditEvent, { facility, hostname, appName, procId }: SyslogOrigin): string {
  const priority = facility * 8 + syslogSeverity(event);
  return [
    `<${priority}>1`,
    event.at,
    printable(hostname, LENGTH.hostname),
    printable(appName, LENGTH.appName),
    printable(procId, LENGTH.procId),
    printable(kindOf(event), LENGTH.msgId),
  ].join(" ");
}

/**
 * What stands of an event in its structured data: all but the body, the query, and what in the context is not one value.
 */
export function writeStructuredData(id: string, event: AuditEvent): string {
  const { body: _body, query: _query, message: _message, context = {}, ...fields } = event;
  const named = Object.entries(context).map(([name, value]) => [`context.${name}`, value] as const);
  const params = [...Object.entries(fields), ...named]
    .filter(([, value]) => typeof value !== "object")
    .map(([name, value]) => `${paramName(name)}="${escapeParam(String(value))}"`);
  return `[${[id, ...params].join(" ")}]`;
}

/** The text of a message. UTF-8 has to be announced; what is plain ASCII needs no announcement. */
export function writeText(text: string): string {
  return isAscii(text) ? text : `\uFEFF${text}`;
}

/** The whole message of an event: header, structured data, and the event as JSON. */
export function writeRfc5424(event: AuditEvent, origin: SyslogOrigin, id: string): string {
  return `${writeHeader(event, origin)} ${writeStructuredData(id, event)} ${toAsciiJson(event)}`;
}

function printable(text: string, length: number): string {
  const clean = text.replaceAll(/[^\x21-\x7e]+/g, "_").slice(0, length);
  return clean === "" ? NIL : clean;
}

/** A name in structured data must not hold the signs that end it. */
function paramName(name: string): string {
  return printable(name.replaceAll(/[=\]"]/g, "_"), LENGTH.paramName);
}

/** Line breaks and other control characters are allowed, and yet few collectors take them. */
function escapeParam(text: string): string {
  return toOneLine(text).replaceAll(/["\\\]]/g, "\\$&");
}

/** In plain ASCII: the mark of UTF-8 in front would stop what reads JSON behind a collector. */
function toAsciiJson(value: unknown): string {
  // Without the flag u it takes each half of a surrogate pair for itself, as JSON writes them.
  return JSON.stringify(value).replaceAll(/[\u0080-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
