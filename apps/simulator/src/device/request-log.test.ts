import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequestLog, type RequestLog } from "./request-log.ts";

function add(log: RequestLog, url: string, body = ""): void {
  log.add({ method: "GET", url, headers: {}, body, status: 200, isHandled: true, at: 0, ms: 0 });
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

test("whatever way a sign-in is written, and however much of it came, its password is taken out", () => {
  const log = createRequestLog();
  const form = "username=admin&secretkey=geheim";
  for (const url of ["/logincheck", "/./logincheck?x=1", "/a/../logincheck/", "/api%2Fv2%2Fauthentication"]) {
    for (const body of [
      form,
      '{"secretkey":"geheim"}',
      ' {"secretkey":"gehe',
      "secretkey=gehe",
      '["geheim"]',
      '"geheim"',
    ])
      add(log, url, body);
  }
  add(log, "/x?a=1&access%5Ftoken=geheim", "");
  assert.doesNotMatch(JSON.stringify(log.all()), /gehe/);
});

test("bodies are read where they are JSON, credentials are taken out", () => {
  const log = createRequestLog();
  const headers = { authorization: "Bearer x", cookie: "a=b", accept: "*/*" };
  const url = "/x?access_token=abc&y=1";
  log.add({ method: "PUT", url, headers, body: '{"a":1}', status: 0, isHandled: false, at: 0, ms: 0 });
  add(log, "/", "a=1");
  add(log, "/");
  assert.deepEqual(log.all()[0], {
    method: "PUT",
    url: "/x?access_token=[redacted]&y=1",
    headers: { authorization: "[redacted]", cookie: "[redacted]", accept: "*/*" },
    body: { a: 1 },
    status: 0,
    handled: false,
  });
  assert.deepEqual(
    log.all().map(({ body }) => body),
    [{ a: 1 }, "a=1", null],
  );
});

test("the oldest requests are forgotten once they are longer together than what may be kept", () => {
  const log = createRequestLog(undefined, 1000);
  for (let number = 0; number < 10; number += 1) {
    const headers = { "x-long": "h".repeat(94) };
    log.add({
      method: "POST",
      url: `/${number}`,
      headers,
      body: "b".repeat(98),
      status: 200,
      isHandled: true,
      at: 0,
      ms: 0,
    });
  }
  assert.deepEqual(
    log.all().map(({ url }) => url),
    ["/5", "/6", "/7", "/8", "/9"],
  );
});
