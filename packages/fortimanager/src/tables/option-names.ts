/**
 * Asks FortiManager which option a number stands for: no catalogue tells it for all of them, and some builds differ.
 *
 * @module
 */

import type { Engine } from "../engine.ts";
import type { CallOptions } from "../types.ts";
import { type LiveSchema, readSchema } from "./facts.ts";
import type { Place } from "./place.ts";
import type { OptionNames } from "./spelling.ts";

/** The names of a place's options by number. The number of a list is a sum of them. */
export async function readOptionNames(engine: Engine, place: Place, options: CallOptions): Promise<OptionNames> {
  const { attr = {} }: LiveSchema = await readSchema(engine, place, options);
  return (field, number) => {
    const { opts = {}, max_argv: most } = (Object.hasOwn(attr, field) ? attr[field] : undefined) ?? {};
    const names = Object.entries(opts);
    const [exact] = names.find(([, own]) => own === number) ?? [];
    if (exact !== undefined || most === undefined) return exact;
    // Numbers of more than 31 bits do not take part.
    const bits = names.filter(([, own]) => own > 0 && (number & own) === own);
    const sum = bits.reduce((total, [, own]) => total + own, 0);
    return sum === number && bits.length > 0 ? bits.map(([name]) => name) : undefined;
  };
}
