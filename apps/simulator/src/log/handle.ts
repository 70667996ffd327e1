/**
 * Answers `/api/v2/log/...`.
 *
 * @module
 */

import { type CallEntry, isInVersion, type Registry } from "@fortiweave/catalog";
import { errorContent, noSuchEntry, noSuchTable, Refusal, wrongMethod } from "../cmdb/refusal.ts";
import type { Holder } from "../cmdb/transactions.ts";
import { chooseVdoms, type Envelope, joinAnswers } from "../cmdb/vdoms.ts";
import { type Identity, signature } from "../device/identity.ts";
import { checkAccess } from "../device/permissions.ts";
import type { Call } from "../http/call.ts";
import { download, isReply, type Reply, text } from "../http/reply.ts";
import { archiveContent, archiveItem, rollOf } from "./archive.ts";
import { rawLine, secondsOf } from "./line.ts";
import { createSearches, type Found, type Search } from "./searches.ts";
import type { LogStore } from "./store.ts";

const DEFAULT_ROWS = 20;
/** More do not come in one answer, whatever a client asks for. */
const MOST_ROWS = 100_000;

export interface LogApi {
  handle(call: Call): Promise<Reply>;
  reset(): void;
}

interface Target {
  /** Of the endpoint: `search/status/{session_id}`. */
  readonly path: string;
  /** Number in the path. */
  readonly session: number | undefined;
}

export function createLogApi(registry: Registry, identity: Identity, holder: Holder, store: LogStore): LogApi {
  const searches = createSearches();

  async function handle(call: Call): Promise<Reply> {
    const target = readPath(call.segments);
    const row = registry.find("log", target.path);
    const isServed = row !== undefined && isInVersion(row.versions, identity.version);
    const entry = isServed ? await registry.load("log", target.path) : undefined;
    const { vdoms, isMany } = chooseVdoms(call, holder.configuration);
    const answers: (Envelope | Reply)[] = [];
    for (const vdom of vdoms) answers.push(await respond(target, entry, call, vdom));
    return joinAnswers(answers, isMany);
  }

  async function respond(
    target: Target,
    entry: CallEntry | undefined,
    call: Call,
    vdom: string,
  ): Promise<Envelope | Reply> {
    const envelope = (status: number, content: object): Envelope => {
      const [device = "", ...name] = target.path.split("/");
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
      const wish = { path: `log/${target.path}`, vdom, isWrite: false, isConfiguration: false };
      checkAccess(holder.configuration, call.principal, wish);
      const answer = await answerFrom(entry, target, call, vdom);
      return isReply(answer) ? answer : envelope(200, answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return envelope(error.status, errorContent(error));
    }
  }

  /** What goes into the envelope, or a whole answer that has none. */
  async function answerFrom(
    { path, log }: CallEntry,
    { session }: Target,
    { query }: Call,
    vdom: string,
  ): Promise<object | Reply> {
    const { form = "data", type = "", subtype } = log ?? {};
    if (form === "session") return about(path, session);
    // The forms of one log are the same log.
    const own = path.replace(/\/(?:raw|archive|archive-download)$/, "");
    const lines = store.lines(own, { type, subtype, vdom });
    const head = { category: type, subcategory: subtype ?? type };
    if (form.startsWith("archive")) {
      const item = archiveItem(type, lines, query.count("mkey"), query.count("roll"));
      if (form === "archive") return { ...head, results: item === undefined ? [] : [item], total_lines: item ? 1 : 0 };
      if (item === undefined) throw noSuchEntry();
      return download(query.get("filename") || item.filename, archiveContent(item.mkey));
    }
    const wanted = { path: own, vdom, filters: query.all("filter") };
    const search = searches.find(query.count("session_id"), wanted) ?? searches.start(wanted, lines, store.steps(own));
    const start = query.count("start") ?? 0;
    const rows = Math.min(query.count("rows") ?? DEFAULT_ROWS, MOST_ROWS);
    if (form === "raw") {
      // Text cannot say how far a search is, so it comes when that is complete.
      await search.finish();
      const page = await search.page(start, rows);
      return text(200, page.map(({ line }) => `${rawLine(line)}\n`).join(""));
    }
    await search.proceed();
    const progress = { ...progressOf(search), total_lines: search.found };
    return { ...head, start, rows, ...progress, results: (await search.page(start, rows)).map(shown) };
  }

  async function about(path: string, session: number | undefined): Promise<object> {
    const search = searches.find(session);
    if (search === undefined) throw noSuchEntry();
    if (path.startsWith("search/abort")) searches.abort(search.id);
    else await search.proceed();
    return progressOf(search);
  }

  return { handle, reset: () => searches.clear() };
}

function progressOf({ id, completed }: Search): { readonly session_id: number; readonly completed: number } {
  return { session_id: id, completed };
}

/** With what the device knows of the line itself. */
function shown({ line, number }: Found): Record<string, unknown> {
  const logid = Number(String(line.logid).slice(-6));
  return { ...line, _metadata: { "#": number, logid, timestamp: secondsOf(line), roll: rollOf(number) } };
}

/** `search/status/5` is the endpoint `search/status/{session_id}`. */
function readPath(segments: readonly string[]): Target {
  const [area, action, id] = segments;
  if (area !== "search" || id === undefined) return { path: segments.join("/"), session: undefined };
  return { path: `search/${action}/{session_id}`, session: Number(id) };
}
