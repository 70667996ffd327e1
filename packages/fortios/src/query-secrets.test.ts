import assert from "node:assert/strict";
import { test } from "node:test";
import type { CmdbEntry } from "@fortiweave/catalog";
import { mayHoldSecrets, secretsInQuery } from "./query-secrets.ts";

const entry: CmdbEntry = {
  path: "user/local",
  kind: "table",
  methods: ["GET"],
  fields: {
    name: { type: "string" },
    passwd: { type: "password", secret: true },
    "ppk.secret": { type: "password", secret: true },
    servers: { type: "table", fields: { key: { type: "password", secret: true }, ip: { type: "string" } } },
  },
};

const secrets = (...filters: string[]): string[] =>
  secretsInQuery(
    entry,
    filters.map((filter) => ["filter", filter]),
  );

test("what a filter compares a secret field with is a secret, whatever the operator", () => {
  for (const operator of ["==", "!=", "=*", "!*", "=@", "!@", "<=", "<", ">=", ">"]) {
    assert.deepEqual(secrets(`passwd${operator}s3cr3t`), ["s3cr3t"], operator);
  }
  assert.deepEqual(secrets("name==web"), []);
});

test("conditions are taken apart as the device does it", () => {
  assert.deepEqual(secrets("name==a,passwd==b&passwd==c", "passwd==d"), ["b", "c", "d"]);
  assert.deepEqual(secrets("passwd==with, comma & more"), ["with, comma & more"]);
  assert.deepEqual(secrets("passwd==a=b"), ["a=b"]);
  assert.deepEqual(secrets("passwd== two\nlines"), [" two\nlines"]);
});

test("a field inside another counts, and one with a dot in its name", () => {
  assert.deepEqual(secrets("servers.key==k1", "servers.ip==192.0.2.1", "ppk\\.secret==k2"), ["k1", "k2"]);
});

test("a parameter with the name of a secret field holds one", () => {
  const query = [
    ["passwd", "s3cr3t"],
    ["with_meta", "1"],
  ] as const;
  assert.deepEqual(secretsInQuery(entry, query), ["s3cr3t"]);
});

test("what is no condition holds none", () => {
  assert.deepEqual(secrets("", "passwd", "==", ",,"), []);
});

test("pages and sorting need no look", () => {
  assert.equal(mayHoldSecrets(undefined), false);
  assert.equal(mayHoldSecrets([]), false);
  assert.equal(
    mayHoldSecrets([
      ["start", "0"],
      ["count", "20"],
      ["format", "name"],
      ["vdom", "root"],
    ]),
    false,
  );
  assert.equal(mayHoldSecrets([["filter", "name==a"]]), true);
});
