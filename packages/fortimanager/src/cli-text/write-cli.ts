/**
 * Writes configuration text, as FortiOS does.
 *
 * @module
 */

import type { CliStatement } from "./statement.ts";

/** The statements as text, each on a line of its own, four spaces deeper inside a block. */
export function writeCli(statements: readonly CliStatement[], indent = ""): string {
  return statements.map((statement) => writeStatement(statement, indent)).join("");
}

function writeStatement(statement: CliStatement, indent: string): string {
  const deeper = `${indent}    `;
  switch (statement.kind) {
    case "config":
      return `${indent}config ${statement.path}\n${writeCli(statement.body, deeper)}${indent}end\n`;
    case "edit":
      return `${indent}edit ${writeWord(statement.key)}\n${writeCli(statement.body, deeper)}${indent}next\n`;
    case "command":
      return `${indent}${[statement.verb, ...statement.words.map(writeWord)].join(" ")}\n`;
  }
}

/** Numbers, addresses and options stand as they are; everything else in quotes. */
function writeWord(word: string): string {
  return /^[\w.:/-]+$/.test(word) ? word : `"${word.replace(/["\\]/g, "\\$&")}"`;
}
