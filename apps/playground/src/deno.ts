/**
 * The real Deno, from its npm package.
 *
 * @module
 */

import { createRequire } from "node:module";

/**
 * Path of Deno's own executable. The package's start script would stand between us and it, and keep signals to itself.
 */
export function findDeno(): string {
  const { runInstall } = createRequire(import.meta.url)("deno/install_api.cjs") as { runInstall(): string };
  return runInstall();
}
