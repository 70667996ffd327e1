/**
 * What a client says of itself while it works, for people who look for a fault.
 *
 * @module
 */

/** How much a line matters, least first. */
export type LogLevel = "debug" | "info" | "warning" | "error";

const LEVELS: readonly LogLevel[] = ["debug", "info", "warning", "error"];

/** Takes lines from a level on. They hold no secrets. */
export interface Logger {
  /** The least level that it takes. What costs time to say is not even put into words below it. */
  readonly level: LogLevel;
  /** Takes one line. What it throws is the caller's problem, so it should not. */
  log(level: LogLevel, message: string): void;
}

/**
 * Makes a logger that passes lines of a level and above on to `write`.
 *
 * @example
 * ```ts
 * import { createLogger } from "@fortiweave/core";
 *
 * const lines: string[] = [];
 * const logger = createLogger((level, message) => lines.push(`${level} ${message}`), "debug");
 * logger.log("debug", "GET /api/v2/monitor/system/status: HTTP 200 in 12 ms");
 * ```
 */
export function createLogger(write: (level: LogLevel, message: string) => void, level: LogLevel = "info"): Logger {
  return {
    level,
    log: (of, message) => {
      if (isLogged(level, of)) write(of, message);
    },
  };
}

/** Writes to the console: warnings and errors to standard error. Default level `warning`. */
export function consoleLogger(level: LogLevel = "warning"): Logger {
  return createLogger((of, message) => {
    const print = of === "error" ? console.error : of === "warning" ? console.warn : console.info;
    print(`fortiweave ${of}: ${message}`);
  }, level);
}

/** Whether a logger that takes `least` and above takes `level`. */
export function isLogged(least: LogLevel, level: LogLevel): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}
