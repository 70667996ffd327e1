/**
 * Keeps the last operations of a client.
 *
 * @module
 */

import type { AuditSink } from "../audit/event.ts";
import { weightOf } from "../audit/weight.ts";
import { checkNumber } from "../check-number.ts";
import { matches, type OperationFilter } from "./filter.ts";
import { type OperationRecord, toRecord } from "./record.ts";

/** How many to keep. */
export interface OperationLogOptions {
  /**
   * The newest operations that are kept. Default 1,000. Fewer are kept where what they wrote comes to more than 16 Mi
   * characters of JSON together.
   */
  readonly limit?: number;
}

/** What writes sent can be long: a thousand of them would otherwise fill the memory. */
const MOST_WEIGHT = 16 * 1024 * 1024;

interface Kept {
  readonly record: OperationRecord;
  readonly weight: number;
}

/** The last operations, kept in memory. */
export interface OperationLog {
  /** Keeps every event it is told, and forgets the oldest beyond the limit. The newest is always there. */
  readonly sink: AuditSink;
  /** What is kept and matches, oldest first. Throws INVALID_INPUT for a filter that makes no sense. */
  list(filter?: OperationFilter): OperationRecord[];
}

/**
 * Makes a log of operations. Give its sink to the audit step.
 *
 * @throws FortiError INVALID_INPUT when the limit is no whole number from 1 on.
 *
 * @example
 * ```ts
 * import { audit, createOperationLog } from "@fortiweave/core";
 * import { systemRuntime } from "@fortiweave/core/system";
 *
 * const log = createOperationLog({ limit: 500 });
 * const record = audit({ sinks: [log.sink], runtime: systemRuntime });
 * console.log(log.list({ writes: true, since: "2026-11-05T00:00:00Z" }), record);
 * ```
 */
export function createOperationLog(options: OperationLogOptions = {}): OperationLog {
  const limit = checkNumber("limit", options.limit ?? 1000, 1);
  /** By number, so that to forget the oldest costs the same however many there are. */
  const kept = new Map<number, Kept>();
  let oldest = 0;
  let next = 0;
  let weight = 0;

  const forgetOldest = (): void => {
    weight -= kept.get(oldest)?.weight ?? 0;
    kept.delete(oldest++);
  };
  return {
    sink: (event) => {
      const one: Kept = { record: toRecord(event), weight: weightOf(event) };
      kept.set(next++, one);
      weight += one.weight;
      while (kept.size > limit || (weight > MOST_WEIGHT && kept.size > 1)) forgetOldest();
    },
    list: (filter = {}) => Array.from(kept.values(), ({ record }) => record).filter(matches(filter)),
  };
}
