/**
 * Several VDOMs at once: one request, and an answer of each.
 *
 * @module
 */

import { type FortiError, isFortiError } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import { checkVdom } from "./encode.ts";
import type { Envelope } from "./envelope.ts";
import type { BaseOptions, CallOptions } from "./types.ts";

/** What a read takes that asks several VDOMs at once, in one request. */
export interface VdomsOptions extends BaseOptions {
  /** `*` for all that the administrator may see, or their names. */
  readonly vdom: "*" | readonly string[];
}

/** What one of several VDOMs answered. */
export interface VdomResults<T> {
  /** Name of the VDOM. */
  readonly vdom: string;
  /** What it answered. */
  readonly results: T;
  /** Never there. */
  readonly error?: never;
}

/** Why one of several VDOMs has no answer. */
export interface VdomFailure {
  /** Name of the VDOM. */
  readonly vdom: string;
  /** Never there. */
  readonly results?: never;
  /** Why. Its message names the VDOM where that is what is wrong. */
  readonly error: FortiError;
}

/**
 * The answer of one VDOM, when several were asked: its `results`, or its `error`. The call itself throws only when none
 * of them has an answer.
 */
export type PerVdom<T> = VdomResults<T> | VdomFailure;

/** What one VDOM said: its envelope, and the error that it holds, if it does. */
export interface VdomEnvelope {
  readonly vdom: string;
  readonly envelope: Envelope;
  readonly error: FortiError | undefined;
}

/** Whether a call is for several VDOMs. */
export function isForVdoms(options: CallOptions | VdomsOptions): options is VdomsOptions {
  return options.vdom === "*" || Array.isArray(options.vdom);
}

/**
 * The VDOMs as the device's `vdom` parameter lists them.
 *
 * @throws FortiError INVALID_INPUT for an empty list, and for what is no name.
 */
export function writeVdoms(vdoms: VdomsOptions["vdom"]): string {
  if (vdoms === "*") return vdoms;
  if (vdoms.length > 0) return [...new Set(vdoms.map(checkVdom))].join(",");
  throw invalidInput("An empty list of VDOMs was given", 'Use "*" for all');
}

/**
 * Reads what each VDOM answered. An entry that one of them does not have is that VDOM's own failure.
 *
 * @throws FortiError of the first VDOM, when none has an answer; whatever else `read` throws.
 */
export async function readEach<T>(
  answers: readonly VdomEnvelope[],
  read: (envelope: Envelope, vdom: string) => T | Promise<T>,
): Promise<PerVdom<T>[]> {
  const each: PerVdom<T>[] = [];
  for (const { vdom, envelope, error } of answers) {
    each.push(error === undefined ? await readOne(vdom, envelope, read) : { vdom, error });
  }
  const failures = each.flatMap(({ error }) => error ?? []);
  if (failures[0] !== undefined && failures.length === each.length) throw failures[0];
  return each;
}

async function readOne<T>(
  vdom: string,
  envelope: Envelope,
  read: (envelope: Envelope, vdom: string) => T | Promise<T>,
): Promise<PerVdom<T>> {
  try {
    return { vdom, results: await read(envelope, vdom) };
  } catch (error) {
    if (isFortiError(error, "NOT_FOUND")) return { vdom, error };
    throw error;
  }
}
