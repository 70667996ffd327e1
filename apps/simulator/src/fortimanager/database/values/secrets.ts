/**
 * Secrets: shown as `["ENC", ...]`, and kept when that comes back.
 *
 * @module
 */

import { createHash } from "node:crypto";

/** What stands for secrets in answers: from it nobody can tell what they are, only whether they changed. */
export function mask(value: unknown): readonly [marker: "ENC", text: string] {
  return ["ENC", createHash("sha256").update(JSON.stringify(value)).digest("base64")];
}

/** Whether a client sends back what stood for a secret. */
export function isMask(value: unknown): boolean {
  return Array.isArray(value) && value[0] === "ENC";
}
