/**
 * The same configuration in YAML, as a device writes it when it is asked for `file_format=yaml`.
 *
 * @module
 */

import { type Line, linesOf } from "./words.ts";

interface Level {
  readonly kind: string;
  /** How far to the right what stands in it begins. */
  readonly indent: number;
}

const IN_BLOCK = 2;
const IN_ENTRY = 4;
const PLAIN = /^[A-Za-z][\w./+-]*$/;
/** Words that YAML takes for something else. */
const RESERVED = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** @param text A configuration file. The comments that it begins with stay. */
export function yamlText(text: string): string {
  const [header = ""] = /^(?:#[^\n]*\n)*/.exec(text) ?? [];
  const levels: Level[] = [{ kind: "", indent: 0 }];
  const lines: string[] = [];

  /** The end of a table also ends the entry that it stands in. */
  function close(kind: string): void {
    if (kind === "config" && levels.at(-1)?.kind === "edit") levels.pop();
    levels.pop();
  }

  for (const line of linesOf(text)) {
    const [verb = "", ...words] = line.words;
    const { indent } = levels.at(-1) ?? { indent: 0 };
    const pad = " ".repeat(indent);
    if (verb === "config") {
      lines.push(`${pad}${words.join("_")}:`);
      levels.push({ kind: verb, indent: indent + IN_BLOCK });
    } else if (verb === "edit") {
      lines.push(`${pad}- ${scalar(words.join(" "))}:`);
      levels.push({ kind: verb, indent: indent + IN_ENTRY });
    } else if (verb === "set" || verb === "unset") {
      lines.push(...settingLines(line, pad));
    } else {
      close(verb === "end" ? "config" : "edit");
    }
  }
  return `${header}${lines.join("\n")}\n`;
}

/** Several texts in quotes are a list; words without are one value. */
function settingLines({ words: [, field = "", ...values], quotes }: Line, pad: string): string[] {
  const name = `${pad}${scalar(field)}:`;
  if (values.length > 1 && quotes >= values.length) {
    return [name, ...values.map((value) => `${pad}  - ${scalar(value)}`)];
  }
  const text = values.join(" ");
  return [`${name} ${quotes > 0 ? JSON.stringify(text) : scalar(text)}`];
}

function scalar(text: string): string {
  return (PLAIN.test(text) && !RESERVED.test(text)) || /^\d+$/.test(text) ? text : JSON.stringify(text);
}
