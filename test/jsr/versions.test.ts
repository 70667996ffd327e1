import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { VERSION } from "../../packages/core/src/version.ts";
import { JSR_PACKAGES, ROOT } from "./deno.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly imports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

function read(path: string): Manifest {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Manifest;
}

describe("npm and JSR get the same package", () => {
  for (const folder of JSR_PACKAGES) {
    test(`${folder}: name, version, licence and exports agree`, () => {
      const pick = ({ name, version, license, exports }: Manifest) => ({ name, version, license, exports });
      assert.deepEqual(pick(read(`packages/${folder}/deno.json`)), pick(read(`packages/${folder}/package.json`)));
    });

    test(`${folder}: JSR is told where every npm dependency comes from`, () => {
      const mapped = Object.values(read(`packages/${folder}/deno.json`).imports ?? {});
      const { dependencies, peerDependencies } = read(`packages/${folder}/package.json`);
      const wanted = Object.keys({ ...dependencies, ...peerDependencies });
      for (const name of wanted.filter((name) => !name.startsWith("@fortiweave/"))) {
        assert.ok(
          mapped.some((target) => target.startsWith(`npm:${name}@`)),
          `${name} is not mapped to npm: in deno.json`,
        );
      }
    });
  }
});

test("audit records name the version that is published", () => {
  assert.equal(VERSION, read("packages/core/package.json").version);
});
