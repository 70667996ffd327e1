/**
 * Takes configuration text apart into words, line by line.
 *
 * @module
 */

/** Lines that are no configuration: `#config-version=...`, `=== Preview result ===`. */
const REMARK = /^[ \t]*(?:#|===)[^\n]*/y;
const BLANK = /[ \t\r]+/y;
/** A piece of a word: quoted, with line breaks in it, or up to the next blank. A backslash takes the next character as it is. */
const PIECE = /"([^"\\]*(?:\\[\s\S][^"\\]*)*)(?:"|\\?$)|([^\s"\\]+(?:\\[^\n][^\s"\\]*)*|(?:\\[^\n][^\s"\\]*)+)|\\/y;
/** A word in single quotes. Nothing is escaped in it, and it starts nowhere but at the start of a word. */
const RAW = /'([^']*)'(?=\s|$)/y;

/** The words of each command, without quotes. Takes any text: what is not closed ends with the text. */
export function* readCommands(text: string): Generator<readonly string[], void, undefined> {
  let at = 0;
  let words: string[] = [];

  /** What the pattern matches here, and past it. */
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  const takeWord = (): string => {
    const raw = take(RAW);
    if (raw !== null) return raw[1] ?? "";
    let word = "";
    for (let piece = take(PIECE); piece !== null; piece = at < text.length ? take(PIECE) : null) {
      word += (piece[1] ?? piece[2] ?? "").replace(/\\([\s\S])/g, "$1");
    }
    return word;
  };

  while (at < text.length) {
    if (words.length === 0) take(REMARK);
    take(BLANK);
    if (at >= text.length) break;
    if (text[at] === "\n") {
      at += 1;
      if (words.length > 0) yield words;
      words = [];
    } else if (/\s/.test(text[at] ?? "")) {
      at += 1;
    } else {
      words.push(takeWord());
    }
  }
  if (words.length > 0) yield words;
}
