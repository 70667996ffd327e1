/**
 * Reads text of the command line: scripts, and configuration as a backup holds it.
 *
 * @module
 */

import { ConfError, notUnderstood } from "./conf-error.ts";
import { type Line, linesOf } from "./words.ts";

/** One line, or one block of lines. */
export type Statement = { readonly line: number } & (
  | { readonly kind: "config"; readonly words: readonly string[]; readonly body: readonly Statement[] }
  | { readonly kind: "edit"; readonly key: string; readonly body: readonly Statement[] }
  | {
      readonly kind: "set" | "append" | "select" | "unselect";
      readonly field: string;
      readonly values: readonly string[];
    }
  | { readonly kind: "unset"; readonly field: string }
  | { readonly kind: "delete"; readonly key: string }
  | { readonly kind: "purge" }
  | { readonly kind: "move"; readonly key: string; readonly side: "before" | "after"; readonly neighbour: string }
  | { readonly kind: "rename" | "clone"; readonly key: string; readonly to: string }
  /** Anything else: `get`, `show`, `execute`, ... */
  | { readonly kind: "command"; readonly words: readonly string[] }
);

const VERBS = [
  "abort",
  "append",
  "clone",
  "config",
  "delete",
  "diagnose",
  "edit",
  "end",
  "execute",
  "get",
  "move",
  "next",
  "purge",
  "rename",
  "select",
  "set",
  "show",
  "unselect",
  "unset",
] as const;

/** No table is nested like that. */
const MOST_LEVELS = 32;

/** @throws ConfError that names the line. */
export function parseConf(text: string): Statement[] {
  const lines = linesOf(text);
  let at = 0;

  /** Reads up to the word that closes the block, or to the end. */
  function readBlock(closing: "end" | "next" | undefined, opened: number, level: number): Statement[] {
    if (level > MOST_LEVELS) throw new ConfError(`blocks are nested deeper than ${MOST_LEVELS} levels`, opened);
    const statements: Statement[] = [];
    for (let line = lines[at]; line !== undefined; line = lines[at]) {
      const [word = "", ...words] = line.words;
      const verb = verbOf(word);
      at += 1;
      if (verb === closing && verb !== undefined) return statements;
      // `end` also closes the entry that it stands in, and is read again for the table.
      if (verb === "end" && closing === "next") {
        at -= 1;
        return statements;
      }
      statements.push(
        verb === "config" || verb === "edit"
          ? readBlockOf(verb, words, line, level)
          : readLine(verb, word, words, line),
      );
    }
    if (closing !== undefined) throw new ConfError(`command parse error: '${closing}' is missing`, opened);
    return statements;
  }

  function readBlockOf(kind: "config" | "edit", words: readonly string[], { number }: Line, level: number): Statement {
    const body = readBlock(kind === "config" ? "end" : "next", number, level + 1);
    return kind === "config" ? { kind, line: number, words, body } : { kind, line: number, key: words.join(" "), body };
  }

  return readBlock(undefined, 1, 0);
}

function readLine(
  verb: (typeof VERBS)[number] | undefined,
  word: string,
  words: readonly string[],
  { number: line }: Line,
): Statement {
  const [first = "", ...others] = words;
  switch (verb) {
    case "set":
    case "append":
    case "select":
    case "unselect":
      return { kind: verb, line, field: first, values: others };
    case "unset":
      return { kind: verb, line, field: first };
    case "delete":
      return { kind: verb, line, key: words.join(" ") };
    case "purge":
      return { kind: verb, line };
    case "move": {
      const [side, neighbour = ""] = others;
      if (side !== "before" && side !== "after") throw notUnderstood(String(side), line);
      return { kind: verb, line, key: first, side, neighbour };
    }
    case "rename":
    case "clone": {
      const [to, key] = others;
      if (to !== "to" || key === undefined) throw notUnderstood(String(to), line);
      return { kind: verb, line, key: first, to: key };
    }
    default:
      return { kind: "command", line, words: [verb ?? word, ...words] };
  }
}

/** What a word stands for: itself, or the only verb that begins like that. */
function verbOf(word: string): (typeof VERBS)[number] | undefined {
  const found = VERBS.filter((verb) => verb.startsWith(word));
  return found.find((verb) => verb === word) ?? (found.length === 1 && word.length > 1 ? found[0] : undefined);
}
