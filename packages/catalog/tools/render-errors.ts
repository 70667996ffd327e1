/** Writes the meanings of the device's error codes. */

import { BANNER } from "./render-shards.ts";

/** The text of `src/generated/errors.ts`. */
export function renderErrors(errors: Readonly<Record<string, string>>): string {
  const lines = Object.entries(errors).map(([code, text]) => `  "${code}": ${JSON.stringify(text)},`);
  return [
    BANNER,
    "/** What the code in an answer's `error` field means. */",
    "export const errors: Readonly<Record<string, string>> = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}
