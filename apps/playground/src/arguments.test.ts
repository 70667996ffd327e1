import assert from "node:assert/strict";
import { test } from "node:test";
import { readArguments } from "./arguments.ts";

test("without flags all surfaces run, and nothing stays up", () => {
  assert.deepEqual(readArguments([]), { help: false, open: false, surfaces: ["deno", "node-red", "n8n"] });
});

test("--only picks surfaces, in our order and each once", () => {
  assert.deepEqual(readArguments(["--only", "node-red,deno"]).surfaces, ["deno", "node-red"]);
  assert.deepEqual(readArguments(["--only=n8n, n8n"]).surfaces, ["n8n"]);
});

test("--open and --help are flags", () => {
  assert.equal(readArguments(["--open"]).open, true);
  assert.equal(readArguments(["-h"]).help, true);
});

test("an unknown surface is named, with the way out", () => {
  assert.throws(() => readArguments(["--only", "deno,bun"]), {
    message: 'Unknown surface "bun": --only takes deno, node-red, n8n, separated by commas',
  });
  assert.throws(() => readArguments(["--only", ""]), /Unknown surface ""/);
});

test("unknown flags and stray words are refused", () => {
  assert.throws(() => readArguments(["--opne"]), /--opne/);
  assert.throws(() => readArguments(["deno"]), /deno/);
  assert.throws(() => readArguments(["--only"]), /--only/);
});
