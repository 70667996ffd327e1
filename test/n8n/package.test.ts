import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { unpackedPackage } from "./unpacked.ts";

interface Manifest {
  readonly dependencies?: unknown;
  readonly peerDependencies: unknown;
  readonly n8n: { readonly nodes: string[]; readonly credentials: string[] };
}

const folder = await unpackedPackage();
const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

describe("The packed n8n package", () => {
  it("holds the built node, its looks and its papers, and nothing else", () => {
    assert.deepEqual(
      globSync("**/*.*", { cwd: folder })
        .concat(globSync("LICENSE", { cwd: folder }))
        .sort(),
      [
        "LICENSE",
        "README.md",
        "dist/credentials/FortinetFortiGateApi.credentials.js",
        "dist/nodes/FortiGate/FortiGate.node.js",
        "dist/nodes/FortiGate/FortiGate.node.json",
        "dist/nodes/FortiGate/fortigate.dark.svg",
        "dist/nodes/FortiGate/fortigate.svg",
        "dist/package.json",
        "package.json",
      ],
    );
  });

  it("needs nothing but n8n", () => {
    assert.equal(manifest.dependencies, undefined);
    assert.deepEqual(manifest.peerDependencies, { "n8n-workflow": "*" });
  });

  it("names files that are there", () => {
    const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
    assert.deepEqual(
      files.filter((file) => globSync(file, { cwd: folder }).length === 0),
      [],
    );
  });

  it("requires only what n8n brings", () => {
    const required = globSync("dist/**/*.js", { cwd: folder })
      .map((file) => readFileSync(join(folder, file), "utf8"))
      .flatMap((code) =>
        [...code.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(([, name]) => name),
      );
    assert.deepEqual([...new Set(required)].sort(), ["crypto", "n8n-workflow", "zod/v4"]);
  });

  it("has no word of the workspace it was built in", () => {
    for (const file of globSync("dist/**/*.js", { cwd: folder })) {
      const code = readFileSync(join(folder, file), "utf8");
      assert.doesNotMatch(
        code,
        /workspace:|undici|\bprocess\.|\bglobalThis\b|\bconsole\.|\bset(?:Timeout|Interval|Immediate)\(/,
      );
    }
  });
});
