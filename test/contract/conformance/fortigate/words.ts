/**
 * The words in which cases of a FortiGate are written: requests below `/api/v2/`, and the envelopes that answer them, which hold
 * exactly the keys that a device sends.
 */

import type { Check, Expected, Identity, Request, Step } from "../case.ts";
import {
  anything,
  exactly,
  filled,
  including,
  integer,
  matching,
  type ObjectShape,
  optional,
  type Shape,
  text,
} from "../shape.ts";

type More = Omit<Step, "method" | "path">;

const API = "/api/v2/";

export const get = (path: string, more: More = {}): Step => ({ method: "GET", path: `${API}${path}`, ...more });
export const post = (path: string, body?: unknown, more: More = {}): Step => write("POST", path, body, more);
export const put = (path: string, body?: unknown, more: More = {}): Step => write("PUT", path, body, more);
export const del = (path: string, more: More = {}): Step => ({ method: "DELETE", path: `${API}${path}`, ...more });

function write(method: string, path: string, body: unknown, more: More): Step {
  return { method, path: `${API}${path}`, ...(body !== undefined && { body }), ...more };
}

/** To the control API. */
export const control = (method: string, path: string, body?: unknown): Step => ({
  control: true,
  method,
  path,
  ...(body !== undefined && { body }),
});

/** The same request from somebody else. */
export const by = (as: Identity, { take: _take, status: _status, ...request }: Step): Request => ({ ...request, as });

export const check = ({ take: _take, status: _status, ...request }: Step, expect: Expected): Check => ({
  request,
  expect,
});

/** 32 hex digits. */
export const revision: Shape = matching(/^[\da-f]{32}$/);
export const uuid: Shape = matching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);

/** What every answer of the device ends with. */
const SIGNATURE: ObjectShape = {
  serial: matching(/^FG/),
  version: matching(/^v7\.\d+\.\d+$/),
  build: integer,
};

/** The action is there only where the request named one. */
const PLACE: ObjectShape = { vdom: filled, path: filled, name: text, action: optional(filled) };

function success(content: ObjectShape, more: ObjectShape): Shape {
  return exactly({ ...content, ...PLACE, status: "success", http_status: 200, ...SIGNATURE, ...more });
}

/** A list: what it holds, and what else the envelope says: `{ size: 3 }`. */
export function listed(results: Shape, more: ObjectShape = {}): Expected {
  const counts = { size: integer, matched_count: integer, next_idx: integer, limit_reached: false };
  return { status: 200, body: success({ http_method: "GET", revision, ...counts, results }, more) };
}

/** An entry: its fields, or those that count. */
export function entry(fields: ObjectShape, more: ObjectShape = {}): Expected {
  return {
    status: 200,
    body: success({ http_method: "GET", revision, results: [including(fields)], mkey: anything }, more),
  };
}

/** An object, or whatever else has no key: a schema, defaults. */
export function object(results: Shape, more: ObjectShape = {}): Expected {
  return { status: 200, body: success({ http_method: "GET", revision, results }, more) };
}

/** A write that changed something. */
export function changed(http_method: string, more: ObjectShape = {}): Expected {
  const revisions = { revision, revision_changed: true, old_revision: revision };
  return { status: 200, body: success({ http_method, ...revisions, mkey: optional(anything) }, more) };
}

/** A write that left everything as it was. */
export function unchanged(http_method: string, more: ObjectShape = {}): Expected {
  return {
    status: 200,
    body: success({ http_method, revision, revision_changed: false, mkey: optional(anything) }, more),
  };
}

/** A refusal, with the lines of the command line where the device shows them. */
export function refused(status: number, error?: number, cli?: RegExp): Expected {
  return {
    status,
    body: including({
      status: "error",
      http_status: status,
      ...SIGNATURE,
      ...(error !== undefined && { error }),
      ...(cli !== undefined && { cli_error: matching(cli) }),
    }),
  };
}

/** A page of the device's web server, as it comes before anybody has signed in. */
export function page(status: number): Expected {
  return { status, headers: { "content-type": matching(/^text\/html/) }, body: matching(/<html/i) };
}

/** An answer of the monitor API. */
export function monitored(results: Shape, more: ObjectShape = {}): Expected {
  return { status: 200, body: including({ status: "success", http_status: 200, ...SIGNATURE, results, ...more }) };
}

export const named = (...names: readonly string[]): { name: string }[] => names.map((name) => ({ name }));

/** A member list as a device shows it. */
export const members = (...names: readonly string[]): Shape[] => names.map((name) => ({ name, q_origin_key: name }));

/** A policy that lacks nothing. */
export const policy = (more: object = {}): object => ({
  srcintf: named("port1"),
  dstintf: named("port2"),
  srcaddr: named("all"),
  dstaddr: named("all"),
  service: named("ALL"),
  schedule: "always",
  action: "accept",
  ...more,
});
