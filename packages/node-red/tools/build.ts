/**
 * Builds what Node-RED loads into `dist`: a folder per node with its program, its dialog, its texts and its icon.
 *
 * @module
 */

import { mkdir, rm, writeFile } from "node:fs/promises";
import { build, type Options } from "tsup";
import { collectNotices } from "../../../scripts/notices.ts";
import { copyTexts, writeDialogs } from "./dialogs.ts";

const OUT = "dist";

/** One CommonJS file a node, whose `module.exports` is the register function: Node-RED 4 loads nodes with require(). */
const PROGRAMS: Options = {
  entry: {
    "fortigate-config/fortigate-config": "src/fortigate-config/fortigate-config.ts",
    "fortigate/fortigate": "src/fortigate/fortigate.ts",
  },
  format: "cjs",
  target: "node22",
  noExternal: [/.*/],
  footer: { js: "module.exports = module.exports.default;" },
  esbuildPlugins: [collectNotices(`${OUT}/THIRD-PARTY-LICENSES.txt`)],
};

/** The scripts of the dialogs, for the browser. */
const SCRIPTS: Options = {
  entry: {
    "fortigate-config/editor": "src/fortigate-config/editor/main.ts",
    "fortigate/editor": "src/fortigate/editor/main.ts",
  },
  format: "iife",
  platform: "browser",
  target: "es2022",
};

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
for (const options of [PROGRAMS, SCRIPTS]) {
  await build({ ...options, config: false, outDir: OUT, outExtension: () => ({ js: ".js" }), silent: true });
}
await copyTexts("src", OUT);
await writeDialogs("src", OUT);
await writeFile(`${OUT}/package.json`, '{ "type": "commonjs" }\n');
