import { copyFile, writeFile } from "node:fs/promises";
import { defineConfig } from "tsup";

/** What n8n reads beside the code. */
const ASSETS = ["FortiGate.node.json", "fortigate.svg", "fortigate.dark.svg"];

export default defineConfig({
  entry: {
    "nodes/FortiGate/FortiGate.node": "nodes/FortiGate/FortiGate.node.ts",
    "credentials/FortinetFortiGateApi.credentials": "credentials/FortinetFortiGateApi.credentials.ts",
  },
  format: "cjs",
  outExtension: () => ({ js: ".js" }),
  target: "node22",
  platform: "node",
  splitting: false,
  treeshake: true,
  clean: true,
  // Ours go in, so that nothing is installed beside the node; n8n brings these two.
  noExternal: [/^@fortiweave\//, "ipaddr.js"],
  external: ["n8n-workflow", /^zod(\/|$)/],
  onSuccess: async () => {
    // The sources are modules and n8n wants CommonJS.
    await writeFile("dist/package.json", '{ "type": "commonjs" }\n');
    for (const name of ASSETS) await copyFile(`nodes/FortiGate/${name}`, `dist/nodes/FortiGate/${name}`);
  },
});
