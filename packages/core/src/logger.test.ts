import assert from "node:assert/strict";
import { test } from "node:test";
import { createLogger, type LogLevel } from "./logger.ts";

test("a logger takes its level and what matters more", () => {
  const lines: string[] = [];
  const logger = createLogger((level, message) => lines.push(`${level}: ${message}`), "warning");
  for (const level of ["debug", "info", "warning", "error"] satisfies LogLevel[]) logger.log(level, "x");
  assert.deepEqual(lines, ["warning: x", "error: x"]);
});
