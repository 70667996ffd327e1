/**
 * Calls that have no life of their own here: each answers something of the form that the catalogue says it has.
 *
 * @module
 */

import {
  fortimanager as catalogue,
  type Field,
  type FortiManagerRow,
  type RpcCall,
  type VersionRange,
} from "@fortiweave/catalog/fortimanager";
import type { Answer, FortiManagerCore, Operation } from "../parts.ts";
import { isItem } from "../rpc/envelope.ts";
import { invalidMethod } from "../rpc/refusals.ts";

export interface GenericCalls {
  /** When the verb is there. Undefined: always. */
  versionsOf(path: string, method: string): Promise<readonly VersionRange[] | undefined>;
  answer(operation: Operation, row: FortiManagerRow): Promise<Answer>;
}

export function createGenericCalls({ tasks, settings }: Pick<FortiManagerCore, "tasks" | "settings">): GenericCalls {
  return {
    async versionsOf(path, method) {
      const entry = await catalogue.load("call", path);
      return entry && (callOf(entry.calls, method)?.versions ?? entry.versions);
    },
    async answer(operation, row) {
      const entry = await catalogue.load("call", row.path);
      const call = entry && callOf(entry.calls, operation.method);
      if (call === undefined) throw invalidMethod();
      const data = call.returns && emptyOf(call.returns);
      return call.task ? withTask(call.task, data, start(operation)) : data === undefined ? {} : { data };
    },
  };

  /** A task that does nothing. */
  function start({ session, segments, data }: Operation): number {
    const adom = isItem(data) && typeof data.adom === "string" ? data.adom : "root";
    const title = segments.join("/");
    const line = { name: title, ms: settings.taskMs, run: async () => "" };
    return tasks.start({ title, adom, user: session.user, lines: [line], reliable: true });
  }
}

function callOf(calls: readonly RpcCall[], method: string): RpcCall | undefined {
  return calls.find(({ methods }) => methods.includes(method));
}

/** `data.task`, `data.taskid`, `taskid` or `data[].task`, as the catalogue says. */
function withTask({ at }: { readonly at: string }, data: unknown, task: number): Answer {
  const [place, name] = at.split(".");
  if (name === undefined) return { ...(data === undefined ? {} : { data }), taskid: task };
  if (place === "data[]") return { data: [{ [name]: task }] };
  return { data: { ...(isItem(data) ? data : {}), [name]: task } };
}

/** The emptiest value of a form: no rows, no fields with lists in them, zero, nothing. */
function emptyOf(field: Field): unknown {
  if (field.list === true || field.type === "table") return [];
  if (field.fields !== undefined) {
    return Object.fromEntries(Object.entries(field.fields).map(([name, own]) => [name, emptyOf(own)]));
  }
  if (field.type === "object" || field.type === "raw") return {};
  return field.type === "integer" || field.type === "number" ? 0 : "";
}
