/**
 * Answers `/api/v2/log/...`. Nothing is logged here, so every search is done at once and finds nothing.
 *
 * @module
 */

import { type CallEntry, isInVersion, type Registry } from "@fortiweave/catalog";
import { errorContent, noSuchEntry, noSuchTable, Refusal, wrongMethod } from "../cmdb/refusal.ts";
import type { Holder } from "../cmdb/transactions.ts";
import { answerForVdoms, type Envelope } from "../cmdb/vdoms.ts";
import { type Identity, signature } from "../device/identity.ts";
import { checkAccess } from "../device/permissions.ts";
import type { Call } from "../http/call.ts";
import { type Reply, text } from "../http/reply.ts";

const DEFAULT_ROWS = 20;

export interface LogApi {
  handle(call: Call): Promise<Reply>;
  reset(): void;
}

export function createLogApi(registry: Registry, identity: Identity, holder: Holder): LogApi {
  let lastSession = 0;

  async function handle(call: Call): Promise<Reply> {
    const { path, session } = splitPath(call.segments);
    const row = registry.find("log", path);
    const entry = row && isInVersion(row.versions, identity.version) ? await registry.load("log", path) : undefined;
    return answerForVdoms(call, holder.configuration, false, (vdom) => respond(path, session, entry, call, vdom));
  }

  function respond(
    path: string,
    session: number | undefined,
    entry: CallEntry | undefined,
    call: Call,
    vdom: string,
  ): Envelope | Reply {
    const envelope = (status: number, content: object): Envelope => {
      const [device = "", ...name] = path.split("/");
      return {
        http_method: call.method,
        ...content,
        vdom,
        device,
        path: device,
        name: name.join("/"),
        action: "",
        status: status === 200 ? "success" : "error",
        http_status: status,
        ...signature(identity),
      };
    };
    try {
      if (entry === undefined) throw noSuchTable();
      if (!entry.methods.includes(call.method)) throw wrongMethod();
      const wish = { path: `log/${path}`, vdom, isWrite: false, isConfiguration: false };
      checkAccess(holder.configuration, call.principal, wish);
      const found = search(entry, call, session);
      return typeof found === "string" ? text(200, found) : envelope(200, found);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return envelope(error.status, errorContent(error));
    }
  }

  /** What goes into the envelope, or the text of an answer that has none. */
  function search({ log }: CallEntry, { query }: Call, session: number | undefined): object | string {
    if (log?.form === "raw" || log?.form === "archive-download") return "";
    if (log?.form === "session") {
      if (session === undefined || !(session >= 1 && session <= lastSession)) throw noSuchEntry();
      return { session_id: session, completed: 100 };
    }
    return {
      category: log?.type,
      subcategory: log?.subtype ?? log?.type,
      start: query.count("start") ?? 0,
      rows: query.count("rows") ?? DEFAULT_ROWS,
      session_id: query.count("session_id") ?? nextSession(),
      completed: 100,
      total_lines: 0,
      results: [],
    };
  }

  function nextSession(): number {
    lastSession += 1;
    return lastSession;
  }

  return {
    handle,
    reset() {
      lastSession = 0;
    },
  };
}

/** `search/status/5` is the endpoint `search/status/{session_id}`. */
function splitPath(segments: readonly string[]): { path: string; session: number | undefined } {
  const [area, action, id] = segments;
  if (area !== "search" || id === undefined) return { path: segments.join("/"), session: undefined };
  return { path: `search/${action}/{session_id}`, session: Number(id) };
}
