/**
 * A case of conformance: what is sent to a device, and what a device answers. Data, no code.
 *
 * ```ts
 * const suite: Suite = {
 *   product: "fortigate",
 *   version: "7.6.5",
 *   cases: [
 *     {
 *       name: "a policy that came without a number gets the next one",
 *       given: [{ method: "POST", path: "/api/v2/cmdb/firewall/policy", body: {...}, take: { id: "mkey" } }],
 *       request: { method: "GET", path: "/api/v2/cmdb/firewall/policy/{{id}}" },
 *       expect: { status: 200, body: including({ results: [including({ policyid: "{{id}}" })] }) },
 *     },
 *   ],
 * };
 * ```
 *
 * Each case starts with a device that was reset. The steps under `given` must succeed; then comes the request whose
 * answer is looked at, and after it, where a write has to show, the requests under `afterwards`, each with what it must answer.
 *
 * `{{name}}` in a path, a header, a body or a literal of a shape stands for what an earlier step took under this name, or for
 * the device's `{{token}}`, `{{username}}` and `{{password}}`; where it is the whole text it keeps its type. What an answer must look like is said in shapes: see `shape.ts`.
 */

import type { Shape } from "./shape.ts";

/** Device and cases of one file. */
export interface Suite {
  readonly product: "fortigate" | "fortimanager";
  /** `7.4.8`: of the product under test. */
  readonly version: string;
  /** `FGT-60F`: of FortiGates. Default: a virtual machine. */
  readonly model?: string;
  /** How many FortiGates the FortiManager has. Default 1. */
  readonly fortigates?: number;
  readonly cases: readonly Case[];
}

export interface Case {
  /** What a device does: "deleting an address that a group holds is refused with -23". */
  readonly name: string;
  readonly given?: readonly Step[];
  readonly request: Request;
  readonly expect: Expected;
  readonly afterwards?: readonly Check[];
}

/** A further request, and what it answers. */
export interface Check {
  readonly request: Request;
  readonly expect: Expected;
}

/** A request to the device, or to the control API that stands beside it. */
export interface Request {
  readonly method: string;
  /** As it is sent, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** Who asks. Default: `token` on a FortiGate, `session` on a FortiManager. */
  readonly as?: Identity;
  /** To the control API: to set up what no request of a client can. */
  readonly control?: true;
}

/** What has to happen before. */
export interface Step extends Request {
  /** What it must answer, where that is no success: `401`. */
  readonly status?: number;
  /** What to keep of the answer, by the path to it: `{ id: "results.transaction-id" }`, `{ cookie: "header set-cookie" }`. */
  readonly take?: Readonly<Record<string, string>>;
}

/**
 * - `token`: the API token, or the API key of a FortiManager. `wrong`: a token that looks like one and is none. `none`: nobody.
 * - `session`: `admin`, signed in with a password once per case. On a FortiGate with cookies and CSRF token; `no-csrf` leaves
 *   that token out.
 * - `{ user, password }`: the same for another administrator. `{ token }`: this token.
 * - `{ profile, vdoms }`: a token of fewer rights, made for the case (FortiGate).
 */
export type Identity =
  | "token"
  | "none"
  | "wrong"
  | "session"
  | "no-csrf"
  | { readonly user: string; readonly password: string }
  | { readonly token: string }
  | { readonly profile: string; readonly vdoms?: readonly string[] };

export interface Expected {
  readonly status: number;
  /** By names in lower case. */
  readonly headers?: Readonly<Record<string, Shape>>;
  /** Of the parsed body where it is JSON, else of its text. */
  readonly body?: Shape;
}
