/**
 * Numbers old files.
 *
 * @module
 */

import { rename, rm, stat } from "node:fs/promises";

/**
 * Renames `path` to `path.1`, that to `path.2` and so on, up to the first number that is free, or to `keep`: what stood
 * there is removed.
 */
export async function rotateFiles(path: string, keep: number): Promise<void> {
  const nameOf = (number: number): string => (number === 0 ? path : `${path}.${number}`);
  let last = 1;
  while (last <= keep && (await isThere(nameOf(last)))) last++;
  last = Math.min(last, keep);
  await rm(nameOf(last), { force: true });
  for (let number = last; number > 0; number--) await renameIfThere(nameOf(number - 1), nameOf(number));
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/** Somebody else may have moved it in the meantime. */
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
