// node ../../scripts/build-library.mjs [folder]: builds the package of the current folder for npm, into `dist` by default.
// The program goes into few files, because Node takes longer to find and open a file than to read what stands in it: a
// file each would make the start of every script three times as long. What is a development dependency goes in as well,
// as far as it is used, with its licence. The types stay file by file, like the sources.
import { execFileSync } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsup";
import { collectNotices } from "./notices.ts";

const [outDir = "dist"] = process.argv.slice(2);
const { exports } = JSON.parse(await readFile("package.json", "utf8"));
const sources = Object.values(exports).filter((path) => path.endsWith(".ts"));

await rm(outDir, { recursive: true, force: true });
await mkdir(outDir, { recursive: true });
await build({
  entry: Object.fromEntries(sources.map((path) => [path.slice("./src/".length, -".ts".length), path])),
  outDir,
  format: "esm",
  target: "node22",
  platform: "neutral",
  splitting: true,
  external: [/^node:/],
  removeNodeProtocol: false,
  esbuildPlugins: [collectNotices(join(outDir, "THIRD-PARTY-LICENSES.txt"))],
  silent: true,
  config: false,
});
const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
const types = ["-p", "tsconfig.build.json", "--emitDeclarationOnly", "--outDir", outDir];
execFileSync(process.execPath, [tsc, ...types], { stdio: "inherit" });
