/**
 * The two ports of the engine ({@link Handler} for I/O, {@link Runtime} for time) and the messages that pass through it.
 *
 * @module
 */

/** A value that JSON can carry. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a request does to the device. FortiManager is all POST, so nothing downstream may guess it from the verb. */
export type Effect = "read" | "write" | "session";

/** The HTTP verbs that Fortinet devices use. */
export type HttpMethod = "GET" | "POST" | "PUT" | "DELETE";

/** One request on its way to a device. Middleware never changes it in place; it passes a changed copy on. */
export interface DeviceRequest {
  /** The operation in people's words, for audit lines and errors: `cmdb firewall/address create`. */
  readonly operation: string;
  /** The endpoint without keys, for statistics: `cmdb/firewall/address`. Default: the operation. */
  readonly endpoint?: string;
  /** Decides what read-only clients refuse and what the audit keeps. */
  readonly effect: Effect;
  /** True when sending it twice leaves the device as sending it once would. Only such requests are retried freely. */
  readonly idempotent: boolean;
  /** HTTP verb. */
  readonly method: HttpMethod;
  /** Path from the root, already percent-encoded, without a query: `/api/v2/cmdb/firewall/address/web%2F1`. */
  readonly path: string;
  /** What it is about, where the path says nothing: `get pm/config/adom/root/obj/firewall/address`. Shown in its place. */
  readonly target?: string;
  /** Query pairs in order, not yet encoded. A name may repeat. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** Header names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON when present. */
  readonly body?: JsonValue;
  /** Fields of `body` that hold a file in base64. Wherever a body is shown, they are shown by their size. */
  readonly files?: readonly string[];
  /** Sent as it is, with this content type, in place of a JSON `body`: the form of an older sign-in. */
  readonly text?: { readonly type: string; readonly content: string };
  /** The caller cannot go on without what the device answers: a client that simulates writes refuses this one. */
  readonly needsAnswer?: boolean;
  /**
   * What the caller expects back. A `stream` is handed out as soon as its head is there; a transport that knows no
   * streams answers bytes. Default `json`.
   */
  readonly expect?: "json" | "bytes" | "stream";
  /** Values that must never be shown: passwords and keys in `body`, the credential in `headers`. */
  readonly secrets?: readonly string[];
  /** Cancels the request, its retries and the waits between them. */
  readonly signal?: AbortSignal;
  /** Longest time in milliseconds for one attempt, answer included, of a stream its head. Default: the transport's own. */
  readonly timeoutMs?: number;
  /** Longest time in milliseconds for everything: sign-in, all attempts and the waits between them. Default: no limit. */
  readonly totalTimeoutMs?: number;
}

/**
 * One answer. A transport puts the text in `body`, or an object where it comes parsed already (or the bytes, for
 * `expect: "bytes"`, or a `ReadableStream<Uint8Array>`, for `expect: "stream"`); after the decode step `body` is the
 * parsed JSON value, unless it is a file.
 */
export interface DeviceResponse<Body = unknown> {
  /** HTTP status. */
  readonly status: number;
  /** Header names in lower case. A repeated header is joined with a comma; `set-cookie` has one cookie a line. */
  readonly headers: Readonly<Record<string, string>>;
  /** Text, bytes, or the decoded value: see above. */
  readonly body: Body;
  /** Only of a write that was not sent, because the client is read-only: no device has answered. */
  readonly simulated?: SimulatedRequest;
}

/** What a read-only client would have sent, with the secrets taken out. */
export interface SimulatedRequest {
  /** HTTP verb. */
  readonly method: HttpMethod;
  /** Path from the root, percent-encoded. */
  readonly path: string;
  /** What it is about, where the path says nothing. */
  readonly target?: string;
  /** Query pairs, not encoded. */
  readonly query?: readonly (readonly [name: string, value: string])[];
  /** What would be sent as JSON. */
  readonly body?: JsonValue;
}

/** Sends one request and answers it, or throws a `FortiError`. A transport is a handler; so is a whole pipeline. */
export type Handler = (request: DeviceRequest) => Promise<DeviceResponse>;

/** Wraps a handler with one concern. */
export type Middleware = (next: Handler) => Handler;

/** Time and chance, injected, so that no test sleeps and a host that forbids timers (n8n) can bring its own. */
export interface Runtime {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Waits `ms` milliseconds; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A number in [0, 1). */
  random(): number;
}

/** The I/O port: something that sends one request as it is, and can be closed. */
export interface Transport {
  /** Throws a `FortiError` with code NETWORK, TLS, TIMEOUT, ABORTED or INVALID_INPUT, and says in `reached` how far the request got. */
  readonly send: Handler;
  /** Lets go of connections, once the requests that were sent are over. Cuts streams that are still open. Safe to call twice. */
  close(): Promise<void>;
  /** The connections, where the transport has them in its own hands. */
  stats?(): TransportStats;
}

/** The connections of a transport. */
export interface TransportStats {
  /** Most connections at a time. */
  readonly maxConnections: number;
  /** Most connections that stay open while they have nothing to do. */
  readonly keepAliveConnections: number;
  /** Whether requests may share a connection over HTTP/2. */
  readonly http2: boolean;
  /** Requests that are being sent or answered, and those that wait for a connection. */
  readonly active: number;
  /** Times that a request had to wait, because all connections were in use. */
  readonly exhausted: number;
}
