// node ../../scripts/build-simulator.mjs: builds the simulator for npm, into `dist`. Everything that it is made of goes in,
// the catalogue and all packages with their licences, so that it can be installed where there is no registry. The
// catalogue's shards stay files of their own, each read when it is needed, and so does the FortiManager.
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "tsup";
import { bundleTypes } from "./bundle-types.mjs";
import { collectNotices } from "./notices.ts";

const OUT = "dist";
const CATALOG = fileURLToPath(new URL("../packages/catalog", import.meta.url));
const TSC = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
await build({
  entry: { mod: "src/mod.ts", cli: "src/cli.ts" },
  outDir: OUT,
  format: "esm",
  target: "node22",
  platform: "node",
  splitting: true,
  noExternal: [/.*/],
  removeNodeProtocol: false,
  // Some packages are CommonJS, and ask for Node's own modules by require().
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module";\nconst require = requireFrom(import.meta.url);',
  },
  esbuildPlugins: [collectNotices(join(OUT, "THIRD-PARTY-LICENSES.txt"))],
  silent: true,
  config: false,
});
// The status page is read from beside the program, in the sources as in the package.
await cp("src/status/page", join(OUT, "page"), { recursive: true });

const scratch = await mkdtemp(join(tmpdir(), "fortiweave-types-"));
try {
  emitTypes(".", scratch);
  emitTypes(CATALOG, join(scratch, "catalog"));
  const { exports } = JSON.parse(await readFile(join(CATALOG, "package.json"), "utf8"));
  await bundleTypes(scratch, OUT, { "@fortiweave/catalog": { folder: "catalog", exports } });
} finally {
  await rm(scratch, { recursive: true });
}

function emitTypes(folder, to) {
  const project = join(resolve(folder), "tsconfig.build.json");
  execFileSync(process.execPath, [TSC, "-p", project, "--emitDeclarationOnly", "--outDir", to], { stdio: "inherit" });
}
