/**
 * Where the tools that raise alerts put what a block needs to know.
 *
 * @module
 */

/** Paths of the attacker's address, in the order they are looked at. */
export const SOURCE_FIELDS = [
  "source_ip",
  "src_ip", // Suricata EVE
  "data.srcip", // Wazuh
  "data.src_ip", // Suricata through Wazuh
  "source.ip", // Elastic Common Schema
] as const;

/** Paths of the words that say what happened, in the order they are looked at. */
const REASON_FIELDS = [
  "reason",
  "alert.signature", // Suricata EVE
  "rule.description", // Wazuh
  "kibana.alert.reason", // Elastic Security
  "kibana.alert.rule.name",
  "rule.name", // Elastic Common Schema
  "message",
] as const;

/** What an alert says, not yet judged. */
export interface AlertFields {
  /** The field that named the source, and what it held. Undefined when no field did. */
  readonly source: { readonly field: string; readonly value: unknown } | undefined;
  readonly reason: string;
  readonly ttlMinutes: unknown;
  /** Kind of the record, when the tool sends more than alerts under one roof (Suricata EVE). */
  readonly eventType: string | undefined;
}

/** Finds the fields of an alert. Undefined when it is not a JSON object. */
export function readAlert(alert: unknown): AlertFields | undefined {
  if (!isRecord(alert)) return undefined;
  // A search hit of Elastic or of the Wazuh indexer wraps the alert.
  const { _source: wrapped } = alert;
  const record = isRecord(wrapped) ? wrapped : alert;
  const reason = REASON_FIELDS.map((field) => valueAt(record, field)).find(isText) ?? "no reason given";
  const eventType = valueAt(record, "event_type");
  return {
    source: SOURCE_FIELDS.map((field) => ({ field, value: single(valueAt(record, field)) })).find(isGiven),
    reason: reason.trim(),
    ttlMinutes: valueAt(record, "ttl_minutes"),
    eventType: "src_ip" in record && isText(eventType) ? eventType : undefined,
  };
}

/** Elastic writes `source.ip` nested, as one dotted key, or half and half. */
function valueAt(value: unknown, path: string): unknown {
  if (!isRecord(value)) return undefined;
  if (Object.hasOwn(value, path)) return value[path];
  for (let dot = path.indexOf("."); dot > 0; dot = path.indexOf(".", dot + 1)) {
    const head = path.slice(0, dot);
    const found = Object.hasOwn(value, head) ? valueAt(value[head], path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Elastic may answer any field as a list of one. */
function single(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

function isGiven({ value }: { readonly value: unknown }): boolean {
  return value !== undefined && value !== null && value !== "";
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
