/**
 * The values of an option field, which have a name and a number each.
 *
 * @module
 */

import type { Field } from "@fortiweave/catalog/fortimanager";

/** Names and numbers of the values of one field. */
export interface Options {
  /** The number of a name: for a field of several values, its bit. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The name that a client means by a name or a number. Undefined: the field has no such value. */
  nameOf(value: string | number): string | undefined;
  /** The names of the bits of a number; undefined when a bit has none. */
  namesIn(bits: number): readonly string[] | undefined;
}

/** More bits than this do not fit a number. */
const MOST_BITS = 53;

/** Fields whose first value, `unknown`, is -1. */
const FROM_MINUS_ONE: ReadonlySet<string> = new Set(["mig_os_ver", "os_type", "os_ver"]);

/** Where no source tells a value's number, its place in the list stands for it, as it does on most tables of a device. */
export function createOptions(name: string, { options = [], bits, list }: Field): Options {
  const numbers = new Map<string, number>();
  const first = FROM_MINUS_ONE.has(name) ? -1 : 0;
  for (const [at, option] of options.entries()) {
    const position = first + at;
    const { value, number = list ? 2 ** position : position } = typeof option === "string" ? { value: option } : option;
    numbers.set(value, bits?.[value] ?? number);
  }
  const names = new Map([...numbers].map(([name, number]) => [number, name]));
  return {
    numbers,
    nameOf(value) {
      if (typeof value === "string" && numbers.has(value)) return value;
      return value === "" ? undefined : names.get(Number(value));
    },
    namesIn(sum) {
      const found: string[] = [];
      let rest = sum;
      for (let bit = 0; bit < MOST_BITS && rest > 0; bit += 1) {
        const number = 2 ** bit;
        if (Math.floor(sum / number) % 2 === 0) continue;
        const name = names.get(number);
        if (name === undefined) return undefined;
        found.push(name);
        rest -= number;
      }
      return rest === 0 ? found : undefined;
    },
  };
}
