// What nobody should send, made up at random.
import type { Random } from "../faults/random.ts";

export function chance(random: Random, percent: number): boolean {
  return random.below(100) < percent;
}

/** Any of a list that holds something. */
export function pickFrom<T>(random: Random, values: readonly T[]): T {
  const [first, ...others] = values;
  if (first === undefined) throw new Error("There is nothing to pick from");
  return random.pick([first, ...others]);
}

/** Names that are there in every object of JavaScript. */
const PROTOTYPE_NAMES: readonly string[] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
];

const AWKWARD_TEXTS: readonly string[] = [
  ...PROTOTYPE_NAMES,
  "",
  " ",
  "0",
  "-1",
  "null",
  "all",
  "..",
  "../../etc/passwd",
  "a/b",
  "a%2Fb",
  "%",
  "%00",
  "%zz",
  "\u0000",
  "\r\nX-Injected: 1",
  "é\u0308\u202e",
  "\ud83d\ude00",
  "\ud800",
  "'; drop table --",
  '"><script>',
  "$(x)",
  "(a+)+$",
  "[",
  "\\",
  "*",
  "a,b&c|d",
  "a=b",
  "1e999",
  "9".repeat(40),
  "10.0.0.0/33",
  "255.255.255.255 0.0.0.0",
  "::ffff:1.2.3.4",
];

export function junkText(random: Random): string {
  if (chance(random, 80)) return pickFrom(random, AWKWARD_TEXTS);
  if (chance(random, 30)) return pickFrom(random, AWKWARD_TEXTS).repeat(random.below(400));
  return Array.from({ length: random.below(30) }, () => String.fromCharCode(random.below(0x2fff))).join("");
}

/** A value of any kind, nested up to so many levels. */
export function junkValue(random: Random, levels = 3): unknown {
  const kind = random.below(levels > 0 ? 12 : 8);
  if (kind < 3) return junkText(random);
  if (kind < 5) return random.pick([0, -0, -1, 1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 0.1, 65_536]);
  if (kind < 6) return chance(random, 50);
  if (kind < 8) return null;
  if (kind < 10) return Array.from({ length: random.below(4) }, () => junkValue(random, levels - 1));
  return junkObject(random, levels - 1);
}

export function junkObject(random: Random, levels = 2): Record<string, unknown> {
  const pairs = Array.from({ length: random.below(4) }, () => [junkText(random), junkValue(random, levels)] as const);
  // As `JSON.parse` makes them: `__proto__` becomes a member like any other.
  return Object.fromEntries(pairs);
}

/** Text that is no JSON, or is such that it takes a parser's patience. */
export function junkJson(random: Random, text: string): string {
  switch (random.below(9)) {
    case 0:
      return text.slice(0, random.below(text.length + 1));
    case 1:
      return text.replaceAll(/[":,]/g, (mark) => (chance(random, 10) ? "" : mark));
    case 2:
      return nested("[", "]", random.pick([150, 201, 5000, 100_000]));
    case 3:
      return nested('{"a":', "}", random.pick([150, 201, 5000, 50_000]), "1");
    case 4:
      return `{"__proto__":${text || "1"},"constructor":{"prototype":{"x":1}}}`;
    case 5:
      return `${text.slice(0, -1)},"n":${random.pick(["1e999", "-0", "00", "0x1", "NaN", "1".repeat(400), ".5"])}}`;
    case 6:
      return `\ufeff${text}`;
    case 7:
      return Array.from({ length: 200 }, () => String.fromCharCode(random.below(256))).join("");
    default:
      return JSON.stringify(junkValue(random)) ?? "";
  }
}

/** A text of about so many bytes, which JSON takes or does not. */
export function bigBody(random: Random, bytes: number): string {
  switch (random.below(6)) {
    case 0:
      return JSON.stringify({ name: "x".repeat(bytes) });
    case 1:
      return `[${"1,".repeat(bytes / 2)}1]`;
    case 2:
      return `{${Array.from({ length: bytes / 20 }, (_, index) => `"name-${index}":"x"`).join()}}`;
    case 3:
      return "[".repeat(bytes);
    case 4:
      return `{"member":[${'{"name":"all"},'.repeat(bytes / 15)}{"name":"all"}]}`;
    default:
      return "a=%20&".repeat(bytes / 6);
  }
}

/** As `encodeURIComponent`, of any text. */
export function encodeForm(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function nested(open: string, close: string, levels: number, inner = ""): string {
  return open.repeat(levels) + inner + close.repeat(levels);
}
