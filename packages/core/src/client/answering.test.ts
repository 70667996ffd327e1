import assert from "node:assert/strict";
import { test } from "node:test";
import { FortiError, isFortiError } from "../errors.ts";
import { createLogger } from "../logger.ts";
import { answering } from "./answering.ts";
import type { FailureOptions, Result } from "./on-error.ts";

interface ViewOptions extends FailureOptions {
  readonly vdom?: string;
}

const failure = new FortiError({ code: "NOT_FOUND", message: "Cannot get x: there is none", status: 404 });

interface Handle {
  get(name: string): Promise<string>;
  rows(): AsyncIterableIterator<number>;
  child(): Handle;
  with(options: ViewOptions): Handle;
  readonly note: string;
}

function handle(seen: ViewOptions[] = []): Handle {
  return {
    get: (name) => {
      if (name === "bug") return Promise.reject(new TypeError("a mistake in the code"));
      return name === "x" ? Promise.reject(failure) : Promise.resolve(name);
    },
    async *rows() {
      yield 1;
      yield 2;
      throw failure;
    },
    child: () => handle(seen),
    with: (options) => {
      seen.push(options);
      return handle(seen);
    },
    note: "plain",
  };
}

/** What the handle is once it answers: its types are the compiler's business elsewhere. */
interface Calm {
  get(name: string): Promise<unknown>;
  rows(): AsyncIterableIterator<unknown>;
  child(): Calm;
  with(options: ViewOptions): Calm;
  readonly note: string;
}

const view = (options: FailureOptions, seen?: ViewOptions[]): Calm => answering(handle(seen), options, undefined);

async function collect(items: AsyncIterable<unknown>): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test("with throw, the handle is the handle", () => {
  const own = handle();
  assert.equal(answering(own, {}, undefined), own);
  assert.equal(answering(own, { onError: "throw" }, undefined), own);
});

test("with return, every call answers a result, and what it hands out does so too", async () => {
  const calm = view({ onError: "return" });
  assert.deepEqual(await calm.get("a"), { ok: true, value: "a" } satisfies Result<string>);
  assert.deepEqual(await calm.get("x"), { ok: false, error: failure } satisfies Result<string>);
  assert.deepEqual(await calm.child().child().get("x"), { ok: false, error: failure });
  assert.equal(calm.note, "plain");
});

test("with return, an iterator yields results, the error last", async () => {
  assert.deepEqual(await collect(view({ onError: "return" }).rows()), [
    { ok: true, value: 1 },
    { ok: true, value: 2 },
    { ok: false, error: failure },
  ]);
});

test("with log, errors are logged in the wanted form, and undefined is the answer", async () => {
  const lines: string[] = [];
  const logger = createLogger((level, message) => lines.push(`${level} ${message}`));
  const silent = view({ onError: "log", errorFormat: "simple", logger });
  assert.equal(await silent.get("a"), "a");
  assert.equal(await silent.get("x"), undefined);
  assert.deepEqual(await collect(silent.rows()), [1, 2]);
  assert.deepEqual(lines, Array(2).fill("error NOT_FOUND: Cannot get x: there is none"));
  await view({ onError: "log", errorFormat: "code", logger }).get("x");
  assert.equal(lines.at(-1), "error NOT_FOUND");
  await view({ onError: "log", logger }).get("x");
  assert.match(lines.at(-1) ?? "", /HTTP status: 404/);
});

test("the logger of the client is the one to log to, and without any there is nowhere to log", async () => {
  const lines: string[] = [];
  await answering<Calm>(
    handle(),
    { onError: "log" },
    createLogger((_, message) => lines.push(message)),
  ).get("x");
  assert.equal(lines.length, 1);
  assert.throws(
    () => view({ onError: "log" }),
    (error) => isFortiError(error, "INVALID_INPUT") && /no logger/.test(error.message),
  );
});

test("a mistake in the code throws in every mode", async () => {
  const logger = createLogger(() => undefined);
  for (const onError of ["return", "log"] as const) {
    await assert.rejects(view({ onError, logger }).get("bug"), TypeError);
  }
});

test("a view of a view keeps what it does not change", async () => {
  const seen: ViewOptions[] = [];
  const calm = view({ onError: "return" }, seen).with({ vdom: "a" });
  assert.deepEqual(await calm.get("x"), { ok: false, error: failure });
  await assert.rejects(calm.with({ onError: "throw" }).get("x"), failure);
  assert.deepEqual(
    seen.map(({ vdom }) => vdom),
    ["a", undefined],
  );
});

test("another mode is refused", () => {
  assert.throws(
    () => view({ onError: "ignore" as "log" }),
    (error) => isFortiError(error, "INVALID_INPUT") && /"ignore"/.test(error.message),
  );
});
