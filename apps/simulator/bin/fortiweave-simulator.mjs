#!/usr/bin/env node
import { existsSync, readFileSync } from "node:fs";

const OLDEST = [22, 19];
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `This needs Node ${OLDEST.join(".")} or newer, and this is Node ${process.versions.node}: install a newer one`,
  );
  process.exit(1);
}

// In the workspace the source runs as it is; the published package holds only what was built from it.
const source = new URL("../src/cli.ts", import.meta.url);
const { main } = await import(existsSync(source) ? source.href : new URL("../dist/cli.js", import.meta.url).href);
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
await main(process.argv.slice(2), version);
