import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { findN8n, installN8n, N8N_VERSION } from "./install.ts";

/** A pnpm that "installs" n8n, and counts how often it was asked. */
const GOOD = `#!/bin/sh
echo run >> runs.txt
echo "Progress: resolved 10, reused 0, downloaded 4, added 4"
echo "Progress: resolved 10, reused 0, downloaded 4, added 4"
echo ".../node_modules/sqlite3 install$ prebuild-install"
mkdir -p node_modules/n8n/bin && touch node_modules/n8n/bin/n8n
`;
const BAD = `#!/bin/sh
mkdir -p node_modules/half
echo "ERR_PNPM_NO_SPACE the disk is full" >&2
exit 7
`;

describe("installN8n", { skip: process.platform === "win32" && "the stand-in for pnpm is a shell script" }, () => {
  const path = process.env.PATH;
  let folder: string;
  let cacheDir: string;
  const lines: string[] = [];
  const install = () => installN8n({ cacheDir, log: (line) => lines.push(line) });
  const bringPnpm = async (script: string) => {
    await writeFile(join(folder, "pnpm"), script);
    await chmod(join(folder, "pnpm"), 0o755);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "fortiweave-install-"));
    cacheDir = join(folder, "cache");
    process.env.PATH = `${folder}${delimiter}${path}`;
    lines.length = 0;
  });
  afterEach(async () => {
    process.env.PATH = path;
    await rm(folder, { recursive: true });
  });

  it("installs once, and says how far it is in few lines", async () => {
    await bringPnpm(GOOD);
    assert.equal(await findN8n(cacheDir), undefined);
    const installed = await install();
    assert.deepEqual(installed, { bin: join(cacheDir, "node_modules", "n8n", "bin", "n8n"), version: N8N_VERSION });
    assert.equal(lines.length, 4);
    assert.match(lines.join("\n"), /4 of 10 packages\n.*sqlite3/);
    lines.length = 0;
    assert.deepEqual(await install(), installed);
    assert.deepEqual(await findN8n(cacheDir), installed);
    assert.deepEqual(lines, []);
  });

  it("begins anew after an install that failed, and tells why it did", async () => {
    await bringPnpm(BAD);
    await assert.rejects(install(), /pnpm ended with 7\n.*the disk is full/);
    assert.equal(await findN8n(cacheDir), undefined);
    await bringPnpm(GOOD);
    await install();
    assert.equal(existsSync(join(cacheDir, "node_modules", "half")), false);
  });

  it("does not trust what an interrupted install left behind", async () => {
    await mkdir(join(cacheDir, "node_modules", "n8n", "bin"), { recursive: true });
    await writeFile(join(cacheDir, "node_modules", "n8n", "bin", "n8n"), "");
    assert.equal(await findN8n(cacheDir), undefined);
  });

  it("says when there is no pnpm", async () => {
    process.env.PATH = folder;
    await assert.rejects(install(), /Cannot run pnpm: is it on the PATH/);
  });
});
