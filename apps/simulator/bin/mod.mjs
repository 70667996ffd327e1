import { existsSync } from "node:fs";

// In the workspace the source runs as it is; the published package holds only what was built from it.
const source = new URL("../src/mod.ts", import.meta.url);
export const { parseRecording, readRecording, startSimulator } = await import(
  existsSync(source) ? source.href : new URL("../dist/mod.js", import.meta.url).href
);
