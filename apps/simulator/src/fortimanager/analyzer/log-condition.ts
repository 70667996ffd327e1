/**
 * Conditions on log entries, as FortiAnalyzer writes them: `srcip==10.0.0.5 and (action=deny or dstport>1024)`.
 *
 * @module
 */

import { compare } from "../../cmdb/filter.ts";
import type { LogLine } from "../../log/line.ts";

/** Whether an entry passes. */
export type Passes = (line: LogLine) => boolean;

const TOKEN = /\s*(\(|\)|"[^"]*"|'[^']*'|==|!=|<=|>=|=|<|>|!~|~|[^\s()=!<>~]+)/y;

/** Undefined: it cannot be read. */
export function readCondition(text: string, isCaseSensitive: boolean): Passes | undefined {
  if (text.trim() === "") return () => true;
  const tokens = tokensOf(text.trim());
  if (tokens === undefined) return undefined;
  const fold = (value: string): string => (isCaseSensitive ? value : value.toLowerCase());

  /** Takes what is first off the list. */
  function readAny(): Passes | undefined {
    return readJoined("or", readAll, (one, other) => (line) => one(line) || other(line));
  }
  function readAll(): Passes | undefined {
    return readJoined("and", readOne, (one, other) => (line) => one(line) && other(line));
  }
  function readJoined(
    word: string,
    read: () => Passes | undefined,
    join: (one: Passes, other: Passes) => Passes,
  ): Passes | undefined {
    let passes = read();
    while (passes !== undefined && tokens?.[0]?.toLowerCase() === word) {
      tokens.shift();
      const other = read();
      passes = other && join(passes, other);
    }
    return passes;
  }
  function readOne(): Passes | undefined {
    if (tokens?.[0] === "(") {
      tokens.shift();
      const inner = readAny();
      return tokens.shift() === ")" ? inner : undefined;
    }
    const [field, operator, value] = tokens?.splice(0, 3) ?? [];
    const matches = operator === undefined ? undefined : OPERATORS[operator];
    if (field === undefined || value === undefined || matches === undefined) return undefined;
    const wanted = fold(value.replace(/^(["'])(.*)\1$/, "$2"));
    return (line) => matches(fold(String(line[field] ?? "")), wanted);
  }

  const passes = readAny();
  return tokens.length === 0 ? passes : undefined;
}

const OPERATORS: Readonly<Record<string, (own: string, wanted: string) => boolean>> = {
  "=": (own, wanted) => own === wanted,
  "==": (own, wanted) => own === wanted,
  "!=": (own, wanted) => own !== wanted,
  "~": (own, wanted) => own.includes(wanted),
  "!~": (own, wanted) => !own.includes(wanted),
  "<": (own, wanted) => compare(own, wanted) < 0,
  ">": (own, wanted) => compare(own, wanted) > 0,
  "<=": (own, wanted) => compare(own, wanted) <= 0,
  ">=": (own, wanted) => compare(own, wanted) >= 0,
};

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}
