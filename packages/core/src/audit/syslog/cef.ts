/**
 * Messages in the Common Event Format, version 0.
 *
 * @module
 */

import { toOneLine } from "../../one-line.ts";
import { VERSION } from "../../version.ts";
import type { AuditEvent } from "../event.ts";
import { cefSeverity, kindOf } from "./severity.ts";

/**
 * `CEF:0|Fortiweave|fortiweave|1.0.0|write.ok|cmdb firewall/address create|4|rt=... act=write ...`. What has no key of
 * its own in CEF is in the custom ones: `cs1` the body, `cs2` the context, `cs3` and `cs4` trace and span, `cn1` the HTTP
 * status, `cn2` the duration, `cn3` the device's own code.
 */
export function writeCef(event: AuditEvent): string {
  const head = ["Fortiweave", "fortiweave", VERSION, kindOf(event), event.operation, String(cefSeverity(event))];
  const extension = Object.entries(fieldsOf(event))
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeValue(String(value))}`);
  return `CEF:0|${head.map(escapeHead).join("|")}|${extension.join(" ")}`;
}

type Value = string | number | undefined;

function fieldsOf(event: AuditEvent): Readonly<Record<string, Value>> {
  const { id, at, device, effect, method, path, target, query, body, outcome, status, code } = event;
  const { deviceCode, message, durationMs, traceId, spanId, context } = event;
  const user = context?.user;
  return {
    rt: Date.parse(at),
    externalId: id,
    dhost: device,
    act: effect,
    outcome,
    requestMethod: method,
    request:
      query === undefined ? (target ?? path) : `${path}?${query.map(([name, value]) => `${name}=${value}`).join("&")}`,
    reason: code,
    msg: message,
    suser: typeof user === "string" ? user : undefined,
    ...custom("cs1", "body", asJson(body)),
    ...custom("cs2", "context", asJson(context)),
    ...custom("cs3", "traceId", traceId),
    ...custom("cs4", "spanId", spanId),
    ...custom("cn1", "httpStatus", status),
    ...custom("cn2", "durationMs", durationMs),
    ...custom("cn3", "deviceCode", deviceCode),
  };
}

function custom(key: string, label: string, value: Value): Readonly<Record<string, Value>> {
  return value === undefined ? {} : { [key]: value, [`${key}Label`]: label };
}

function asJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

/** A line break cannot stand in the head at all. */
function escapeHead(text: string): string {
  return toOneLine(text).replaceAll(/[\\|]/g, "\\$&");
}

function escapeValue(text: string): string {
  return toOneLine(text.replaceAll(/[\\=]/g, "\\$&").replaceAll("\r", "\\r").replaceAll("\n", "\\n"));
}
