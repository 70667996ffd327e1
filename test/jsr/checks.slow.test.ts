import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { deno, JSR_PACKAGES, ROOT } from "./deno.ts";

const exported = JSR_PACKAGES.flatMap((folder) => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, `packages/${folder}/deno.json`), "utf8")) as {
    exports: Record<string, string>;
  };
  return Object.values(exports).map((path) => join("packages", folder, path));
});

const checks = {
  "their types, and the examples'": ["check", ...exported, "apps/playground/deno", "examples"],
  "their style": ["lint"],
  "every exported symbol is documented and typed without inference": ["doc", "--lint", ...exported],
  "they can be published": ["publish", "--dry-run", "--allow-dirty"],
};

describe("Deno accepts the packages", () => {
  for (const [name, args] of Object.entries(checks)) {
    test(name, async () => {
      await deno(args);
    });
  }
});
