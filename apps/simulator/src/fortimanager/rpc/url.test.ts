import assert from "node:assert/strict";
import { test } from "node:test";
import type { Operation, Routes } from "../parts.ts";
import { createRouter, segmentsOf } from "./url.ts";

const OPERATION = {} as Operation;

function answering(...routes: readonly string[]): Routes {
  return Object.fromEntries(routes.map((route) => [route, (_, params) => ({ data: { route, ...params } })]));
}

test("urls are taken apart at slashes that are not escaped", () => {
  for (const [url, segments] of [
    ["sys/status", ["sys", "status"]],
    ["/sys/status/", ["sys", "status"]],
    ["//sys/status//", ["sys", "status"]],
    ["obj/firewall/address/10.0.0.0\\/8", ["obj", "firewall", "address", "10.0.0.0/8"]],
    ["obj/address/ends in\\/", ["obj", "address", "ends in/"]],
    ["", []],
    ["/", []],
  ] as const) {
    assert.deepEqual(segmentsOf(url), segments, url);
  }
});

test("what is spelled out wins over a placeholder, one segment over several, and the verb counts", async () => {
  const find = createRouter([
    answering("get a/{path...}", "get a/{one}", "exec a/b"),
    answering("get a/b", "get a/{one}/c", "get a/{path...}/end/{last}"),
  ]);
  const ask = async (method: string, url: string) => {
    const route = find(method, segmentsOf(url));
    return route && (await route.work(OPERATION, route.params)).data;
  };
  assert.deepEqual(await ask("get", "a/b"), { route: "get a/b" });
  assert.deepEqual(await ask("exec", "a/b"), { route: "exec a/b" });
  assert.deepEqual(await ask("get", "a/x"), { route: "get a/{one}", one: "x" });
  assert.deepEqual(await ask("get", "a/x/c"), { route: "get a/{one}/c", one: "x" });
  assert.deepEqual(await ask("get", "a/x/y"), { route: "get a/{path...}", path: "x/y" });
  assert.deepEqual(await ask("get", "a/x/y/end/z"), { route: "get a/{path...}/end/{last}", path: "x/y", last: "z" });
  for (const [method, url] of [
    ["get", "a"],
    ["get", "b/b"],
    ["exec", "a/x"],
    ["get", ""],
  ] as const) {
    assert.equal(await ask(method, url), undefined, `${method} ${url}`);
  }
});
