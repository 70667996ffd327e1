/**
 * Answers `/api/v2/monitor/...` and `/api/v2/service/...`.
 *
 * @module
 */

import { type Area, type CallEntry, type IndexRow, isInVersion, type Registry } from "@fortiweave/catalog";
import {
  badRequest,
  errorContent,
  missingAttribute,
  noSuchTable,
  Refusal,
  wrongMethod,
  wrongShape,
} from "../cmdb/refusal.ts";
import { answerForVdoms, type Envelope } from "../cmdb/vdoms.ts";
import { signature } from "../device/identity.ts";
import { checkAccess } from "../device/permissions.ts";
import { bodyObject, type Call } from "../http/call.ts";
import { isReply, type Reply } from "../http/reply.ts";
import { isSince } from "../version.ts";
import type { Endpoint, MonitorAnswer, MonitorContext } from "./answer.ts";
import { bannedEndpoints } from "./banned.ts";
import { systemEndpoints } from "./system.ts";
import { uploadsIn } from "./uploads.ts";

/** Endpoints that do what a device does. All others check their parameters and answer with nothing in it. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = { ...bannedEndpoints, ...systemEndpoints };

/** This one takes the name that it is for as the last part of its path. */
const NAMED_IN_PATH = "system/automation-stitch/webhook";

/** `x` and `x/select` are the same GET. */
const DEFAULT_ACTION = "/select";

const BACKUP = "system/config/backup";

export type CallArea = Extract<Area, "monitor" | "service">;

export interface CallApi {
  handle(area: CallArea, call: Call): Promise<Reply>;
}

export function createCallApi(registry: Registry, context: MonitorContext): CallApi {
  const { version } = context.identity;

  /** The endpoint of a path: itself, or its twin with or without `/select` where that one has the verb. */
  function find(area: CallArea, path: string, method: string): IndexRow | undefined {
    const bare = path.endsWith(DEFAULT_ACTION) ? path.slice(0, -DEFAULT_ACTION.length) : path;
    const rows = [path, bare, `${bare}${DEFAULT_ACTION}`]
      .map((candidate) => registry.find(area, candidate))
      .filter((row) => row !== undefined && isInVersion(row.versions, version));
    return rows.find((row) => row?.methods.includes(method)) ?? rows[0];
  }

  async function handle(area: CallArea, call: Call): Promise<Reply> {
    const { path, name } = splitPath(call.segments);
    const row = find(area, path, call.method);
    const entry = row && (await registry.load(area, row.path));
    return answerForVdoms(call, context.holder.configuration, false, (vdom) => respond(path, name, entry, call, vdom));
  }

  function respond(
    path: string,
    name: string | undefined,
    entry: CallEntry | undefined,
    call: Call,
    vdom: string,
  ): Envelope | Reply {
    const envelope = (status: number, content: object): Envelope => {
      const [group = "", second = "", ...action] = path.split("/");
      return {
        http_method: call.method,
        ...content,
        vdom,
        path: group,
        name: second,
        action: action.join("/"),
        status: status === 200 ? "success" : "error",
        http_status: status,
        ...signature(context.identity),
      };
    };
    try {
      if (entry === undefined) throw noSuchTable();
      if (!methodsOf(entry, version).includes(call.method)) throw wrongMethod();
      const isWrite = call.method !== "GET" && path !== BACKUP;
      checkAccess(context.holder.configuration, call.principal, { path, vdom, isWrite, isConfiguration: false });
      const params = paramsOf(call, name);
      checkParams(entry, params);
      const uploads = uploadsIn(entry, params, vdom);
      const endpoint = ENDPOINTS[entry.path] ?? generic(entry);
      const answer = endpoint(context, { method: call.method, vdom, query: call.query, params });
      for (const upload of uploads) context.uploads.add(upload);
      return isReply(answer) ? answer : envelope(200, answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return envelope(error.status, errorContent(error));
    }
  }

  return { handle };
}

function splitPath(segments: readonly string[]): { path: string; name: string | undefined } {
  const path = segments.join("/");
  if (path.startsWith(`${NAMED_IN_PATH}/`)) return { path: NAMED_IN_PATH, name: segments.at(-1) };
  return { path, name: undefined };
}

/** The catalogue lists both verbs of the backup; each version takes one. */
function methodsOf({ path, methods }: CallEntry, version: string): readonly string[] {
  if (path !== BACKUP) return methods;
  return isSince(version, "7.6.0") ? ["POST"] : ["GET"];
}

function paramsOf({ method, query, body }: Call, name: string | undefined): Record<string, unknown> {
  const object = bodyObject(body);
  if (object === undefined) throw badRequest();
  const named = name === undefined ? {} : { mkey: name };
  return { ...query.pairs(), ...(method === "GET" ? {} : object), ...named };
}

function checkParams({ params }: CallEntry, given: Readonly<Record<string, unknown>>): void {
  for (const [name, { required, type, in: where, options, multiple }] of Object.entries(params)) {
    const value = given[name];
    if (value === undefined || value === "") {
      if (required) throw missingAttribute(name);
    } else if (where === "body" && type === "array" && !Array.isArray(value)) {
      throw wrongShape(name);
    } else if (options !== undefined && !multiple && type === "string" && !options.includes(String(value))) {
      throw wrongShape(name);
    }
  }
}

/** A list without rows for what is read, nothing for what is done. */
function generic({ methods }: CallEntry): Endpoint {
  return (): MonitorAnswer => (methods.includes("GET") ? { results: [] } : {});
}
