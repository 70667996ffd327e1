/**
 * Writes that are carried out by a task: `create task` in the envelope.
 *
 * @module
 */

import type { Answer, Session, Tasks } from "../parts.ts";
import { type Item, type RpcRequest, type RpcResult, success } from "./envelope.ts";
import { plainUrl } from "./items.ts";

export interface TaskPorts {
  readonly tasks: Pick<Tasks, "start">;
  /** How long each item takes. */
  readonly ms: number;
  readonly session: Session;
}

/** One line for each item. The answer has no url, and one entry however many items there are. */
export function asTask(
  { tasks, ms, session }: TaskPorts,
  { adom, name }: NonNullable<RpcRequest["createTask"]>,
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): RpcResult {
  const task = tasks.start({
    title: name ?? "JSON-RPC",
    adom,
    user: session.user,
    lines: items.map((item) => ({
      name: plainUrl(item.url),
      ms,
      async run() {
        await work(item);
        return "";
      },
    })),
  });
  return success({ data: { task } });
}
