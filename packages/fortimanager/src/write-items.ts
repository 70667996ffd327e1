/**
 * Writes the items of the verbs: what stands beside the url, each under its wire name.
 *
 * @module
 */

import type { JsonValue } from "@fortiweave/core";
import { invalidInput, type PlainFields, toPlainFields, toPlainJson } from "@fortiweave/core/client";
import type {
  AddOptions,
  DeleteOptions,
  ExecOptions,
  GetOptions,
  MoveTarget,
  SetOptions,
  Sorting,
  UpdateOptions,
  WriteOptions,
} from "./call-parameters.ts";
import type { RpcItem } from "./engine.ts";
import { writeFilter } from "./filter.ts";

/** What stands beside the url of a read. */
export function getItem(url: string, options: GetOptions): RpcItem {
  const beside: Record<string, unknown> = {};
  const { fields, filter, sortings, range, loadsub, option, attr, scopeMember, more } = options;
  if (fields !== undefined) beside.fields = fields;
  if (filter !== undefined) beside.filter = writeFilter(filter);
  if (sortings !== undefined) beside.sortings = writeSortings(sortings);
  if (range !== undefined) beside.range = checkRange(range);
  if (loadsub !== undefined) beside.loadsub = Number(loadsub);
  if (option !== undefined) beside.option = option;
  if (attr !== undefined) beside.attr = attr;
  if (options.expandMember !== undefined) beside["expand member"] = options.expandMember;
  if (options.expandDatasrc !== undefined) beside["expand datasrc"] = options.expandDatasrc;
  if (options.subFetch !== undefined) beside["sub fetch"] = options.subFetch;
  if (options.subFetchFilter) beside["subfetch filter"] = 1;
  if (options.metaFields !== undefined) beside["meta fields"] = options.metaFields;
  if (scopeMember !== undefined) beside["scope member"] = scopeMember;
  if (options.objectTemplate) beside["object template"] = 1;
  if (options.loadAssigned) beside["load assigned"] = 1;
  if (options.keepSessionIdle) beside.keep_session_idle = 1;
  return { url: checkUrl(url), ...plain({ ...beside, ...more }, "get", url) };
}

/** Whatever a write can take beside url and data. */
export type AnyWriteOptions = Partial<AddOptions & SetOptions & UpdateOptions & DeleteOptions & ExecOptions>;

/** What stands beside the url of a write. */
export function writeItem(method: string, url: string, data: unknown, options: AnyWriteOptions): RpcItem {
  const { filter, more } = options;
  const beside = {
    "scope member": options.scopeMember,
    "revision note": options.revisionNote,
    before: options.before,
    ...(options.duplicateCheck && { option: "duplicate check" }),
    ...(options.force && { option: "force" }),
    ...(options.push && { push: 1 }),
    merge: options.merge,
    ...(filter !== undefined && { filter: writeFilter(filter) }),
    "used objs": options.usedObjs,
    ...(options.confirm && { confirm: 1 }),
    flags: options.flags,
    workflow: options.workflow,
    ...more,
  };
  return {
    url: checkUrl(url),
    ...(data !== undefined && { data: toPlainJson(data, { what: `${method} ${url}` }) }),
    ...plain(beside, method, url),
  };
}

/** An operation with what stands beside its url by wire name. */
export function plainItem(
  method: string,
  { url, ...beside }: { readonly url: string; readonly [name: string]: unknown },
): RpcItem {
  const checked = NEEDS_ENTRY.has(method) ? checkEntryUrl(method, url) : checkUrl(url);
  return { url: checked, ...plain(beside, method, url) };
}

/** These hit the whole table where the name of an entry is empty. */
const NEEDS_ENTRY: ReadonlySet<string> = new Set(["delete", "clone", "move", "unset"]);

/** What stands beside the url of a move: never in `data`, where FortiManager would not see it. */
export function moveItem(url: string, target: MoveTarget, more: WriteOptions["more"]): RpcItem {
  // Callers without a compiler can leave it out.
  const { before, after }: MoveTarget = Object(target);
  if ((before === undefined) === (after === undefined)) {
    throw invalidInput(`Cannot move ${url}: give either before or after, with the key of another entry`);
  }
  const option = before === undefined ? "after" : "before";
  return {
    url: checkEntryUrl("move", url),
    option,
    target: String(before ?? after),
    ...plain({ ...more }, "move", url),
  };
}

/**
 * The url, as far as one can be told without the catalogue.
 *
 * @throws FortiError INVALID_INPUT for what leads nowhere, or elsewhere than it seems to.
 */
export function checkUrl(url: string): string {
  // Callers without a compiler can give anything.
  if (typeof url !== "string" || !/[^/\s]/.test(url) || /\p{Cc}/u.test(url)) {
    throw invalidInput(
      "The url is empty, or no text of one line",
      "Write it like pm/config/adom/root/obj/firewall/address; url`...` puts names into it",
    );
  }
  if (STEP.test(url)) throw invalidInput(`The url ${url} has a step in it that leads elsewhere`, "Leave out . and ..");
  if (GAP.test(url))
    throw invalidInput(`A name in the url ${url} is empty`, "Give the name; url`...` refuses empty ones");
  return url;
}

/** `.` or `..`. A slash behind a backslash belongs to a name. */
const STEP = /(?:^|(?<!\\)\/)\.{1,2}(?:\/|$)/;

/** Nothing between two slashes. */
const GAP = /(?<!\\)\/\//;

/**
 * The url of what is removed or moved: without the last name it would be that of the whole table.
 *
 * @throws FortiError INVALID_INPUT for one that ends in a slash.
 */
export function checkEntryUrl(method: string, url: string): string {
  if (!/(?<!\\)\/$/.test(checkUrl(url))) return url;
  throw invalidInput(
    `Cannot ${method} ${url}: a name in the url is empty`,
    "Give the name; url`...` refuses empty ones",
  );
}

/** What stands beside a url; the url itself is checked, and nothing takes its place. */
function plain(beside: Readonly<Record<string, unknown>>, method: string, url: string): PlainFields {
  if (beside.url === undefined) return toPlainFields(beside, { what: `${method} ${url}` });
  throw invalidInput(`Cannot ${method} ${url}: another url stands beside it`, "Leave url out of more");
}

function writeSortings(sortings: Sorting | readonly Sorting[]): JsonValue {
  const list: readonly Sorting[] = Array.isArray(sortings) ? sortings : [sortings];
  return list.map((sorting) => {
    if (typeof sorting !== "string") return sorting;
    return sorting.startsWith("-") ? { [sorting.slice(1)]: -1 } : { [sorting]: 1 };
  });
}

function checkRange(range: readonly number[]): readonly number[] {
  if (Array.isArray(range) && range.length === 2 && range.every((number) => Number.isInteger(number) && number >= 0))
    return range;
  throw invalidInput(
    `The range is ${JSON.stringify(range)}, not two whole numbers`,
    "Give the rows to skip, and the most to answer: range: [0, 100]",
  );
}
