import assert from "node:assert/strict";
import { test } from "node:test";
import { fortios } from "./registry.ts";

function paths(words: string, options = {}): string[] {
  return fortios.search(words, { area: "cmdb", ...options }).map(({ path }) => path);
}

test("an exact path comes first, whatever else it is part of", () => {
  assert.equal(paths("firewall/policy")[0], "firewall/policy");
  assert.equal(paths("Firewall/DoS-policy")[0], "firewall/DoS-policy");
});

test("every word must match", () => {
  assert.equal(paths("addr grp")[0], "firewall/addrgrp");
  assert.deepEqual(paths("firewall nonsense"), []);
  assert.ok(paths("schedule recurring").every((path) => /schedule.*recurring/.test(path)));
});

test("a whole word beats the start of a word, and that beats the middle", () => {
  const found = paths("address", { limit: 100 });
  assert.equal(found[0], "firewall/address");
  assert.ok(found.indexOf("firewall/address") < found.indexOf("firewall/address6-template"));
  assert.ok(
    found.indexOf("firewall/address6-template") < found.indexOf("firewall/ipmacbinding") ||
      !found.includes("firewall/ipmacbinding"),
  );
});

test("people's words work as well as the API's", () => {
  assert.ok(paths("address group").includes("firewall/addrgrp"));
  assert.equal(paths("sd-wan")[0], "system/sdwan");
  assert.equal(paths("virtual ip")[0], "firewall/vip");
});

test("a plural finds what is named in the singular, after what is named in the plural", () => {
  assert.equal(paths("addresses")[0], "firewall/address");
  assert.equal(paths("firewall policies")[0], "firewall/policy");
  assert.equal(paths("static routes")[0], "router/static");
  const found = fortios.search("users", { limit: 500 }).map(({ path }) => path);
  assert.equal(found[0], "user/scim/users");
  assert.ok(found.includes("user/local"));
});

test("all areas are searched unless one is named", () => {
  assert.equal(fortios.search("banned add users")[0]?.area, "monitor");
  assert.ok(
    fortios.search("system").every((row, at, rows) => at === 0 || row.path.length >= (rows[at - 1]?.path.length ?? 0)),
  );
});

test("a version hides what it does not have", () => {
  assert.ok(paths("policy46").includes("firewall/policy46"));
  assert.ok(!paths("policy46", { version: "7.6.5" }).includes("firewall/policy46"));
  assert.equal(paths("llm/proxy", { version: "8.0.0" })[0], "llm/proxy");
  assert.deepEqual(paths("llm/proxy", { version: "7.6.5" }), []);
});

test("the limit cuts the list, and no words list everything", () => {
  assert.equal(paths("firewall", { limit: 3 }).length, 3);
  assert.equal(paths("", { limit: 10_000 }).length, 734);
});
