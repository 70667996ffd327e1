/**
 * Reads where a task stands from FortiManager's answer.
 *
 * @module
 */

import { taskState } from "@fortiweave/catalog/fortimanager";
import type { TaskLine, TaskStateName, TaskStatus } from "@fortiweave/core/tasks";
import { type Fields, fieldsOf, rowsOf } from "../exec.ts";

/** The status in a task's row. States come as words, or as numbers where a client asked for those. */
export function readStatus(row: unknown): TaskStatus {
  const task = fieldsOf(row);
  const state = toState(task.state);
  const lines = rowsOf(task.line ?? []).map(toLine);
  const startedAt = toDate(task.start_tm);
  const endedAt = toDate(task.end_tm);
  return {
    id: toNumber(task.id),
    title: toText(task.title),
    user: toText(task.user),
    state,
    over: taskState(state)?.ends ?? false,
    percent: toNumber(task.percent),
    done: toNumber(task.num_done),
    errors: toNumber(task.num_err),
    warnings: toNumber(task.num_warn),
    lines,
    ...(startedAt && { startedAt }),
    ...(endedAt && { endedAt }),
  };
}

function toLine(line: Fields): TaskLine {
  const vdom = toText(line.vdom);
  const ip = toText(line.ip);
  return {
    name: toText(line.name),
    ...(vdom !== "" && { vdom }),
    ...(ip !== "" && { ip }),
    state: toState(line.state),
    percent: toNumber(line.percent),
    error: toNumber(line.err),
    detail: toText(line.detail),
    history: rowsOf(line.history ?? []).map(({ detail }) => toText(detail)),
  };
}

function toState(state: unknown): TaskStateName {
  const known = typeof state === "string" || typeof state === "number" ? taskState(state)?.name : undefined;
  return (known as TaskStateName | undefined) ?? "unknown";
}

/** Seconds of the device's clock. 0: not yet. */
function toDate(seconds: unknown): Date | undefined {
  const ms = toNumber(seconds) * 1000;
  return ms > 0 ? new Date(ms) : undefined;
}

function toNumber(value: unknown): number {
  const number = Number(value);
  return Number.isFinite(number) ? number : 0;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}
