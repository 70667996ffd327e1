import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { type ConsumerProject, createConsumerProject } from "../consumer/project.ts";

let project: ConsumerProject;

before(async () => {
  project = await createConsumerProject();
  for (const file of ["empty.ts", "importing.ts", "right.ts", "wrong.ts"])
    await project.write(file, await fixture(file));
});

after(() => project.remove());

function fixture(file: string): Promise<string> {
  return readFile(new URL(`./fixtures/${file}`, import.meta.url), "utf8");
}

/** What the compiler says about one file; with `declarations` also about every declaration that it imports. */
async function check(file: string, declarations = false) {
  const flags = "--ignoreConfig --noEmit --extendedDiagnostics --strict --exactOptionalPropertyTypes --skipLibCheck";
  const target = "--module nodenext --target es2024 --lib es2024,esnext.disposable,dom,dom.iterable";
  const { text } = await project.tsc(...flags.split(" "), String(!declarations), ...target.split(" "), file);
  return {
    errors: text.split("\n").filter((line) => /error TS\d+/.test(line)),
    instantiations: Number(/Instantiations:\s+(\d+)/.exec(text)?.[1]),
  };
}

test("what the documentation promises compiles", async () => {
  assert.deepEqual((await check("right.ts")).errors, []);
});

test("a wrong path, field, value or key does not compile", async () => {
  assert.deepEqual((await check("wrong.ts")).errors, []);
});

test("each of these mistakes is an error of its own: without the expectations, all are reported", async () => {
  const lines = (await fixture("wrong.ts")).split("\n");
  const isExpectation = (line: string | undefined): boolean => line?.includes("@ts-expect-error") ?? false;
  const expected = lines.flatMap((_, index) => (isExpectation(lines[index - 1]) ? [index + 1] : []));
  await project.write("naked.ts", lines.map((line) => (isExpectation(line) ? "" : line)).join("\n"));
  const { errors } = await check("naked.ts");
  assert.ok(expected.length >= 15);
  assert.deepEqual(
    errors.map((error) => Number(/^naked\.ts\((\d+),/.exec(error)?.[1])),
    expected,
  );
});

test("importing the client costs at most 1,200 instantiations", async (t) => {
  for (const declarations of [false, true]) {
    const empty = await check("empty.ts", declarations);
    const importing = await check("importing.ts", declarations);
    const using = await check("right.ts", declarations);
    const cost = importing.instantiations - empty.instantiations;
    t.diagnostic(
      `${cost} to import, ${using.instantiations - empty.instantiations} to use; declarations checked: ${declarations}`,
    );
    assert.deepEqual(importing.errors, []);
    assert.ok(cost <= 1200, `importing costs ${cost}`);
    // Else the counter counts nothing.
    assert.ok(using.instantiations > empty.instantiations);
  }
});
