/**
 * The one error class of every Fortiweave package.
 *
 * @module
 */

import { createScrubber } from "./redact.ts";
import type { DeviceRequest } from "./types.ts";

/** Why an operation failed, in terms a program can branch on. */
export type FortiErrorCode =
  | "NOT_FOUND"
  | "DUPLICATE"
  | "IN_USE"
  | "BAD_VALUE"
  | "BAD_REFERENCE"
  | "AUTH_FAILED"
  | "SESSION_EXPIRED"
  | "FORBIDDEN"
  | "LOCKED_OUT"
  | "LOCKED_BY_OTHER"
  | "RATE_LIMITED"
  | "TIMEOUT"
  | "ABORTED"
  | "NETWORK"
  | "TLS"
  | "CIRCUIT_OPEN"
  | "READ_ONLY"
  | "UNSUPPORTED"
  | "DEVICE_ERROR"
  | "BAD_RESPONSE"
  | "VERIFY_FAILED"
  | "TASK_FAILED"
  | "INVALID_INPUT";

/** How far a failed request got: `no` is certain (it was never sent), `maybe` is not, `yes` means the device answered. */
export type Reached = "no" | "maybe" | "yes";

/** What a {@link FortiError} is made of. Everything but `code` and `message` is optional. */
export interface FortiErrorInit {
  /** Why it failed. */
  readonly code: FortiErrorCode;
  /** Sentence case, no full stop, names the thing: `Cannot delete address "web": it is used by firewall/policy 12`. */
  readonly message: string;
  /** What to do next, one sentence. */
  readonly hint?: string | undefined;
  /** The request that failed. Gives the operation, and the secrets to leave out. */
  readonly request?: DeviceRequest | undefined;
  /** What was being done, where there is no request to tell. */
  readonly operation?: string | undefined;
  /** HTTP status of the answer. */
  readonly status?: number | undefined;
  /** The device's own code, such as -5 or -651. */
  readonly deviceCode?: number | undefined;
  /** The device's `cli_error` lines. */
  readonly cliErrors?: readonly string[] | undefined;
  /** Default `no` for READ_ONLY, INVALID_INPUT and CIRCUIT_OPEN, `yes` with a status, else `maybe`. */
  readonly reached?: Reached | undefined;
  /** How long the device asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** What was thrown further down. Kept without what could hold a secret. */
  readonly cause?: unknown;
}

/** The forms in which {@link FortiError.format} writes an error. */
export type ErrorFormat = "detailed" | "simple" | "code";

const BRAND: symbol = Symbol.for("fortiweave.error");

/**
 * An operation that failed, with everything a person or a program needs to go on. Secrets of the request are removed
 * from every text when it is made, so it can be logged as it is.
 *
 * @example
 * ```ts
 * import { isFortiError } from "@fortiweave/core";
 *
 * export function explain(error: unknown): string {
 *   return isFortiError(error) ? error.format("detailed") : String(error);
 * }
 * ```
 */
export class FortiError extends Error {
  /** Always `FortiError`. */
  override readonly name = "FortiError";
  /** Why it failed, to branch on. */
  readonly code: FortiErrorCode;
  /** What to do next. */
  readonly hint: string | undefined;
  /** What was being done: `cmdb firewall/address create`. */
  readonly operation: string | undefined;
  /** HTTP status, when the device answered. */
  readonly status: number | undefined;
  /** The device's own code, such as -5. */
  readonly deviceCode: number | undefined;
  /** The device's `cli_error` lines. Empty when there are none. */
  readonly cliErrors: readonly string[];
  /** How far the request got. */
  readonly reached: Reached;
  /** How long to wait before another try, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  /** Takes the secrets of `init.request` out of every text. */
  constructor(init: FortiErrorInit) {
    const scrub = createScrubber(init.request?.secrets);
    super(scrub(init.message), init.cause === undefined ? undefined : { cause: scrubCause(init.cause, scrub) });
    this.code = init.code;
    this.hint = init.hint === undefined ? undefined : scrub(init.hint);
    const operation = init.request?.operation ?? init.operation;
    this.operation = operation === undefined ? undefined : scrub(operation);
    this.status = init.status;
    this.deviceCode = init.deviceCode;
    this.cliErrors = (init.cliErrors ?? []).map(scrub);
    this.reached = init.reached ?? defaultReached(init);
    this.retryAfterMs = init.retryAfterMs;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Plain data for logs and answers: no stack, no cause, no undefined keys. */
  toJSON(): Record<string, unknown> {
    const { code, message, hint, operation, status, deviceCode, reached, retryAfterMs } = this;
    const cliErrors = this.cliErrors.length > 0 ? this.cliErrors : undefined;
    const all = { code, message, hint, operation, status, deviceCode, cliErrors, reached, retryAfterMs };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  }

  /** `code`: the code alone. `simple`: code and message. `detailed`: also the device's words and the hint, one a line. */
  format(form: ErrorFormat = "detailed"): string {
    if (form === "code") return this.code;
    const head = `${this.code}: ${this.message}`;
    if (form === "simple") return head;
    const lines = [head];
    if (this.operation !== undefined) lines.push(`  operation: ${this.operation}`);
    if (this.status !== undefined) lines.push(`  HTTP status: ${this.status}`);
    if (this.deviceCode !== undefined) lines.push(`  device code: ${this.deviceCode}`);
    for (const line of this.cliErrors) lines.push(`  device: ${line}`);
    if (this.hint !== undefined) lines.push(`  hint: ${this.hint}`);
    return lines.join("\n");
  }
}

/**
 * Tells a {@link FortiError} from anything else, also when it comes from another bundled copy of this package, where
 * `instanceof` fails. With codes, only an error of one of them.
 */
export function isFortiError(value: unknown, ...codes: readonly FortiErrorCode[]): value is FortiError {
  if (typeof value !== "object" || value === null || !(BRAND in value)) return false;
  return codes.length === 0 || codes.includes((value as FortiError).code);
}

function defaultReached(init: FortiErrorInit): Reached {
  if (init.code === "READ_ONLY" || init.code === "INVALID_INPUT" || init.code === "CIRCUIT_OPEN") return "no";
  return init.status === undefined ? "maybe" : "yes";
}

/** A cause can quote a header or a body: keep its kind, message and code, with the secrets taken out. */
function scrubCause(cause: unknown, scrub: (text: string) => string): unknown {
  if (isFortiError(cause)) return cause;
  if (!(cause instanceof Error)) return typeof cause === "string" ? scrub(cause) : undefined;
  const copy = new Error(scrub(cause.message));
  copy.name = cause.name;
  if (cause.stack !== undefined) copy.stack = scrub(cause.stack);
  const { code } = cause as { code?: unknown };
  return typeof code === "string" ? Object.assign(copy, { code }) : copy;
}
