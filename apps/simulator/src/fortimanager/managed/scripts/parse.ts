/**
 * Reads a script of the command line.
 *
 * @module
 */

/** One line, or one block of lines. */
export type Statement =
  | { readonly kind: "config"; readonly words: readonly string[]; readonly body: readonly Statement[] }
  | { readonly kind: "edit"; readonly key: string; readonly body: readonly Statement[] }
  | { readonly kind: "set" | "append"; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: "unset"; readonly field: string }
  | { readonly kind: "delete"; readonly key: string }
  | { readonly kind: "purge" }
  | { readonly kind: "move"; readonly key: string; readonly side: "before" | "after"; readonly neighbour: string }
  /** Anything else: `get`, `show`, `execute`, ... */
  | { readonly kind: "command"; readonly words: readonly string[] };

/** Thrown for a script that cannot be read. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}

/** @throws ScriptError that names the line. */
export function parseScript(text: string): Statement[] {
  const lines = linesOf(text);
  const [statements, rest] = parseBlock(lines, undefined);
  const [extra] = rest;
  if (extra !== undefined) throw new ScriptError(`command parse error before '${extra.join(" ")}'`);
  return statements;
}

/** A text in quotes may go over several lines. */
function linesOf(text: string): string[][] {
  const lines: string[][] = [];
  let words: string[] = [];
  const token = /#[^\n]*|"((?:\\.|[^"\\])*)"|'([^']*)'|(\n)|((?:\\.|[^\s"'\\])+)/g;
  for (const [whole, double, single, end, bare] of text.matchAll(token)) {
    const isComment = whole.startsWith("#") && words.length === 0;
    if (end !== undefined) {
      if (words.length > 0) lines.push(words);
      words = [];
    } else if (!isComment) {
      words.push((double ?? bare)?.replaceAll(/\\(.)/g, "$1") ?? single ?? "");
    }
  }
  return words.length > 0 ? [...lines, words] : lines;
}

/** Reads up to the word that closes the block, or to the end. Answers what is left. */
function parseBlock(lines: readonly string[][], closing: string | undefined): [Statement[], readonly string[][]] {
  const statements: Statement[] = [];
  let rest = lines;
  for (let line = rest[0]; line !== undefined; line = rest[0]) {
    rest = rest.slice(1);
    const [word = "", ...words] = line;
    if (word === closing) return [statements, rest];
    // `end` also closes the entry that it stands in, and is read again for the table.
    if (word === "end" && closing === "next") return [statements, [line, ...rest]];
    if (word === "config" || word === "edit") {
      const [body, after] = parseBlock(rest, word === "config" ? "end" : "next");
      statements.push(word === "config" ? { kind: word, words, body } : { kind: word, key: words[0] ?? "", body });
      rest = after;
    } else {
      statements.push(parseLine(word, words));
    }
  }
  if (closing !== undefined) throw new ScriptError(`command parse error: '${closing}' is missing`);
  return [statements, rest];
}

function parseLine(word: string, words: readonly string[]): Statement {
  const [first = "", ...others] = words;
  switch (word) {
    case "set":
    case "append":
      return { kind: word, field: first, values: others };
    case "unset":
      return { kind: word, field: first };
    case "delete":
      return { kind: word, key: first };
    case "purge":
      return { kind: word };
    case "move": {
      const [side, neighbour = ""] = others;
      if (side !== "before" && side !== "after") throw new ScriptError(`command parse error before '${String(side)}'`);
      return { kind: word, key: first, side, neighbour };
    }
    default:
      return { kind: "command", words: [word, ...words] };
  }
}
