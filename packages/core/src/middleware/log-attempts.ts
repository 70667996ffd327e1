/**
 * Says of every attempt how it ended.
 *
 * @module
 */

import { isLogged, type Logger } from "../logger.ts";
import { quietly } from "../quietly.ts";
import { createScrubber } from "../redact.ts";
import type { Attempt, AttemptObserver } from "./measure.ts";

/**
 * An observer for the measure step that logs one line at level `debug` for each attempt, retries and sign-ins too: verb,
 * path, HTTP status or error code, and how long it took. Undefined for a logger that does not take `debug`.
 */
export function logAttempts(logger: Logger): AttemptObserver | undefined {
  if (!isLogged(logger.level, "debug")) return undefined;
  return (attempt) => quietly(() => logger.log("debug", describe(attempt)));
}

/** Without the query: what it holds is on the audit's lines. */
function describe({ request, status, code, durationMs }: Attempt): string {
  const { method, path, target = path, secrets } = request;
  const http = status === undefined ? undefined : `HTTP ${status}`;
  const end = code === undefined ? (http ?? "failed") : http === undefined ? code : `${code} (${http})`;
  return `${method} ${createScrubber(secrets)(target)}: ${end} in ${durationMs} ms`;
}
