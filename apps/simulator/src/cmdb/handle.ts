/**
 * Answers `/api/v2/cmdb/...`.
 *
 * @module
 */

import { hash } from "node:crypto";
import type { Identity } from "../device/identity.ts";
import { checkAccess } from "../device/permissions.ts";
import type { Call } from "../http/call.ts";
import type { Reply } from "../http/reply.ts";
import type { Configuration } from "./configuration.ts";
import { type Edit, watchEdit } from "./edit.ts";
import { type About, failure, type Revisions, success } from "./envelope.ts";
import { keyToJson } from "./key.ts";
import { locate } from "./locate.ts";
import { perform } from "./perform.ts";
import { noSuchTable, Refusal } from "./refusal.ts";
import { handleRoot } from "./root-calls.ts";
import type { Schema } from "./schema.ts";
import { isGlobal } from "./scope.ts";
import type { Holder, Transactions } from "./transactions.ts";
import { answerForVdoms, checkVdomLimit, type Envelope } from "./vdoms.ts";

export interface CmdbContext {
  readonly identity: Identity;
  readonly holder: Holder;
  readonly transactions: Transactions;
  /** Hears of every edit that is real. */
  readonly onEdit: (call: Call, edit: Edit) => void;
}

/** What a URL names: `firewall/addrgrp`, and how it goes on. */
interface Wanted {
  readonly path: string;
  /** Undefined when the version has no such table. */
  readonly schema: Schema | undefined;
  readonly rest: readonly string[];
}

export async function handleCmdb(context: CmdbContext, call: Call): Promise<Reply> {
  const [group = "", name, ...rest] = call.segments;
  const path = name === undefined ? group : `${group}/${name}`;
  const schema = await context.holder.configuration.schemas.load(path);
  // From here on nothing waits, so each request sees and leaves a whole configuration.
  return answerForVdoms(call, context.holder.configuration, isGlobal(path), (vdom) =>
    respond(context, call, vdom, { path, schema, rest }),
  );
}

function respond(context: CmdbContext, call: Call, vdom: string, wanted: Wanted): Envelope {
  const { identity, holder, transactions, onEdit } = context;
  const { path, schema } = wanted;
  const about = { identity, call, vdom, path };
  try {
    const wish = { path, vdom, isWrite: call.method !== "GET", isConfiguration: true };
    checkAccess(holder.configuration, call.principal, wish);
    if (path === "") {
      const note = (edit: Edit): void => onEdit(call, edit);
      const content = handleRoot(holder.configuration, transactions, call, vdom, note);
      return success(about, rootRevisions(holder.configuration, call), content);
    }
    if (schema === undefined) throw noSuchTable();
    return respondFrom(schema, context, about, wanted.rest);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failure(about, undefined, error);
  }
}

/** The answer of a table, with its revisions around whatever happens. */
function respondFrom(
  schema: Schema,
  { identity, holder, transactions, onEdit }: CmdbContext,
  about: About,
  rest: readonly string[],
): Envelope {
  const { call, vdom } = about;
  const { path } = schema;
  const isWrite = call.method !== "GET";
  const revision = () => holder.configuration.table(path, vdom).revision();
  const oldRevision = isWrite ? revision() : undefined;
  const isInside = rest.length > (schema.node.kind === "table" ? 1 : 0);
  const at = tableOf(path, vdom);
  let mkey: string | number | undefined;
  try {
    const answer = transactions.run(call.transactionId, isWrite ? at : undefined, (configuration) => {
      const location = locate(configuration, schema, vdom, rest);
      if (location.kind === "entry") mkey = keyToJson(location.collection.node, location.key);
      const watch = isWrite ? watchEdit(configuration.table(path, vdom), schema, at.vdom, rest) : undefined;
      checkVdomLimit(path, call, configuration, identity.model.maxVdoms);
      const done = perform({ configuration, schema, vdom, location, isInside, call });
      const edit = watch?.(isInside ? undefined : done.mkey);
      if (edit === undefined) return done;
      if (call.transactionId === undefined) onEdit(call, edit);
      else transactions.note(call.transactionId, edit);
      return done;
    });
    return success({ ...about, mkey: answer.mkey ?? mkey }, { revision: revision(), oldRevision }, answer.content);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // What a table does not offer is refused before anybody looks at it.
    const isOffered = error.status !== 405;
    return failure({ ...about, mkey }, isOffered ? { revision: revision(), oldRevision } : undefined, error);
  }
}

/** Of all tables together. Neither the start nor the end of a transaction counts as a change. */
function rootRevisions(configuration: Configuration, { method }: Call): Revisions {
  const revisions = configuration.written().map(({ table }) => table.revision());
  const revision = hash("md5", revisions.join(""));
  return method === "GET" ? { revision } : { revision, oldRevision: revision };
}

function tableOf(path: string, vdom: string): { path: string; vdom: string | undefined } {
  return { path, vdom: isGlobal(path) ? undefined : vdom };
}
