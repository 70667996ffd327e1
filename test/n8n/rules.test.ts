import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { n8nCommunityNodesPlugin } from "@n8n/eslint-plugin-community-nodes";
import parser from "@typescript-eslint/parser";
import { ESLint, type Linter } from "eslint";
import { unpackedPackage } from "./unpacked.ts";

/** What n8n's own scanner exports. Its command asks a registry; this is the part that judges files. */
interface Scanner {
  analyzePackage(folder: string, patterns: readonly string[]): Promise<{ passed: boolean; details?: string }>;
  readonly SOURCE_FILE_PATTERNS: readonly string[];
}

const SOURCE = fileURLToPath(new URL("../../packages/n8n-fortigate/", import.meta.url));
/** As the scanner's command does it, for a published package. */
const BUILT_PATTERNS = ["**/*.js", "package.json"];

const built = await unpackedPackage();
const scanner: Scanner = await import("@n8n/scan-community-package/scanner/scanner.mjs" as string);

describe("The rules of n8n", () => {
  it("pass in the scanner for the source", async () => {
    const { passed, details } = await scanner.analyzePackage(SOURCE, scanner.SOURCE_FILE_PATTERNS);
    assert.ok(passed, details);
  });

  it("pass in the scanner for the package", async () => {
    const { passed, details } = await scanner.analyzePackage(built, BUILT_PATTERNS);
    assert.ok(passed, details);
  });

  it("pass in the newest linter for the source, without a warning", async () => {
    assert.deepEqual(await lint(SOURCE, ["package.json", "nodes/**/*.ts", "credentials/**/*.ts"]), []);
  });

  it("pass in the newest linter for the package, without a warning", async () => {
    assert.deepEqual(await lint(built, BUILT_PATTERNS), []);
  });

  it("find a timer in a package, so that they are seen to be at work", async () => {
    const folder = join(built, "dist", "bad");
    mkdirSync(folder);
    writeFileSync(join(folder, "timer.js"), "// eslint-disable-next-line\nsetTimeout(() => {}, 1);\n");
    const { passed, details } = await scanner.analyzePackage(folder, BUILT_PATTERNS);
    assert.equal(passed, false);
    assert.match(details ?? "", /no-restricted-globals/);
    assert.equal((await lint(folder, ["timer.js"])).length, 1);
  });
});

/** All messages, warnings too, with inline comments that would switch rules off left out of account. */
async function lint(folder: string, patterns: string[]): Promise<string[]> {
  const typescript: Linter.Config = { files: ["**/*.ts", "**/*.json"], languageOptions: { parser } };
  const eslint = new ESLint({
    cwd: folder,
    allowInlineConfig: false,
    overrideConfigFile: true,
    overrideConfig: [n8nCommunityNodesPlugin.configs.recommended, typescript],
  });
  const results = await eslint.lintFiles(patterns);
  return results.flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => `${filePath}:${line} ${ruleId}: ${message}`),
  );
}
