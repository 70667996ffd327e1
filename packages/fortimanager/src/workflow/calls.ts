/**
 * The calls for workflow sessions.
 *
 * @module
 */

import { FortiError, isFortiError, type JsonValue } from "@fortiweave/core";
import { withHint } from "@fortiweave/core/client";
import type { Engine } from "../engine.ts";
import { fieldsOf, rowsOf, withoutUndefined } from "../exec.ts";
import type { CallOptions } from "../types.ts";
import { writeValue } from "../url.ts";
import { toSession, type WorkflowLogEntry, type WorkflowSession } from "./session.ts";

/** What is done with a workflow session. */
export type WorkflowStep =
  | "start"
  | "save"
  | "submit"
  | "approve"
  | "reject"
  | "repair"
  | "revert"
  | "review"
  | "discard"
  | "drop";

/** What is said about a step, by wire name. */
export type StepWords = Readonly<Record<string, JsonValue | undefined>>;

/** Not for this url: there is no workflow mode. */
const NOT_HERE = -9;

/** A step. `id` is left out to start a new session. Answers the number of the session that is open then, if any. */
export async function takeStep(
  engine: Engine,
  adom: string,
  step: WorkflowStep,
  id: number | undefined,
  words: StepWords = {},
  options: CallOptions = {},
): Promise<number | undefined> {
  const url = `${baseOf(adom)}/${step}${id === undefined ? "" : `/${id}`}`;
  const said = withoutUndefined(words);
  const item = { url, ...(Object.keys(said).length > 0 && { workflow: said }) };
  try {
    const operation = `workflow ${step}`;
    const { data } = await engine.send({ method: "exec", items: [item], operation, endpoint: operation }, options);
    const session = Number(fieldsOf(data).sessionid);
    return session > 0 ? session : undefined;
  } catch (error) {
    throw isFortiError(error) && error.deviceCode === NOT_HERE ? withHint(error, NO_WORKFLOW) : error;
  }
}

/** All sessions of an ADOM. */
export async function listSessions(engine: Engine, adom: string, options: CallOptions): Promise<WorkflowSession[]> {
  const { data } = await engine.send({ method: "get", items: [{ url: baseOf(adom) }] }, options);
  return rowsOf(data ?? []).map(toSession);
}

/** One session. */
export async function readSession(
  engine: Engine,
  adom: string,
  id: number,
  options: CallOptions = {},
): Promise<WorkflowSession> {
  const { data } = await engine.send({ method: "get", items: [{ url: `${baseOf(adom)}/${id}` }] }, options);
  return toSession(data);
}

/** What was done with a session. */
export async function readLog(
  engine: Engine,
  adom: string,
  id: number,
  options: CallOptions,
): Promise<WorkflowLogEntry[]> {
  const { data } = await engine.send({ method: "get", items: [{ url: `${baseOf(adom)}/${id}/wflog` }] }, options);
  return rowsOf(data ?? []);
}

/** The error where there is no workspace mode at all. */
export function noWorkflowError(name: string): FortiError {
  return new FortiError({
    code: "UNSUPPORTED",
    message: `Cannot begin a workflow session: there is no workspace mode in ${name}`,
    hint: NO_WORKFLOW,
    reached: "yes",
  });
}

const NO_WORKFLOW =
  'The workspace-mode of FortiManager is not "workflow": use fmg.workspace(...), or set it in cli/global/system/global';

function baseOf(adom: string): string {
  return adom === "global" ? "dvmdb/global/workflow" : `dvmdb/adom/${writeValue("adom", adom)}/workflow`;
}
