/**
 * Automation stitches: what sets them off, what they did, and how often.
 *
 * @module
 */

import { type Entry, isRows } from "../cmdb/entry.ts";
import { objectOf } from "../cmdb/table.ts";
import type { Holder } from "../cmdb/transactions.ts";
import type { Clock } from "../device/clock.ts";
import type { Actor } from "../log/admin-events.ts";
import type { EventLog } from "../log/events.ts";
import { type LogLine, rawLine } from "../log/line.ts";
import type { BannedList } from "../monitor/banned-list.ts";
import { logActionFailure, logStitch } from "../monitor/events.ts";
import type { WallClock } from "../monitor/system/wall-clock.ts";
import { type ActionParts, act } from "./actions.ts";
import type { Facts } from "./fill.ts";
import { type Stitch, stitchesFor, stitchNamed } from "./triggers.ts";

export interface AutomationParts {
  readonly serial: string;
  readonly clock: Clock;
  readonly wallClock: WallClock;
  readonly holder: Holder;
  readonly eventLog: EventLog;
  readonly banned: BannedList;
  /** Starts the device again. */
  readonly restart: (actor: Actor, action: "reboot" | "shutdown", reason: string) => void;
}

export interface Counts {
  /** Seconds since the epoch; 0: never. */
  readonly lastTime: number;
  readonly count: number;
}

export interface Automation {
  /** Something was logged. */
  noticed(vdom: string, line: LogLine): void;
  /**
   * Sets a stitch off by name, once whoever asked has got their answer.
   *
   * @param log What `%%log.…%%` stands for. @returns Whether there is an enabled stitch of this name, with a trigger of
   * this `event-type` where one is given.
   */
  fire(name: string, log: LogFields, eventType?: string): boolean;
  stitchCounts(name: string): Counts;
  actionCounts(name: string): Counts;
  /** Waits until nothing is under way. */
  settled(): Promise<void>;
  reset(): void;
  /** Gives up what is under way, and does nothing more. */
  close(): void;
}

type LogFields = Readonly<Record<string, unknown>>;

/** Who does what stitches do. */
const ITSELF: Actor = { user: "automation", address: "127.0.0.1" };
const NEVER: Counts = { lastTime: 0, count: 0 };
/** So many stitches may be under way; what comes on top of that is dropped. */
const MOST_RUNS = 32;

export function createAutomation(given: AutomationParts): Automation {
  const { serial, clock, wallClock, holder, eventLog, banned, restart } = given;
  const stitchCounts = new Map<string, Counts>();
  const actionCounts = new Map<string, Counts>();
  const running = new Set<Promise<void>>();
  let controller = new AbortController();
  // What automation itself logs sets nothing off, or it might never end.
  let isOwnLine = false;

  function quietly(work: () => void): void {
    isOwnLine = true;
    try {
      work();
    } finally {
      isOwnLine = false;
    }
  }

  const parts: ActionParts = {
    holder,
    banned,
    restart: (action, reason) => quietly(() => restart(ITSELF, action, reason)),
  };

  function count(counts: Map<string, Counts>, name: string): void {
    const { count: before } = counts.get(name) ?? NEVER;
    counts.set(name, { lastTime: Math.floor(wallClock.now() / 1000), count: before + 1 });
  }

  function start(stitch: Stitch, log: LogFields, raw: string): void {
    if (controller.signal.aborted || running.size >= MOST_RUNS) return;
    const steps = stepsOf(stitch.entry);
    count(stitchCounts, stitch.name);
    quietly(() =>
      logStitch(
        eventLog,
        stitch.name,
        stitch.trigger,
        steps.map(({ action }) => action),
      ),
    );
    const run = walk(stitch.name, steps, { log, raw, results: "" }, controller.signal);
    running.add(run);
    void run.finally(() => running.delete(run));
  }

  /** Never fails: what goes wrong is a line of the log. */
  async function walk(stitch: string, steps: readonly Step[], first: Facts, signal: AbortSignal): Promise<void> {
    // The answer to the request that set it off goes out first.
    await new Promise<void>((resolve) => setImmediate(resolve));
    let facts = first;
    for (const { action, delay, required } of steps) {
      if (delay > 0) await clock.sleep(delay * 1000);
      if (signal.aborted) return;
      const entry = holder.configuration.table("system/automation-action", undefined).get(action);
      if (entry === undefined || isTooSoon(entry, action)) continue;
      count(actionCounts, action);
      try {
        facts = { ...facts, results: await act(parts, entry, facts, signal) };
      } catch (error) {
        if (signal.aborted) return;
        quietly(() => logActionFailure(eventLog, stitch, action, reasonOf(error)));
        if (required) return;
      }
    }
  }

  function isTooSoon(entry: Entry, action: string): boolean {
    const { lastTime } = actionCounts.get(action) ?? NEVER;
    const interval = Number(entry["minimum-interval"] ?? 0);
    return interval > 0 && lastTime > 0 && Math.floor(wallClock.now() / 1000) < lastTime + interval;
  }

  /** A line as it goes out to others: they are told whose it is. */
  function withDevice({ date = "", time = "", ...line }: LogLine): LogLine {
    const { hostname } = objectOf(holder.configuration.table("system/global", undefined));
    return { date, time, devid: serial, devname: String(hostname ?? serial), ...line };
  }

  return {
    noticed(vdom, line) {
      if (isOwnLine) return;
      for (const stitch of stitchesFor(holder.configuration, vdom, line)) {
        const full = withDevice(eventLog.lines(vdom).at(0));
        start(stitch, full, rawLine(full));
      }
    },
    fire(name, log, eventType) {
      const found = stitchNamed(holder.configuration, name);
      if (found === undefined) return false;
      if (eventType !== undefined && found.trigger["event-type"] !== eventType) return false;
      start(found.stitch, log, rawOf(log));
      return true;
    },
    stitchCounts: (name) => stitchCounts.get(name) ?? NEVER,
    actionCounts: (name) => actionCounts.get(name) ?? NEVER,
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    reset() {
      controller.abort();
      controller = new AbortController();
      stitchCounts.clear();
      actionCounts.clear();
    },
    close: () => controller.abort(),
  };
}

/** One action of a stitch. */
interface Step {
  readonly action: string;
  /** Seconds. */
  readonly delay: number;
  /** When it fails, the ones after it are left out. */
  readonly required: boolean;
}

function stepsOf({ actions }: Entry): Step[] {
  if (!isRows(actions)) return [];
  return actions.map(({ action, delay, required }) => ({
    action: String(action ?? ""),
    delay: Number(delay ?? 0),
    required: required === "enable",
  }));
}

/** The fields of a body as a line of the log. */
function rawOf(log: LogFields): string {
  const texts = Object.entries(log).map(([name, value]) => [
    name,
    typeof value === "object" ? JSON.stringify(value) : value,
  ]);
  return rawLine(Object.fromEntries(texts) as LogLine);
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  return code ?? message ?? "unknown";
}
