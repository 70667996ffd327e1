// Values for the fields of the catalogue: right ones, wrong ones, and such as only look right.
import type { Field } from "@fortiweave/catalog";
import type { Random } from "../faults/random.ts";
import { chance, junkText, junkValue, pickFrom } from "./junk.ts";

type Fields = Readonly<Record<string, Field>>;

/** Names that several requests use, so that they meet. */
export const NAMES: readonly string[] = [
  "web",
  "mail",
  "a b",
  "a/b",
  "é",
  "x".repeat(35),
  "all",
  "ALL",
  "port1",
  "root",
  "1",
  "2",
  "42",
];

const LOOKS: Readonly<Record<string, readonly string[]>> = {
  "ipv4-address": ["10.0.0.1", "0.0.0.0"],
  "ipv4-netmask": ["255.255.255.0"],
  "ipv4-classnet": ["10.0.0.0 255.0.0.0", "10.0.0.0/8"],
  "ipv4-classnet-host": ["10.0.0.1 255.255.255.0"],
  "ipv4-address-any": ["0.0.0.0"],
  "ipv6-address": ["2001:db8::1", "::"],
  "ipv6-network": ["2001:db8::/32"],
  "ipv6-prefix": ["2001:db8::/32"],
  "mac-address": ["00:00:5e:00:53:01"],
  uuid: ["5f4dcc3b-5aa7-65d6-1d83-27deb882cf99"],
};

/** An entry with some of its fields, its key among them more often than not. */
export function entryFor(
  random: Random,
  fields: Fields,
  mkey: string | undefined,
  levels = 2,
): Record<string, unknown> {
  const names = Object.keys(fields);
  const chosen = names.length === 0 ? [] : Array.from({ length: random.below(6) }, () => pickFrom(random, names));
  const needed = names.filter((name) => fields[name]?.required);
  const all = [
    ...(mkey !== undefined && chance(random, 85) ? [mkey] : []),
    ...(chance(random, 80) ? needed : []),
    ...chosen,
  ];
  const pairs = all.map(
    (name) => [name, fields[name] === undefined ? junkValue(random) : valueFor(random, fields[name], levels)] as const,
  );
  return Object.fromEntries(chance(random, 5) ? [...pairs, [junkText(random), junkValue(random)]] : pairs);
}

export function valueFor(random: Random, field: Field, levels: number): unknown {
  if (chance(random, 15)) return junkValue(random);
  const { type, options, fields, min = 0, max = 100 } = field;
  if (fields !== undefined) {
    if (levels === 0) return [];
    const one = (): unknown => entryFor(random, fields, field.mkey, levels - 1);
    return type === "object" ? one() : Array.from({ length: random.below(3) }, one);
  }
  if (options !== undefined && options.length > 0) {
    const option = pickFrom(random, options);
    return typeof option === "string" ? option : option.value;
  }
  if (type === "integer")
    return random.pick([min, max, min - 1, max + 1, min + random.below(Math.min(max - min + 1, 1e6))]);
  if (field.list) return Array.from({ length: random.below(3) }, () => pickFrom(random, NAMES));
  const look = LOOKS[type];
  if (look !== undefined) return pickFrom(random, look);
  return chance(random, 10) ? "x".repeat((field.maxLength ?? 200) + random.below(2)) : pickFrom(random, NAMES);
}
