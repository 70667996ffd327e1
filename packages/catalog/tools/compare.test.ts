import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { findDifferences } from "./compare.ts";
import { generateFiles } from "./generated-files.ts";
import { renderShard } from "./render-shards.ts";

const FOLDER = "packages/catalog/src/generated";
const INDEX = `${FOLDER}/index.ts`;
const SHARD = `${FOLDER}/shards/cmdb-x.ts`;
/** Everything that a template literal would read as its own. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: a shard must not mistake it for a placeholder
const TRICKY = JSON.stringify({ path: "x/z", default: "a\\b `${c}`" });
const LINES = `{"path":"x/y"}\n${TRICKY}`;

const shard = renderShard({
  name: "cmdb-x",
  items: LINES.split("\n").map((line) => ({ line, entry: JSON.parse(line) as { path: string } })),
});
const files = new Map([
  [INDEX, "index"],
  [SHARD, shard],
]);

test("what is committed is what the fact tables give", () => {
  assert.deepEqual(findDifferences(fileURLToPath(new URL("../../../", import.meta.url)), generateFiles()), []);
});

test("generating twice gives the same", () => {
  assert.deepEqual(generateFiles(), generateFiles());
});

test("changed, missing and left-over files are named", (t) => {
  const root = folderWith(t, { [INDEX]: "index, edited by hand", [`${FOLDER}/shards/old.ts`]: "" });
  assert.deepEqual(findDifferences(root, files), [
    { path: INDEX, state: "changed" },
    { path: SHARD, state: "missing" },
    { path: `${FOLDER}/shards/old.ts`, state: "not generated" },
  ]);
});

test("a shard holds its lines to the letter", async () => {
  const { data } = (await import(`data:text/javascript,${encodeURIComponent(shard.replace(": string", ""))}`)) as {
    data: string;
  };
  assert.equal(data, LINES);
});

interface Cleanup {
  after(fn: () => void): void;
}

function folderWith(t: Cleanup, contents: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "catalog-"));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
