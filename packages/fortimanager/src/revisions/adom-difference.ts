/**
 * What has changed between two states of an ADOM.
 *
 * @module
 */

import { FortiError } from "@fortiweave/core";
import { mergeOptions } from "../call-options.ts";
import type { Engine, RpcItem } from "../engine.ts";
import { type Fields, fieldsOf, rowsOf } from "../exec.ts";
import type { CallOptions } from "../types.ts";
import { url } from "../url.ts";

/** One object or package that is not what it was. */
export interface AdomDifferenceEntry {
  /** Name of the object or package. */
  readonly name: string;
  /** What happened to it. */
  readonly change: "added" | "changed" | "deleted";
  /** FortiManager's number of the table: 140 are addresses. Absent for packages. */
  readonly category?: number;
  /** Who changed it. Absent where FortiManager does not tell. */
  readonly user?: string;
}

/** What has changed between two states of an ADOM. */
export interface AdomDifference {
  /** Objects. */
  readonly objects: readonly AdomDifferenceEntry[];
  /** Packages. */
  readonly packages: readonly AdomDifferenceEntry[];
}

const CHANGES = ["added", "changed", "deleted"] as const;
const POLL_MS = 500;
/** FortiManager compares as long as it takes; this is far beyond that. */
const MOST_POLLS = 600;

/** Has FortiManager compare, waits for it, and has it forget the comparison on every way out. */
export async function diffAdom(
  engine: Engine,
  adom: string,
  from: number,
  until: number | undefined,
  options: CallOptions,
): Promise<AdomDifference> {
  const now = url`adom/${adom}`;
  const states = { src: now + url`/revision/${from}`, dst: until === undefined ? now : now + url`/revision/${until}` };
  const ask = async (path: string, beside: Omit<RpcItem, "url">, by: Engine = engine): Promise<Fields> => {
    const items = [{ ...beside, url: `cache/diff/${path}` }];
    const { data } = await by.send(
      { method: "exec", items, effect: "read", idempotent: true },
      by === engine ? options : {},
    );
    return fieldsOf(data);
  };

  const { token } = await ask("start", { data: states });
  if (typeof token !== "string") throw noComparison();
  try {
    for (let poll = 0; poll < MOST_POLLS; poll += 1) {
      const { percent, obj, pkg } = await ask("get/summary", { token });
      if (typeof percent !== "number") throw noComparison();
      if (percent >= 100) return { objects: entriesIn(obj), packages: entriesIn(pkg) };
      // When the caller has had enough, it is the next question that says so.
      await engine.runtime.sleep(POLL_MS, mergeOptions(options, engine.defaults).signal).catch(() => undefined);
    }
    throw new FortiError({
      code: "TIMEOUT",
      message: `FortiManager has not compared ADOM ${JSON.stringify(adom)} in ${(MOST_POLLS * POLL_MS) / 1000} s`,
      hint: "Try again when it has less to do",
      reached: "yes",
    });
  } finally {
    await ask("end", { token }, engine.unattended).catch(() => undefined);
  }
}

function entriesIn(part: unknown): AdomDifferenceEntry[] {
  return rowsOf(fieldsOf(part).summary ?? []).flatMap((group) =>
    CHANGES.flatMap((change) => rowsOf(group[change] ?? []).map((entry) => toEntry(entry, change, group.category))),
  );
}

function toEntry(
  { name, user }: Fields,
  change: AdomDifferenceEntry["change"],
  category: unknown,
): AdomDifferenceEntry {
  return {
    name: String(name),
    change,
    ...(typeof category === "number" && category > 0 && { category }),
    ...(typeof user === "string" && { user }),
  };
}

function noComparison(): FortiError {
  return new FortiError({
    code: "BAD_RESPONSE",
    message: "FortiManager compares nothing: its answer has not the form of a comparison",
    hint: "Compare the revisions in its GUI",
    reached: "yes",
  });
}
