import assert from "node:assert/strict";
import { test } from "node:test";
import { createCloseHooks } from "./close-hooks.ts";

test("the last that was added is done first, each once", async () => {
  const done: string[] = [];
  const hooks = createCloseHooks(() => undefined);
  for (const name of ["a", "b", "c"]) hooks.add(async () => void done.push(await Promise.resolve(name)));
  await hooks.run();
  await hooks.run();
  assert.deepEqual(done, ["c", "b", "a"]);
});

test("what was taken back, or has nothing to do, is not waited for", () => {
  const hooks = createCloseHooks(() => undefined);
  hooks.add(() => undefined);
  hooks.add(() => Promise.reject(new Error("Taken back")))();
  assert.equal(hooks.run(), undefined);
});

test("what fails is told, and keeps nothing else from being done", async () => {
  const failures: unknown[] = [];
  const done: string[] = [];
  const hooks = createCloseHooks((error) => failures.push(error));
  hooks.add(async () => void done.push(await Promise.resolve("first")));
  hooks.add(() => Promise.reject(new Error("no")));
  hooks.add(() => Promise.reject(new Error("neither")));
  await hooks.run();
  assert.deepEqual([done, failures.map(String)], [["first"], ["Error: neither", "Error: no"]]);
});

test("who comes later waits for the same end", async () => {
  let finish = (): void => undefined;
  const hooks = createCloseHooks(() => undefined);
  hooks.add(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  );
  const first = hooks.run();
  assert.equal(hooks.run(), first);
  finish();
  await first;
});
