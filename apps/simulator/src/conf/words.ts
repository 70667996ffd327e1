/**
 * The words of a text of the command line.
 *
 * @module
 */

import { ConfError } from "./conf-error.ts";

/** A line with something on it. One that goes on in quotes counts where it begins. */
export interface Line {
  /** Counts from 1. */
  readonly number: number;
  readonly words: readonly string[];
  /** How many of them stood in quotes. */
  readonly quotes: number;
}

const NEWLINE = "\n";

/** No configuration has as many, and more would take too much memory. */
const MOST_LINES = 1_000_000;

/** @throws ConfError for a quote that nothing closes, and for too many lines. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let words: string[] = [];
  let quotes = 0;
  let number = 1;
  let started = 1;
  let at = 0;

  function endLine(): void {
    if (words.length > 0) lines.push({ number: started, words, quotes });
    words = [];
    quotes = 0;
    if (lines.length > MOST_LINES) throw new ConfError(`there are more than ${MOST_LINES} lines`, number);
  }

  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === NEWLINE) {
      endLine();
      number += 1;
      at += 1;
    } else if (isSpace(char)) {
      at += 1;
    } else if (char === "#" && words.length === 0) {
      const end = text.indexOf(NEWLINE, at);
      at = end === -1 ? text.length : end;
    } else {
      if (words.length === 0) started = number;
      const word = readWord(text, at, number);
      words.push(word.text);
      if (char === '"' || char === "'") quotes += 1;
      number += countNewlines(text, at, word.end);
      at = word.end;
    }
  }
  endLine();
  return lines;
}

interface Word {
  readonly text: string;
  /** Where the text goes on. */
  readonly end: number;
}

/** Up to the next space that is not in quotes. */
function readWord(text: string, start: number, line: number): Word {
  let word = "";
  let at = start;
  for (let char = text[at]; char !== undefined && char !== NEWLINE && !isSpace(char); char = text[at]) {
    const part = char === '"' || char === "'" ? readQuoted(text, at, char, line) : readBare(text, at);
    word += part.text;
    at = part.end;
  }
  return { text: word, end: at };
}

/** A backslash takes away what the character behind it would mean; in single quotes it is one like any other. */
function readQuoted(text: string, start: number, quote: string, line: number): Word {
  const parts: string[] = [];
  let from = start + 1;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (char === quote) {
      parts.push(text.slice(from, at));
      return { text: parts.join(""), end: at + 1 };
    }
    if (char === "\\" && quote === '"') {
      parts.push(text.slice(from, at));
      from = at + 1;
      at += 1;
    }
  }
  throw new ConfError("a quote is not closed", line);
}

function readBare(text: string, start: number): Word {
  const parts: string[] = [];
  let from = start;
  let at = start;
  for (let char = text[at]; char !== undefined && !isEnd(char); char = text[at]) {
    if (char === "\\") {
      parts.push(text.slice(from, at));
      from = at + 1;
      at += 1;
    }
    at += 1;
  }
  parts.push(text.slice(from, at));
  return { text: parts.join(""), end: Math.min(at, text.length) };
}

function isEnd(char: string): boolean {
  return char === '"' || char === "'" || char === NEWLINE || isSpace(char);
}

function isSpace(char: string): boolean {
  return char === " " || char === "\t" || char === "\r" || char === "\f" || char === "\v";
}

function countNewlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(NEWLINE, from); at !== -1 && at < to; at = text.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
