#!/usr/bin/env node
import { existsSync, readFileSync } from "node:fs";

// In the workspace the source runs as it is; the published package holds only what was built from it.
const source = new URL("../src/cli.ts", import.meta.url);
const { main } = await import(existsSync(source) ? source.href : new URL("../dist/cli.js", import.meta.url).href);
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
await main(process.argv.slice(2), version);
