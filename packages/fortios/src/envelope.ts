/**
 * The envelope that a FortiGate puts round every answer.
 *
 * @module
 */

import { type DeviceRequest, type DeviceResponse, FortiError, type SimulatedRequest } from "@fortiweave/core";

/** What this package reads of an envelope. Everything may be missing: devices answer empty bodies too. */
export interface Envelope {
  readonly results?: unknown;
  readonly mkey?: string | number;
  readonly status?: string;
  readonly http_status?: number;
  readonly error?: number | string;
  readonly cli_error?: string;
  readonly revision_changed?: boolean;
  /** `v7.6.5`. */
  readonly version?: string;
  readonly limit_reached?: boolean;
  readonly next_idx?: number;
  /** The VDOM that answers. */
  readonly vdom?: string;
  readonly session_id?: number;
  readonly total_lines?: number;
  /** Percentage of a log search that is done. */
  readonly completed?: number;
  /** Not from the device: what a read-only client would have sent. */
  readonly simulated?: SimulatedRequest;
}

/** The envelopes in a decoded body: none, one, or one per VDOM. */
export function envelopesIn(body: unknown): readonly Envelope[] {
  return (Array.isArray(body) ? body : [body]).filter(isRecord);
}

/**
 * The one envelope of an answer. An empty body, which some writes answer, is an empty envelope.
 *
 * @throws FortiError BAD_RESPONSE when the answer has another form.
 */
export function readEnvelope(response: DeviceResponse, request: DeviceRequest): Envelope {
  if (response.simulated !== undefined) return { simulated: response.simulated };
  if (response.body === undefined) return {};
  const envelopes = envelopesIn(response.body);
  const [envelope] = envelopes;
  if (envelope !== undefined && envelopes.length === 1) return envelope;
  throw new FortiError({
    code: "BAD_RESPONSE",
    message: `The answer to ${request.operation} holds ${envelopes.length} envelopes where one was expected`,
    hint: envelopes.length > 1 ? "Ask for one VDOM at a time" : "Check that the URL leads to a FortiGate",
    request,
    status: response.status,
  });
}

/** The results of an envelope as a list: some endpoints answer one, some many. */
export function rowsIn({ results }: Envelope): Record<string, unknown>[] {
  return (Array.isArray(results) ? results : [results]).filter(isRecord);
}

/** Tells a JSON object from every other value. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
