/**
 * Numbers old files.
 *
 * @module
 */

import { rename, rm } from "node:fs/promises";

/** Renames `path` to `path.1`, that to `path.2` and so on, and removes what would be beyond `keep`. */
export async function rotateFiles(path: string, keep: number): Promise<void> {
  await rm(keep === 0 ? path : `${path}.${keep}`, { force: true });
  for (let number = keep; number > 0; number--) {
    await renameIfThere(number === 1 ? path : `${path}.${number - 1}`, `${path}.${number}`);
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Whether an operation failed because there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
