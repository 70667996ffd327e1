import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, describe, test } from "node:test";
import { importsOf as importsOfText } from "../layers/imports.ts";
import { deno, JSR_PACKAGES } from "./deno.ts";
import { startLocalJsr } from "./local-jsr.ts";

/** What `deno publish` lets through as an import: ours, npm's, and files beside it. */
const PORTABLE = /^(?:jsr:@fortiweave\/|npm:|\.{1,2}\/|node:)/;

describe("what JSR is sent", () => {
  const folder = mkdtempSync(join(tmpdir(), "fortiweave-jsr-"));
  after(() => rmSync(folder, { recursive: true }));

  before(async () => {
    await using jsr = await startLocalJsr();
    await deno(["publish", "--allow-dirty", "--no-provenance", "--token", "any"], { JSR_URL: jsr.url });
    for (const [id, tarball] of jsr.published) {
      const target = join(folder, id.split("/")[1]?.split("@")[0] ?? "");
      mkdirSync(target);
      writeFileSync(`${target}.tgz`, tarball);
      execFileSync("tar", ["-xzf", `${target}.tgz`, "-C", target]);
    }
  });

  const filesOf = (name: string) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile())
      .map((item) => relative(join(folder, name), join(item.parentPath, item.name)));
  const importsOf = (name: string) =>
    filesOf(name)
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) => importsOfText(readFileSync(join(folder, name, path), "utf8")));

  for (const name of JSR_PACKAGES) {
    test(`${name}: source, README, licence and manifest, no tests or tools`, () => {
      const files = filesOf(name);
      for (const wanted of ["deno.json", "README.md", "LICENSE", "src/mod.ts"])
        assert.ok(files.includes(wanted), wanted);
      const strangers = files.filter((path) => /\.test\.|^(?!src\/|deno\.json|README\.md|LICENSE)/.test(path));
      assert.deepEqual(strangers, []);
    });

    test(`${name}: every import resolves without our workspace`, () => {
      assert.deepEqual(
        importsOf(name).filter((specifier) => !PORTABLE.test(specifier)),
        [],
      );
    });
  }

  test("the npm packages keep their ranges", () => {
    assert.ok(importsOf("core").some((specifier) => /^npm:undici@\^?8/.test(specifier)));
    assert.ok(importsOf("catalog").some((specifier) => /^npm:zod@\^?4/.test(specifier)));
    assert.ok(importsOf("fortios").some((specifier) => /^npm:ipaddr\.js@\^?2/.test(specifier)));
  });

  test("our packages refer to each other on JSR", () => {
    assert.ok(importsOf("fortios").some((specifier) => /^jsr:@fortiweave\/core@\^/.test(specifier)));
    assert.ok(importsOf("fortios").some((specifier) => /^jsr:@fortiweave\/catalog@\^/.test(specifier)));
  });
});
