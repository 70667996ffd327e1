/**
 * Workflow sessions: changes that somebody else has to approve.
 *
 * @module
 */

import type { Clock } from "../../device/clock.ts";
import type { Kept } from "../kept.ts";
import type { Session } from "../parts.ts";

/** By the numbers that a device shows. */
const STATES = { open: 1, submitted: 2, approved: 3, rejected: 4, repaired: 5, reverted: 6 } as const;

export interface WorkflowSession {
  readonly id: number;
  readonly adom: string;
  readonly name: string;
  desc: string;
  state: keyof typeof STATES;
  readonly createdBy: string;
  readonly createdAt: string;
  submitted: Mark | undefined;
  /** Approved or rejected. */
  audited: Mark | undefined;
  /** Holds what was saved: a session of nobody, so that it outlives that of its author. */
  readonly holder: Session;
  /** How the ADOM stood before it was approved. */
  before: readonly unknown[];
  readonly log: LogEntry[];
}

interface Mark {
  readonly user: string;
  readonly time: string;
}

interface LogEntry extends Mark {
  readonly action: string;
  readonly desc: string;
}

export interface WorkflowState {
  readonly sessions: readonly WorkflowSession[];
  readonly lastId: number;
}

export interface WorkflowSessions extends Kept<WorkflowState> {
  /** Those of an ADOM, the oldest first. Without one, of all. */
  list(adom?: string): readonly WorkflowSession[];
  add(adom: string, user: string, words: { readonly name?: unknown; readonly desc?: unknown }): WorkflowSession;
  remove(session: WorkflowSession): void;
  /** Puts on record who did what now, and answers the mark. */
  note(session: WorkflowSession, action: string, user: string, desc: unknown): Mark;
  clear(): void;
}

export function createWorkflowSessions(clock: Clock): WorkflowSessions {
  let sessions: readonly WorkflowSession[] = [];
  let lastId = 0;
  const time = (): string => new Date(clock.now()).toISOString().slice(0, 19).replace("T", " ");

  return {
    list: (adom) => sessions.filter((session) => adom === undefined || session.adom === adom),
    add(adom, user, { name, desc }) {
      lastId += 1;
      const session: WorkflowSession = {
        id: lastId,
        adom,
        name: textOf(name),
        desc: textOf(desc),
        state: "open",
        createdBy: user,
        createdAt: time(),
        submitted: undefined,
        audited: undefined,
        holder: holderOf(lastId, user),
        before: [],
        log: [],
      };
      sessions = [...sessions, session];
      return session;
    },
    remove(session) {
      sessions = sessions.filter((other) => other !== session);
    },
    note(session, action, user, desc) {
      const mark = { user, time: time() };
      session.log.push({ ...mark, action, desc: textOf(desc) });
      return mark;
    },
    clear() {
      sessions = [];
      lastId = 0;
    },
    state: () => ({ sessions, lastId }),
    load(state) {
      ({ sessions, lastId } = state);
    },
  };
}

/** As `dvmdb/adom/{adom}/workflow` shows it. */
export function showSession({ id, name, desc, state, createdBy, createdAt, submitted, audited }: WorkflowSession): {
  readonly [field: string]: unknown;
} {
  return {
    audit_time: audited?.time ?? "",
    audit_user: audited?.user ?? "",
    create_time: createdAt,
    create_user: createdBy,
    desc,
    flags: state === "open" ? 1 : 0,
    name,
    oid: 600 + id,
    revid: 0,
    sessionid: id,
    state: STATES[state],
    submit_time: submitted?.time ?? "",
    submit_user: submitted?.user ?? "",
    wflog: null,
  };
}

/** Its log, as `wflog` shows it. */
export function showLog({ id, log }: WorkflowSession): Readonly<Record<string, unknown>>[] {
  return log.map((entry, index) => ({ ...entry, oid: index + 1, sessionid: id }));
}

const HOLDER = "workflow ";

/** Whether it is the key of a session of nobody, which holds what was saved. */
export function isWorkflowHolder(key: string): boolean {
  return key.startsWith(HOLDER);
}

function holderOf(id: number, user: string): Session {
  return { key: `${HOLDER}${id}`, number: -id, user, address: "", kind: "api", access: "read-write", adoms: undefined };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
