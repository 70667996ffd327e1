/**
 * `system/automation-stitch/*` and `system/automation-action/stats`.
 *
 * @module
 */

import { noSuchEntry, Refusal } from "../../cmdb/refusal.ts";
import type { Endpoint, MonitorContext } from "../answer.ts";
import { textIn } from "../params.ts";

export const stitchStats: Endpoint = (context, call) => ({
  results: namesIn(context, "system/automation-stitch", textIn(call, "mkey")).map((name) => {
    const { lastTime, count } = context.live.automation.stitchCounts(name);
    return { name, trigger_count: count, relayed_trigger_count: 0, last_trigger_time: lastTime, next_trigger_time: 0 };
  }),
});

export const actionStats: Endpoint = (context, call) => ({
  results: namesIn(context, "system/automation-action", textIn(call, "mkey")).map((name) => {
    const { lastTime, count } = context.live.automation.actionCounts(name);
    return { name, trigger_count: count, last_trigger_time: lastTime };
  }),
});

function namesIn({ holder }: MonitorContext, path: string, only: string): string[] {
  return [...holder.configuration.table(path, undefined).keys()].filter((name) => only === "" || name === only);
}

/** A stitch that is disabled, or that something else sets off, cannot be called. */
const NOT_CALLABLE = 424;

/** What is in the body is what the actions may speak of. */
export const stitchWebhook: Endpoint = ({ holder, live }, call) => {
  const { params, query } = call;
  const name = textIn(call, "mkey");
  if (!holder.configuration.table("system/automation-stitch", undefined).has(name)) throw noSuchEntry();
  const passed = new Set(["mkey", ...Object.keys(query.pairs())]);
  const body = Object.fromEntries(Object.entries(params).filter(([field]) => !passed.has(field)));
  if (!live.automation.fire(name, body, "incoming-webhook")) throw new Refusal(NOT_CALLABLE, -3);
  return {};
};

/** Sets it off as if this line had been logged: fields with their values, as the device writes them. */
export const stitchTest: Endpoint = ({ holder, live }, call) => {
  const name = textIn(call, "mkey");
  if (!holder.configuration.table("system/automation-stitch", undefined).has(name)) throw noSuchEntry();
  if (!live.automation.fire(name, fieldsOfLine(textIn(call, "log")))) throw new Refusal(NOT_CALLABLE, -3);
  return {};
};

/** No line is longer. */
const LONGEST_LINE = 64 * 1024;

function fieldsOfLine(line: string): Record<string, string> {
  const fields = line.slice(0, LONGEST_LINE).matchAll(/(?<![\w-])([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g);
  return Object.fromEntries(
    Array.from(fields, ([, name = "", quoted, bare]) => [name, quoted?.replaceAll('\\"', '"') ?? bare ?? ""]),
  );
}
