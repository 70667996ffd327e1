// Queries of the REST API, and targets that are not what they should be.
import type { Random } from "../faults/random.ts";
import { chance, encodeForm, junkText, pickFrom } from "./junk.ts";
import { NAMES } from "./values.ts";

const OPERATORS: readonly string[] = ["==", "!=", "=*", "!*", "=@", "!@", "<", "<=", ">", ">=", "", "===", "~"];
const FIELDS: readonly string[] = [
  "name",
  "policyid",
  "member",
  "member.name",
  "uuid",
  "type",
  "srcaddr.name",
  "__proto__",
  "q_origin_key",
  "a.b.c.d",
];

export function queryFor(random: Random, params: Readonly<Record<string, unknown>> = {}): string {
  const pairs = Object.entries(params).map(
    ([name, value]) => [name, typeof value === "string" ? value : (JSON.stringify(value) ?? "")] as const,
  );
  const options = chance(random, 45) ? Array.from({ length: random.below(4) }, () => optionFor(random)) : [];
  const all = [...pairs, ...options].map(([name, value]) => `${encodeForm(name)}=${encodeForm(value)}`);
  return all.length === 0 ? "" : `?${all.join("&")}`;
}

function optionFor(random: Random): readonly [string, string] {
  return random.pick<readonly [string, string]>([
    ["filter", filterFor(random)],
    ["sort", `${pickFrom(random, FIELDS)},${random.pick(["asc", "dsc", "", "x"])}`],
    ["format", Array.from({ length: random.below(40) }, () => pickFrom(random, FIELDS)).join("|")],
    ["start", numberFor(random)],
    ["count", numberFor(random)],
    ["rows", numberFor(random)],
    ["session_id", numberFor(random)],
    ["vdom", random.pick(["root", "*", "web", "root,web", "global", "", ",".repeat(500), junkText(random)])],
    ["global", "1"],
    [
      "action",
      random.pick(["schema", "default", "revision", "datasource", "move", "clone", "select", junkText(random)]),
    ],
    ["before", pickFrom(random, NAMES)],
    ["after", pickFrom(random, NAMES)],
    ["nkey", pickFrom(random, NAMES)],
    ["attr", pickFrom(random, FIELDS)],
    ["key", pickFrom(random, FIELDS)],
    ["pattern", junkText(random)],
    ["with_meta", "1"],
    ["datasource", "1"],
    ["skip", "1"],
    ["exclude-default-values", "1"],
    ["scope", random.pick(["global", "vdom"])],
    ["access_token", "x".repeat(30)],
    [junkText(random), junkText(random)],
  ]);
}

function filterFor(random: Random): string {
  const one = (): string => {
    const value = chance(random, 60) ? pickFrom(random, NAMES) : junkText(random);
    return `${pickFrom(random, FIELDS)}${pickFrom(random, OPERATORS)}${value}`;
  };
  if (chance(random, 5)) return Array.from({ length: 500 }, one).join(random.pick(["&", ","]));
  if (chance(random, 10)) return `name=@${"a".repeat(3000)}!`;
  return Array.from({ length: 1 + random.below(3) }, one).join(random.pick(["&", ",", "|"]));
}

function numberFor(random: Random): string {
  return random.pick(["0", "1", "5", "20", "100", "4294967296", "9".repeat(30), "-1", "1.5", "x", ""]);
}

/** A target with something in it that does not belong there. */
export function spoilTarget(random: Random, target: string): string {
  const at = random.below(target.length + 1);
  const inserted = random.pick([
    "%00",
    "%",
    "%2e%2e/",
    "../",
    "..%2f",
    "//",
    "/./",
    "\\",
    ";",
    "#",
    "?",
    "&",
    "%c0%af",
    "%ff",
    " ",
    "\u0000",
    "\t",
    "é",
    "\ud83d",
    "x".repeat(9000),
    "/a".repeat(3000),
    "%25".repeat(500),
  ]);
  const spoiled = target.slice(0, at) + inserted + target.slice(at);
  if (chance(random, 5)) return "*";
  if (chance(random, 5)) return `https://example.invalid${spoiled}`;
  return chance(random, 3) ? spoiled.replace(/^\//, "") : spoiled;
}
