// Which modules a source text imports.

const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*)/;
const STATIC = /^\s*(?:import|export)\b(?:[^"';]*?\bfrom)?\s*["']([^"']+)["']/gm;
const DYNAMIC = /\b(?:import|require)\(\s*["'`]([^"'`]+)["'`]/g;

/** Specifiers of static, dynamic and CommonJS imports. Examples in comments do not count. */
export function importsOf(text: string): string[] {
  const code = withoutComments(text);
  return [...code.matchAll(STATIC), ...code.matchAll(DYNAMIC)].map(([, specifier]) => specifier as string);
}

/** The text without the lines that are wholly comment: the formatter keeps code and block comments apart. */
export function withoutComments(text: string): string {
  return text
    .split("\n")
    .filter((line) => !COMMENT_LINE.test(line))
    .join("\n");
}
