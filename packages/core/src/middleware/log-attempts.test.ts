import assert from "node:assert/strict";
import { test } from "node:test";
import { createLogger } from "../logger.ts";
import { logAttempts } from "./log-attempts.ts";
import type { Attempt } from "./measure.ts";

const attempt: Attempt = {
  request: {
    operation: "cmdb user/local get",
    effect: "read",
    idempotent: true,
    method: "GET",
    path: "/api/v2/cmdb/user/local/hunter2",
    secrets: ["hunter2"],
  },
  durationMs: 12,
  status: 200,
  code: undefined,
  retryAfterMs: undefined,
};

test("one line an attempt: how it ended, and no secret", () => {
  const lines: string[] = [];
  const observe = logAttempts(createLogger((level, message) => lines.push(`${level} ${message}`), "debug"));
  observe?.(attempt);
  observe?.({ ...attempt, status: 403, code: "FORBIDDEN" });
  observe?.({ ...attempt, status: undefined, code: "NETWORK" });
  observe?.({ ...attempt, status: undefined });
  const start = "debug GET /api/v2/cmdb/user/local/[redacted]:";
  assert.deepEqual(
    lines,
    ["HTTP 200", "FORBIDDEN (HTTP 403)", "NETWORK", "failed"].map((end) => `${start} ${end} in 12 ms`),
  );
});

test("a logger that fails disturbs nobody", () => {
  const observe = logAttempts({
    level: "debug",
    log: () => {
      throw new Error("The disk is full");
    },
  });
  assert.doesNotThrow(() => observe?.(attempt));
});

test("a logger that wants no debug lines is not asked", () => {
  assert.equal(logAttempts(createLogger(() => undefined, "info")), undefined);
});

test("what a path does not say stands in its place, without a secret", () => {
  const lines: string[] = [];
  const observe = logAttempts(createLogger((_, message) => lines.push(message), "debug"));
  observe?.({ ...attempt, request: { ...attempt.request, path: "/jsonrpc", target: "get obj/user/local/hunter2" } });
  assert.deepEqual(lines, ["GET get obj/user/local/[redacted]: HTTP 200 in 12 ms"]);
});
