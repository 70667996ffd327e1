/**
 * Words to write cases of a FortiManager with: its requests are JSON-RPC, all to one path.
 */

import type { Check, Expected, Identity, Request, Step } from "../case.ts";
import { exactly, filled, integer, type Shape } from "../shape.ts";

/** What stands in an item beside its url: `data`, `filter`, `option`, ... */
export type Item = Readonly<Record<string, unknown>>;

/** The objects of the ADOM `root`. */
export const OBJ = "/pm/config/adom/root/obj";

/** The policies of its package `default`. */
export const POLICIES = "/pm/config/adom/root/pkg/default/firewall/policy";

/** An envelope as it is sent, to `/jsonrpc`. */
export function post(body: unknown, as?: Identity): Request {
  return { method: "POST", path: "/jsonrpc", body, ...(as === undefined ? {} : { as }) };
}

/** One operation, with options in words. */
export function call(method: string, url: string, item: Item = {}, as?: Identity): Request {
  return post({ id: 1, method, params: [{ url, ...item }], verbose: 1 }, as);
}

/** The same with options as numbers. */
export function plainCall(method: string, url: string, item: Item = {}): Request {
  return post({ id: 1, method, params: [{ url, ...item }] });
}

/** What `add` takes of an entry, as a step that must succeed. */
export function add(url: string, data: unknown): Step {
  return call("add", url, { data });
}

/** Lets time pass on the FortiManager. */
export function wait(seconds: number): Step {
  return { control: true, method: "POST", path: "/time", body: { advanceMs: seconds * 1000 } };
}

/** Sets up what no client can: `{ workspace: "normal" }`, `{ taskMs: 1000 }`. */
export function settings(changes: Item): Step {
  return { control: true, method: "POST", path: "/settings", body: changes };
}

const DONE: Shape = { code: 0, message: "OK" };

/** Code 0 for the url, with this data or, without it, with none. */
export function answers(url: string, data?: Shape): Expected {
  return body({ result: [{ ...(data === undefined ? {} : { data }), status: DONE, url }] });
}

/** Code 0 with the number of a task beside the status. */
export function answersTask(url: string): Expected {
  return body({ result: [{ status: DONE, taskid: integer, url }] });
}

/** What the device says to each code, as far as it is known. */
const MESSAGES: Readonly<Record<number, string>> = {
  [-2]: "Object already exists",
  [-3]: "Object does not exist",
  [-6]: "Invalid url",
  [-10]: "The data is invalid for selected url",
  [-11]: "No permission for the resource",
  [-22]: "Login fail",
  [-10_147]: "no write permission",
};

export function refusal(code: number, message: Shape = MESSAGES[code] ?? filled): Shape {
  return { code, message };
}

/** A code for the url, no data, and the number of the session that it befell. */
export function refuses(url: string, code: number, message?: Shape): Expected {
  return body({ result: [{ status: refusal(code, message), url }], session: integer });
}

/** A code for the url, where there is no session to tell of. */
export function refusesStranger(url: string, code: number): Expected {
  return body({ result: [{ status: refusal(code), url }] });
}

function body(shape: Readonly<Record<string, Shape>>): Expected {
  return { status: 200, body: exactly({ id: 1, ...shape }) };
}

/** That an entry looks like this afterwards. */
export function shows(url: string, data: Shape, item?: Item): Check {
  return { request: call("get", url, item), expect: answers(url, data) };
}

/** That there is no such entry afterwards. */
export function lacks(url: string): Check {
  return { request: call("get", url), expect: refuses(url, -3) };
}

/** The address of one host. */
export function host(name: string, last: number): Item {
  return { name, subnet: [`192.0.2.${last}`, "255.255.255.255"] };
}

/** A policy that lets everything through. */
export function policy(name: string, more: Item = {}): Item {
  return {
    name,
    srcintf: "any",
    dstintf: "any",
    srcaddr: "all",
    dstaddr: "all",
    service: "ALL",
    schedule: "always",
    action: "accept",
    ...more,
  };
}
