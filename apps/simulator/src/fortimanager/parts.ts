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
  /** Name of the administrator's profile. Undefined: all rights. */
  readonly profile?: string;
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
  /** Has `to` stage what `from` has staged there, in place of what `to` had. For workflow sessions, which outlive their users'. */
  copyStaged(from: Session, to: Session, covers: (spot: Spot) => boolean): void;
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
  /**
   * For a call with `auto_lock_ws`: locks the ADOM, unless the session holds it already or there are no locks there.
   * Answers what takes that back. Throws -20055.
   */
  hold(session: Session, adom: string): Promise<() => void>;
  /** Something of the ADOM was installed: with `workspace-unlock-after-install` the session's lock goes. */
  installed(session: Session, adom: string): Promise<void>;
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
  /** Where it comes from: `device manager`, `install device`, ... as `task/task` shows it. Default `unknown`. */
  readonly src?: string;
  /** No `failed-line` hits it: it is no device's. Default false. */
  readonly reliable?: boolean;
  /** What `sys/task/result` answers when it is over. Default: the details of its lines. */
  result?(): unknown;
}

export interface TaskLinePlan {
  readonly name: string;
  readonly vdom?: string;
  readonly ip?: string;
  /** How long it takes, in milliseconds of the device's clock. */
  readonly ms: number;
  /** What its history tells on the way, from which percentage on. Default: nothing. */
  readonly steps?: readonly { readonly percent: number; readonly detail: string }[];
  /** It stays at this percentage and never ends. */
  readonly stuckAt?: number;
  /** What it does when its time has come, once: answers the detail, or throws to fail the line with the message. */
  run(): Promise<string | { readonly detail: string; readonly warning?: true }>;
}

/** Tasks that go on by the device's clock: each poll shows where they stand. */
export interface Tasks {
  readonly routes: Routes;
  /** Starts one and answers its number. */
  start(plan: TaskPlan): number;
  /** All of them as `task/task` shows them, in words. */
  all(): Promise<readonly Entry[]>;
  /** Waits until it is over, by the device's clock: for calls that block. */
  over(id: number): Promise<void>;
  /** The session is over: its nonblocking tasks fail. */
  ended(session: Session): void;
  reset(): void;
}

/** The FortiGates that are managed, and everything that reaches them. */
export interface Managed {
  readonly routes: Routes;
  /** Begins what was scheduled for a time that has come. */
  catchUp(): Promise<void>;
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
  /** What the control API may change, as it stands now. */
  readonly settings: ManagerSettings;
}

/** How the FortiManager behaves where its own configuration has no say. */
export interface ManagerSettings {
  /** How long a line of a task takes, in milliseconds of the device's clock. Default 0: it is done when it is looked at. */
  readonly taskMs: number;
  /** Whether a login with a password asks for a code. Default false. */
  readonly twoFactor: boolean;
  /** The code that is right. Default `123456`. */
  readonly tokenCode: string;
  /** Whether committing an ADOM answers a task. Default true. */
  readonly commitTask?: boolean;
  /** How long it is away when it restarts, in milliseconds of its clock. Default 0: the connections that stand are lost. */
  readonly restartMs: number;
  /** Names of FortiGates that do not answer FortiManager. Default: none. */
  readonly unreachable: readonly string[];
  /** Seconds until a FortiCloud token expires. Default 14,400. */
  readonly cloudTokenSeconds: number;
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
  | "restart"
  | "empty-log-page"
  | "lost-log-search";

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

/** A trouble that is switched on. */
export interface TroubleRecord extends Trouble {
  readonly id: number;
  /** How many more times it strikes; null without an end. */
  readonly left: number | null;
}

export interface Troubles {
  add(trouble: Trouble): void;
  /** The trouble of this kind that hits now, and one time less. */
  take(kind: TroubleKind, device?: string): Trouble | undefined;
  /** Those that are switched on, the oldest first. */
  list(): readonly TroubleRecord[];
  /** @throws Error when none has this number. */
  remove(id: number): void;
  clear(): void;
}
