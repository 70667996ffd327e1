/**
 * Shows characters that cannot stand as they are.
 *
 * @module
 */

/** The text with each character that the pattern finds written as `\\u001b`. The pattern is global. */
export function escapeAll(text: string, pattern: RegExp): string {
  return text.replace(pattern, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
