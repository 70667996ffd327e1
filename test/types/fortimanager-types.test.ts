import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FIXTURES = fileURLToPath(new URL("./fixtures/", import.meta.url));
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
const FLAGS =
  "--ignoreConfig --noEmit --extendedDiagnostics --strict --exactOptionalPropertyTypes --allowImportingTsExtensions " +
  "--skipLibCheck --types node --module nodenext --target es2024 --lib es2024,esnext.disposable,dom,dom.iterable";

/** What the compiler says about one file and all that it imports. */
async function check(file: string) {
  const args = [TSC, ...FLAGS.split(" "), file];
  const text = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, { cwd: FIXTURES }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
  return {
    errors: text.split("\n").filter((line) => /error TS\d+/.test(line)),
    instantiations: Number(/Instantiations:\s+(\d+)/.exec(text)?.[1]),
  };
}

test("what FortiManager's types promise compiles, and all of them cost a compiler next to nothing", async (t) => {
  const empty = await check("empty.ts");
  const { errors, instantiations } = await check("fortimanager-right.ts");
  t.diagnostic(`${instantiations - empty.instantiations} instantiations`);
  assert.deepEqual(errors, []);
  assert.ok(instantiations - empty.instantiations < 1000, `${instantiations}`);
  // Else the counter counts nothing.
  assert.ok(instantiations > empty.instantiations);
});

test("what its tables promise compiles, and costs a compiler little", async (t) => {
  const [importing, { errors, instantiations }] = [
    await check("fortimanager-importing.ts"),
    await check("fortimanager-tables-right.ts"),
  ];
  t.diagnostic(`${instantiations - importing.instantiations} instantiations`);
  assert.deepEqual(errors, []);
  assert.deepEqual(importing.errors, []);
  assert.ok(instantiations - importing.instantiations < 100_000, `${instantiations - importing.instantiations}`);
});

for (const [file, least] of [
  ["fortimanager-wrong.ts", 12],
  ["fortimanager-tables-wrong.ts", 25],
] as const) {
  test(`${file}: a wrong path, field, value, key or url does not compile`, async () => {
    assert.deepEqual((await check(file)).errors, []);
  });

  test(`${file}: each mistake is an error of its own: without the expectations, all are reported`, async (t) => {
    const lines = (await readFile(join(FIXTURES, file), "utf8")).split("\n");
    const isExpectation = (line: string | undefined): boolean => line?.includes("@ts-expect-error") ?? false;
    const expected = lines.flatMap((_, index) => (isExpectation(lines[index - 1]) ? [index + 1] : []));
    // Beside the fixtures, where packages are found by their names.
    const folder = await mkdtemp(join(file.includes("tables") ? FIXTURES : tmpdir(), ".fortiweave-types-"));
    t.after(() => rm(folder, { recursive: true }));
    const naked = lines.map((line) => (isExpectation(line) ? "" : line.replace(/(?<=from ")\.\.?\//, `${FIXTURES}$&`)));
    await writeFile(join(folder, "naked.mts"), naked.join("\n"));
    const { errors } = await check(join(folder, "naked.mts"));
    assert.ok(expected.length >= least);
    assert.deepEqual(
      errors.map((error) => Number(/naked\.mts\((\d+),/.exec(error)?.[1])),
      expected,
    );
  });
}
