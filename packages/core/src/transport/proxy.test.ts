import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "../errors.ts";
import { createFetchTransport } from "./fetch.ts";
import { readProxy } from "./proxy.ts";

for (const [text, origin, credential] of [
  ["http://proxy.example.com:3128", "http://proxy.example.com:3128", undefined],
  ["https://proxy.example.com", "https://proxy.example.com", undefined],
  ["HTTP://[2001:db8::2]:3128/", "http://[2001:db8::2]:3128", undefined],
  ["http://alice:hunter2@proxy:3128", "http://proxy:3128", "alice:hunter2"],
  ["http://alice@proxy:3128", "http://proxy:3128", "alice:"],
  ["http://al%20ice:p%3A%40ss%C3%9F@proxy:3128", "http://proxy:3128", "al ice:p:@ssß"],
] as const) {
  test(`${text} is understood`, () => {
    const proxy = readProxy(text);
    assert.equal(proxy.origin, origin);
    const [, encoded] = proxy.authorization?.split("Basic ") ?? [];
    assert.equal(encoded && Buffer.from(encoded, "base64").toString(), credential);
  });
}

for (const text of [
  "",
  "proxy:3128",
  "socks5://proxy:1080",
  "http://",
  "http://alice:hunter2@",
  "http://alice:hunter2@proxy/path",
  "http://alice:hunter2@proxy?x=1",
  "http://alice:hunter2@proxy/#x",
  "http://alice:hunter2%@proxy",
]) {
  test(`"${text}" is refused without a word of it`, () => {
    assert.throws(
      () => readProxy(text),
      (error) => isFortiError(error, "INVALID_INPUT") && !/hunter2/.test(error.format()) && error.hint !== undefined,
    );
  });
}

test("the fetch transport takes no proxy", () => {
  assert.throws(
    () => createFetchTransport({ url: "https://192.0.2.1", proxy: "http://proxy:3128" }),
    (error) => isFortiError(error, "INVALID_INPUT") && /takes no proxy/.test(error.message),
  );
});
