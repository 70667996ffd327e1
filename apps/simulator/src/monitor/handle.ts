/**
 * Answers `/api/v2/monitor/...` and `/api/v2/service/...`.
 *
 * @module
 */

import { type Area, type CallEntry, type IndexRow, isInVersion } from "@fortiweave/catalog";
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
import type { Endpoint, MonitorContext } from "./answer.ts";
import { bannedEndpoints } from "./banned.ts";
import { certificateEndpoints } from "./certificate/endpoints.ts";
import { configEndpoints } from "./config/endpoints.ts";
import { fabricEndpoints } from "./fabric/endpoints.ts";
import { firewallEndpoints } from "./firewall/endpoints.ts";
import { fortiviewEndpoints } from "./fortiview/statistics.ts";
import { generic } from "./generic.ts";
import { licenseEndpoints } from "./license/endpoints.ts";
import { logEndpoints } from "./log/state.ts";
import { networkEndpoints } from "./network/endpoints.ts";
import { textOf } from "./params.ts";
import { routerEndpoints } from "./router/endpoints.ts";
import { serviceEndpoints } from "./service/endpoints.ts";
import { systemEndpoints } from "./system/endpoints.ts";
import { uploadsIn } from "./uploads.ts";
import { userEndpoints } from "./user/endpoints.ts";
import { utmEndpoints } from "./utm/endpoints.ts";
import { vpnEndpoints } from "./vpn/endpoints.ts";

/** Endpoints that do what a device does. All others check their parameters, and answer as `generic.ts` says. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  ...bannedEndpoints,
  ...certificateEndpoints,
  ...fabricEndpoints,
  ...licenseEndpoints,
  ...serviceEndpoints,
  ...systemEndpoints,
  ...userEndpoints,
  ...utmEndpoints,
  ...vpnEndpoints,
  ...configEndpoints,
  ...networkEndpoints,
  ...routerEndpoints,
  ...firewallEndpoints,
  ...fortiviewEndpoints,
  ...logEndpoints,
};

/** Endpoints that no source of the catalogue lists, and that every device has. */
const UNLISTED: Readonly<Record<string, CallEntry>> = {
  "web-ui/state": { path: "web-ui/state", methods: ["GET"], params: {} },
};

/** This one takes the name that it is for as the last part of its path. */
const NAMED_IN_PATH = "system/automation-stitch/webhook";

/** `x` and `x/select` are the same GET. */
const DEFAULT_ACTION = "/select";

const BACKUP = "system/config/backup";

export type CallArea = Extract<Area, "monitor" | "service">;

export interface CallApi {
  handle(area: CallArea, call: Call): Promise<Reply>;
}

/** What a request is for. */
interface Asked {
  readonly path: string;
  /** The last part of the path, where that is no part of the endpoint's. */
  readonly name: string | undefined;
  readonly entry: CallEntry | undefined;
  readonly endpoint: Endpoint | undefined;
  readonly prepared: unknown;
}

export function createCallApi(context: MonitorContext): CallApi {
  const { registry } = context;
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
    const entry = row === undefined ? UNLISTED[path] : await registry.load(area, row.path);
    const endpoint = entry && (ENDPOINTS[entry.path] ?? generic(entry));
    const prepared = await endpoint?.prepare?.(context, call);
    return answerForVdoms(call, context.holder.configuration, false, (vdom) =>
      respond({ path, name, entry, endpoint, prepared }, call, vdom),
    );
  }

  function respond({ path, name, entry, endpoint, prepared }: Asked, call: Call, vdom: string): Envelope | Reply {
    const { principal, remoteAddress, query, method } = call;
    const envelope = (status: number, content: object): Envelope => {
      const [group = "", second = "", ...action] = path.split("/");
      return {
        http_method: call.method,
        ...content,
        vdom,
        path: group,
        name: second,
        action: action.join("/"),
        ...(query.get("mkey") && { mkey: query.get("mkey") }),
        status: status === 200 ? "success" : "error",
        http_status: status,
        ...signature(context.identity),
      };
    };
    try {
      if (entry === undefined || endpoint === undefined) throw noSuchTable();
      if (!methodsOf(entry, version).includes(method)) throw wrongMethod();
      const isWrite = method !== "GET" && path !== BACKUP;
      checkAccess(context.holder.configuration, call.principal, { path, vdom, isWrite, isConfiguration: false });
      const params = paramsOf(call, name);
      checkParams(entry, params);
      const uploads = uploadsIn(entry, params, vdom);
      const answer = endpoint(context, { method, vdom, query, params, principal, remoteAddress, prepared });
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
    } else if (options !== undefined && !multiple && type === "string" && !isOffered(options, textOf(value))) {
      throw wrongShape(name);
    }
  }
}

/** Some sources put options in quotes. */
function isOffered(options: readonly string[], value: string): boolean {
  return options.some((option) => option.replaceAll("'", "") === value);
}
