// The options of a FortiManager's `get`, as they should be and as they should not.
import type { Random } from "../faults/random.ts";
import { chance, junkText, junkValue, pickFrom } from "./junk.ts";
import { NAMES } from "./values.ts";

const FIELDS: readonly string[] = [
  "name",
  "oid",
  "policyid",
  "member",
  "subnet",
  "uuid",
  "_created timestamp",
  "__proto__",
  "scope member",
  "dynamic_mapping",
];
const OPERATORS: readonly string[] = [
  "==",
  "!=",
  "<",
  ">=",
  "in",
  "!in",
  "like",
  "!like",
  "glob",
  "!glob",
  "contain",
  "!contain",
  "&",
  "|",
  "regex",
  "~",
];

export function optionsFor(random: Random): Record<string, unknown> {
  if (chance(random, 50)) return {};
  const all = Array.from({ length: 1 + random.below(3) }, () => optionFor(random));
  return Object.fromEntries(all);
}

function optionFor(random: Random): readonly [string, unknown] {
  return random.pick<readonly [string, unknown]>([
    ["filter", chance(random, 90) ? filterFor(random, 3) : junkValue(random)],
    ["filter", deepFilter(random)],
    ["fields", chance(random, 80) ? [pickFrom(random, FIELDS), pickFrom(random, FIELDS)] : junkValue(random)],
    ["sortings", chance(random, 80) ? [{ [pickFrom(random, FIELDS)]: random.pick([1, -1, 0]) }] : junkValue(random)],
    ["range", chance(random, 80) ? [random.below(10), random.below(10)] : junkValue(random)],
    ["loadsub", random.pick<unknown>([0, 1, "x", null])],
    [
      "option",
      random.pick<unknown>([
        "count",
        "syntax",
        "object template",
        "get reserved",
        "scope member",
        "datasrc",
        "chksum",
        ["count"],
        "extra info",
        junkValue(random),
      ]),
    ],
    ["attr", pickFrom(random, FIELDS)],
    [
      "expand datasrc",
      chance(random, 80)
        ? [{ name: pickFrom(random, FIELDS), datasrc: [{ obj: "firewall/address" }] }]
        : junkValue(random),
    ],
    ["expand member", chance(random, 70) ? [{ fields: ["name"], url: "/object member" }] : junkValue(random)],
    [
      "sub fetch",
      chance(random, 70)
        ? { dynamic_mapping: { filter: filterFor(random, 2), fields: ["_scope"] } }
        : junkValue(random),
    ],
    ["meta fields", chance(random, 70) ? ["Company"] : junkValue(random)],
    ["object member", junkValue(random)],
    ["verbose", 1],
    ["apiver", random.pick<unknown>([1, 2, 3, "x"])],
    ["confirm", 1],
    [junkText(random), junkValue(random)],
  ]);
}

function filterFor(random: Random, levels: number): unknown {
  const value = (): unknown =>
    chance(random, 60) ? pickFrom(random, NAMES) : chance(random, 30) ? "%a".repeat(1000) : junkText(random);
  const one = [
    pickFrom(random, FIELDS),
    pickFrom(random, OPERATORS),
    ...Array.from({ length: 1 + random.below(2) }, value),
  ];
  if (levels === 0 || chance(random, 50)) return chance(random, 15) ? ["!", ...one] : one;
  const parts = Array.from({ length: 1 + random.below(3) }, () => filterFor(random, levels - 1));
  return parts.flatMap((part, index) => (index === 0 ? [part] : [random.pick(["&&", "||", "&", "x"]), part]));
}

function deepFilter(random: Random): unknown {
  let filter: unknown = ["name", "==", "web"];
  for (let level = random.below(180); level > 0; level -= 1) filter = chance(random, 50) ? [filter] : ["!", filter];
  return filter;
}
