/**
 * Texts that stay on the line they are written to.
 *
 * @module
 */

/** The text with a blank in place of what would begin a new line, forge one, or steer a terminal. */
export function toOneLine(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}
