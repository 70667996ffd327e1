/**
 * The parts of a simulated FortiManager and what each asks of the others.
 *
 * @module
 */

import type { Clock } from "../device/clock.ts";
import type { Device } from "../device/device.ts";

/** One entry of a table, or an object, as it is stored: symbolic options, lists as lists, with its `oid`. */
export type Entry = Readonly<Record<string, unknown>>;

/** Who calls. An API key has one that never ends. */
export interface Session {
  /** What clients send as `session`. */
  readonly key: string;
  /** What lock records show as `lock_sid`. */
  readonly number: number;
  readonly user: string;
  /** Where it comes from. */
  readonly address: string;
  /** `api` never idles out. */
  readonly kind: "password" | "api" | "cloud";
  readonly access: "read" | "read-write";
  /** The ADOMs it may use. Undefined: all. */
  readonly adoms: readonly string[] | undefined;
}

/** One item of a request, with what it needs to be carried out. */
export interface Operation {
  readonly session: Session;
  readonly method: string;
  /** The url taken apart at its unescaped slashes, without empty ends; `\/` is `/` in a segment. */
  readonly segments: readonly string[];
  /** The whole item: `data`, `filter`, `option`, ... */
  readonly item: Readonly<Record<string, unknown>>;
  readonly data: unknown;
  readonly verbose: boolean;
}

/** What an operation answers; it throws an `RpcRefusal` to say no. Members beside `data` stand in the result as they are. */
export interface Answer {
  readonly data?: unknown;
  readonly taskid?: number;
}

/** Carries out the operations of one kind of url. */
export type Work = (operation: Operation, params: Readonly<Record<string, string>>) => Answer | Promise<Answer>;

/** What a part serves: by `method url-template`, such as `exec dvmdb/adom/{adom}/workspace/lock`. `{path...}` takes the rest. */
export type Routes = Readonly<Record<string, Work>>;

/** Where an entry stands: the url of its table without a slash in front (`pm/config/adom/root/obj/firewall/address`) and its key. */
export interface Spot {
  readonly table: string;
  /** Undefined: the table as a whole, or an object. */
  readonly key?: string | undefined;
}

/**
 * All that is stored: `pm/config/...`, `pm/pkg/...`, `dvmdb/...`, `cli/global/...`. Each session sees what is committed,
 * and on top of it what it has written itself and not committed yet.
 */
export interface Database {
  /** The verbs on tables and objects. Every url that no route takes ends here. */
  readonly serve: (operation: Operation) => Promise<Answer>;
  /** Entries as a session sees them; without one, as they are committed. In their order. */
  entries(table: string, session?: Session): Promise<readonly Entry[]>;
  /** One entry, or an object (without a key). */
  entry(spot: Spot, session?: Session): Promise<Entry | undefined>;
  /** Stores as FortiManager itself does: committed at once, with no lock asked for. Undefined removes. */
  store(spot: Spot, entry: Entry | undefined): Promise<void>;
  /** Moves what the session has written where `covers` says so to what is committed. Answers the spots. */
  commit(session: Session, covers: (spot: Spot) => boolean): readonly Spot[];
  /** Forgets it instead. */
  discard(session: Session, covers: (spot: Spot) => boolean): readonly Spot[];
  /** Whether the session has anything there that is not committed. */
  isDirty(session: Session, covers: (spot: Spot) => boolean): boolean;
  /** The tables below a prefix that hold anything, committed. */
  tables(prefix: string): readonly string[];
  /** A copy of everything committed below a prefix, for revisions, and its way back. */
  snapshot(prefix: string): unknown;
  restore(snapshot: unknown): void;
  /** Hears of every spot that changes in what is committed. */
  onCommitted(listener: (spots: readonly Spot[]) => void): void;
  /** Back to how it left the factory. */
  reset(): Promise<void>;
}

/** Locks, workflow sessions, and who may write where. */
export interface Workspaces {
  readonly routes: Routes;
  /** Throws an RpcRefusal (-10147, -20055, ...) unless the session may write there now. Staged: it is committed later. */
  check(session: Session, spot: Spot): Promise<{ readonly staged: boolean }>;
  /** The session is over: its locks go, and what it did not commit. */
  ended(session: Session): void;
  /** All locks, for the control API. */
  locks(): readonly LockRecord[];
  reset(): void;
}

/** A lock, as `lockinfo` shows it. */
export interface LockRecord {
  /** `root`, `global`, ...; the ADOM it belongs to. */
  readonly adom: string;
  readonly kind: "adom" | "pkg" | "dev" | "obj" | "policy";
  /** The path of the package, device or object; empty for the ADOM. */
  readonly path: string;
  readonly user: string;
  readonly session: number;
  /** Epoch seconds. */
  readonly since: number;
  readonly address: string;
}

/** What a task does step by step. */
export interface TaskPlan {
  readonly title: string;
  readonly adom: string;
  readonly user: string;
  /** The session that must stay open, when the call was nonblocking. */
  readonly session?: Session;
  readonly lines: readonly TaskLinePlan[];
}

export interface TaskLinePlan {
  readonly name: string;
  readonly vdom?: string;
  readonly ip?: string;
  /** How long it takes, in milliseconds of the device's clock. */
  readonly ms: number;
  /** What it does when its time has come, once: answers the detail, or throws to fail the line with the message. */
  run(): Promise<string | { readonly detail: string; readonly warning?: true }>;
}

/** Tasks that go on by the device's clock: each poll shows where they stand. */
export interface Tasks {
  readonly routes: Routes;
  /** Starts one and answers its number. */
  start(plan: TaskPlan): number;
  /** Waits until it is over, by the device's clock: for calls that block. */
  over(id: number): Promise<void>;
  /** The session is over: its nonblocking tasks fail. */
  ended(session: Session): void;
  reset(): void;
}

/** The FortiGates that are managed, and everything that reaches them. */
export interface Managed {
  readonly routes: Routes;
  reset(): Promise<void>;
}

/** A FortiGate that can be managed: what is behind a device of the same serial number or address. */
export interface Reachable {
  readonly name: string;
  readonly device: Device;
  /** A token of the FortiGate with all rights, for what FortiManager does there. */
  readonly token: string;
}

/** What every part may need. */
export interface FortiManagerCore {
  readonly name: string;
  readonly serial: string;
  /** `7.6.4` */
  readonly version: string;
  readonly clock: Clock;
  readonly database: Database;
  readonly workspaces: Workspaces;
  readonly tasks: Tasks;
  readonly reachable: readonly Reachable[];
  /** Faults of FortiManager's own kind that are switched on, by kind. Taking one counts it. */
  readonly troubles: Troubles;
}

/** Faults that only a FortiManager has, beside those of HTTP. */
export type TroubleKind =
  | "drop-poll"
  | "key-race"
  | "stuck-preview"
  | "expire-session"
  | "slow-task"
  | "failed-line"
  | "no-answer-after-install"
  | "restart";

export interface Trouble {
  readonly kind: TroubleKind;
  /** How often. Default: until it is removed. */
  readonly times?: number;
  /** Of a `failed-line`: the device. Default: any. */
  readonly device?: string;
  /** Of a `slow-task`: how many times slower. Default 10. */
  readonly factor?: number;
  /** Of `expire-session`: after so many more requests. Default 0. */
  readonly after?: number;
}

export interface Troubles {
  add(trouble: Trouble): void;
  /** The trouble of this kind that hits now, and one time less. */
  take(kind: TroubleKind, device?: string): Trouble | undefined;
  clear(): void;
}
