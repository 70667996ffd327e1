import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequestLog, type RequestLog } from "./request-log.ts";

function add(log: RequestLog, url: string, body = ""): void {
  log.add({ method: "GET", url, headers: {}, body, status: 200 });
}

function urls(log: RequestLog): string[] {
  return log.all().map(({ url }) => url);
}

test("the last 10,000 requests are kept", () => {
  const log = createRequestLog();
  for (let number = 0; number < 10_002; number += 1) add(log, `/${number}`);
  const kept = urls(log);
  assert.deepEqual([kept.length, kept[0], kept.at(-1)], [10_000, "/2", "/10001"]);
});

test("long bodies push the oldest requests out", () => {
  const log = createRequestLog();
  const body = "x".repeat(30 * 1024 * 1024);
  for (const url of ["/a", "/b", "/c"]) add(log, url, body);
  assert.deepEqual(urls(log), ["/b", "/c"]);
  log.clear();
  for (const url of ["/d", "/e"]) add(log, url, body);
  assert.deepEqual(urls(log), ["/d", "/e"], "nothing is left of what was cleared");
});

test("bodies are read where they are JSON, credentials are taken out", () => {
  const log = createRequestLog();
  const headers = { authorization: "Bearer x", cookie: "a=b", accept: "*/*" };
  log.add({ method: "PUT", url: "/x?access_token=abc&y=1", headers, body: '{"a":1}', status: 0 });
  add(log, "/", "a=1");
  add(log, "/");
  assert.deepEqual(log.all()[0], {
    method: "PUT",
    url: "/x?access_token=[redacted]&y=1",
    headers: { authorization: "[redacted]", cookie: "[redacted]", accept: "*/*" },
    body: { a: 1 },
    status: 0,
  });
  assert.deepEqual(
    log.all().map(({ body }) => body),
    [{ a: 1 }, "a=1", null],
  );
});
