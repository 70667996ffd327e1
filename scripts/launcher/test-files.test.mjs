import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { listTests, selectTests } from "./test-files.mjs";

const PATHS = ["packages/core/src/redact.test.ts", "packages/fortios/src/client.test.ts", "test/n8n/real.slow.test.ts"];

test("the quick run leaves the slow files out, the slow run takes only them", () => {
  assert.deepEqual(selectTests(PATHS, []), PATHS.slice(0, 2));
  assert.deepEqual(selectTests(PATHS, ["--slow"]), PATHS.slice(2));
});

test("words narrow the run", () => {
  assert.deepEqual(selectTests(PATHS, ["core"]), PATHS.slice(0, 1));
  assert.deepEqual(selectTests(PATHS, ["redact", "client"]), PATHS.slice(0, 2));
  assert.deepEqual(selectTests(PATHS, ["n8n"]), []);
});

test("tests are found in every part of the tree, and never in what was installed or built", (t) => {
  const root = mkdtempSync(join(tmpdir(), "tests of a tree "));
  t.after(() => rmSync(root, { recursive: true }));
  const wanted = ["apps/a/src/x.test.ts", "packages/b/src/deep/y.test.ts", "scripts/z.test.mjs", "test/w.test.ts"];
  const others = ["packages/b/node_modules/c/n.test.ts", "apps/a/dist/x.test.ts", "test/lab.ts", "x.test.ts"];
  for (const path of [...wanted, ...others]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), "");
  }
  assert.deepEqual(listTests(root), wanted);
});
