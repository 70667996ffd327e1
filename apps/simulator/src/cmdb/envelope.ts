/**
 * The object that every answer of the configuration API comes in.
 *
 * @module
 */

import { type Identity, signature } from "../device/identity.ts";
import type { Call } from "../http/call.ts";
import { errorContent, type Refusal } from "./refusal.ts";

export interface About {
  readonly identity: Identity;
  readonly call: Call;
  readonly vdom: string;
  /** `firewall/address`, or as much of it as the URL had. */
  readonly path: string;
  /** Key of the entry that the request was about. */
  readonly mkey?: string | number | undefined;
}

/** Revisions of the table, around a write. */
export interface Revisions {
  readonly revision: string;
  /** Only for a write, and shown where it is another. Inside a transaction the two stay the same until the commit. */
  readonly oldRevision?: string | undefined;
}

export function success(about: About, revisions: Revisions | undefined, content: object = {}): Record<string, unknown> {
  return { ...opening(about, revisions), ...content, ...closing(about, "success", 200) };
}

export function failure(about: About, revisions: Revisions | undefined, refusal: Refusal): Record<string, unknown> {
  return { ...opening(about, revisions), ...errorContent(refusal), ...closing(about, "error", refusal.status) };
}

function opening({ call }: About, revisions: Revisions | undefined): Record<string, unknown> {
  if (revisions === undefined) return { http_method: call.method };
  const { revision, oldRevision } = revisions;
  if (oldRevision === undefined) return { http_method: call.method, revision };
  const isChanged = revision !== oldRevision;
  return {
    http_method: call.method,
    revision,
    revision_changed: isChanged,
    ...(isChanged && { old_revision: oldRevision }),
  };
}

function closing(
  { identity, call, vdom, path, mkey }: About,
  status: string,
  httpStatus: number,
): Record<string, unknown> {
  const [group = "", name = ""] = path.split("/");
  const action = call.query.get("action");
  return {
    vdom,
    // What is asked of all tables at once is about none of them.
    ...(path !== "" && { path: group, name }),
    ...(mkey === undefined ? {} : { mkey }),
    ...(action && { action }),
    status,
    http_status: httpStatus,
    ...signature(identity),
  };
}
