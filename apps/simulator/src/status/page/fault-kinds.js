// What can go wrong on purpose, in words.

/** By kind: what it does, and what it can be told beside where and how often. */
export const FAULTS = {
  "No answer": {
    drop: { text: "The connection ends", settings: ["when"] },
    hang: { text: "Nothing comes until the client leaves", settings: [] },
    refuse: { text: "New connections are refused", settings: [], takesNoMatch: true },
  },
  "Another answer": {
    status: { text: "A JSON error", settings: ["status"], defaults: { status: 500 } },
    html: { text: "An HTML page", settings: ["status"], defaults: { status: 503 } },
    "rate-limit": { text: "Too many requests (429)", settings: ["retryAfter"] },
    empty: { text: "An empty body", settings: ["status"], defaults: { status: 200 } },
    "not-json": { text: "Half of a JSON text", settings: [] },
    "soft-error": { text: "HTTP 200 that says no", settings: [] },
  },
  "The device's own answer, spoiled": {
    delay: { text: "It comes later", settings: ["ms"], defaults: { ms: 1000 } },
    slow: { text: "It comes in ten pieces", settings: ["ms"], defaults: { ms: 1000 } },
    truncated: { text: "Only its first half", settings: [] },
    "wrong-type": { text: "With the wrong content type", settings: [] },
    twice: { text: "With headers sent twice", settings: [] },
  },
};

export const TROUBLES = {
  "drop-poll": { text: "The connection ends while a task is polled" },
  "key-race": { text: "Calls side by side with one API key are refused" },
  "expire-session": { text: "The session of the next request is over" },
  restart: { text: "It restarts: all sessions end" },
  "no-answer-after-install": { text: "An install is done, its answer is lost" },
  "slow-task": { text: "Tasks take ten times longer" },
  "failed-line": { text: "A line of a task fails" },
  "stuck-preview": { text: "A preview stays at 5 %" },
  "empty-log-page": { text: "A page of a log search is empty" },
  "lost-log-search": { text: "A log search is forgotten" },
};

export const SETTING_LABELS = { status: "Status", ms: "Milliseconds", retryAfter: "Retry-After (s)", when: "When" };

/** Of a fault that is switched on, in one line. */
export function describeFault({ match = {}, left, when, status, ms, retryAfter, device }) {
  const where =
    match.method || match.path || match.item
      ? [match.method, match.path, match.item].filter(Boolean).join(" ")
      : "every request";
  return [
    device ?? where,
    when && when !== "before" ? when : undefined,
    status,
    ms === undefined ? undefined : `${ms} ms`,
    retryAfter === undefined ? undefined : `Retry-After ${retryAfter}`,
    left === null ? "until switched off" : `${left} left`,
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}
