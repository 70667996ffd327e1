import assert from "node:assert/strict";
import { test } from "node:test";
import { type Area, fortios } from "@fortiweave/catalog";
import { isFortiError } from "@fortiweave/core";
import fc from "fast-check";
import { checkPath, checkScope, checkVdom, encodeMkey } from "./encode.ts";

const TABLE = "/api/v2/cmdb/firewall/address";

function refused(run: () => unknown, words: RegExp): void {
  assert.throws(
    run,
    (error) => isFortiError(error, "INVALID_INPUT") && error.reached === "no" && words.test(error.message),
  );
}

/** Any text that a key may be, with the characters that hurt well represented. */
const key = fc
  .oneof(
    fc.string({ unit: "binary", minLength: 1 }),
    fc.string({
      unit: fc.constantFrom("/", "\\", ".", "%", " ", "?", "#", "+", "2", "e", "f", "é", "\u0000"),
      minLength: 1,
    }),
  )
  .filter((text) => text.isWellFormed() && text !== "." && text !== "..");

test("nothing but unreserved characters is safe", () => {
  assert.equal(encodeMkey("a-b_c.d~e", "x/y"), "a-b_c.d~e");
  assert.equal(
    encodeMkey("!'()*;:@&=+$,/?#[]% ", "x/y"),
    "%21%27%28%29%2A%3B%3A%40%26%3D%2B%24%2C%2F%3F%23%5B%5D%25%20",
  );
});

test("an encoded key decodes to itself and holds only unreserved characters and escapes", () => {
  fc.assert(
    fc.property(key, (text) => {
      const encoded = encodeMkey(text, "firewall/address");
      assert.equal(decodeURIComponent(encoded), text);
      assert.match(encoded, /^(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+$/);
    }),
  );
});

test("a key never changes which table or how deep a URL addresses", () => {
  fc.assert(
    fc.property(key, (text) => {
      const url = new URL(`${TABLE}/${encodeMkey(text, "firewall/address")}`, "https://device:8443/");
      assert.equal(url.host, "device:8443");
      assert.equal(url.search + url.hash, "");
      const segments = url.pathname.split("/");
      assert.equal(segments.length, TABLE.split("/").length + 1);
      assert.equal(segments.slice(0, -1).join("/"), TABLE);
      assert.equal(decodeURIComponent(segments.at(-1) ?? ""), text);
    }),
  );
});

test("whole numbers stay as they are", () => {
  fc.assert(fc.property(fc.maxSafeInteger(), (number) => assert.equal(encodeMkey(number, "x/y"), String(number))));
});

test("keys that no URL can carry are refused", () => {
  for (const bad of ["", ".", ".."])
    refused(() => encodeMkey(bad, "firewall/address"), /^Not a key of firewall\/address: /);
  for (const bad of ["\ud800", "a\udc00b"]) refused(() => encodeMkey(bad, "x/y"), /surrogate/);
  for (const bad of [Number.NaN, 1.5, Number.POSITIVE_INFINITY, 2 ** 53])
    refused(() => encodeMkey(bad, "x/y"), /whole number/);
  for (const bad of [undefined, null, {}, true])
    refused(() => encodeMkey(bad as unknown as string, "x/y"), /neither text nor a number/);
});

test("paths are plain segments", () => {
  for (const good of ["firewall/address", "system.3g-modem/custom", "user/banned/add_users", "system/vdom"]) {
    assert.equal(checkPath(good), good);
  }
  const bad = [
    "",
    "/",
    "/firewall/address",
    "firewall/address/",
    "a//b",
    "../x",
    "a/..",
    "a/./b",
    "a b",
    "a/b?x=1",
    "a/b#x",
    "a%2fb",
    "é",
  ];
  for (const path of bad) refused(() => checkPath(path), /^Not the path of an endpoint: /);
  refused(() => checkPath(undefined as unknown as string), /undefined/);
});

test("every path of the catalogue is one", () => {
  for (const area of ["cmdb", "monitor", "log", "service"] satisfies Area[]) {
    for (const { path } of fortios.rows(area)) {
      const plain = path.replace(/\/\{\w+\}$/, "");
      assert.equal(checkPath(plain), plain);
    }
  }
});

test("a VDOM name is one plain name", () => {
  for (const good of ["root", "VDOM_1", "a-b", "x".repeat(31)]) assert.equal(checkVdom(good), good);
  for (const bad of ["", "*", "a,b", "a b", "../x", "x".repeat(32), "a&scope=global"]) {
    refused(() => checkVdom(bad), /^Not the name of one VDOM: /);
  }
});

test("a scope is one of two words", () => {
  assert.deepEqual([checkScope("global"), checkScope("vdom")], ["global", "vdom"]);
  for (const bad of ["", "Global", "all", "global&vdom=x"]) {
    refused(() => checkScope(bad as "global"), /^The option scope is ".*", not one of global, vdom$/);
  }
});
