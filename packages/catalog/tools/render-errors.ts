/** Writes the meanings of a device's error codes. */

import { BANNER } from "./render-shards.ts";

/** The text of `src/generated/fortios/errors.ts`, and the beginning of FortiManager's. */
export function renderErrors(what: string, errors: Readonly<Record<string, string>>): string {
  const lines = Object.entries(errors).map(([code, text]) => `  "${code}": ${JSON.stringify(text)},`);
  return [
    BANNER,
    `/** ${what} */`,
    "export const errors: Readonly<Record<string, string>> = {",
    ...lines,
    "};",
    "",
  ].join("\n");
}
