// Installs dependencies and builds bundles, each only when what it depends on has changed since the last time.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { say, stop } from "./output.mjs";
import { run } from "./run.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Inside node_modules, so that it goes when node_modules goes. */
const STAMPS = join(ROOT, "node_modules/.fortiweave.json");

const BUNDLES = [
  { package: "@fortiweave/n8n-nodes-fortigate", dist: "packages/n8n-fortigate/dist" },
  { package: "@fortiweave/node-red-fortinet", dist: "packages/node-red/dist" },
];

export async function install() {
  const state = fingerprint([join(ROOT, "pnpm-lock.yaml"), join(ROOT, "pnpm-workspace.yaml")]);
  if (readStamps().install === state) return;
  // A clone that Node has been switched under has no one at the terminal to confirm that node_modules may go.
  const args = ["install", "--frozen-lockfile", "--config.confirmModulesPurge=false"];
  await step("Installing dependencies", "pnpm", args);
  writeStamps({ install: state });
}

export async function buildBundles() {
  const state = fingerprint(bundleSources(join(ROOT, "packages")));
  const built = BUNDLES.every(({ dist }) => existsSync(join(ROOT, dist)));
  if (built && readStamps().bundles === state) return;
  const filters = BUNDLES.map((bundle) => `--filter=${bundle.package}`);
  await step("Building the n8n and Node-RED nodes", "pnpm", [...filters, "run", "build"]);
  writeStamps({ bundles: state });
}

async function step(title, command, args) {
  say(`${title} ...`);
  const started = performance.now();
  const end = await run(command, args, { cwd: ROOT, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (end.code !== 0) stop(`${title} failed: ${command} ${args.join(" ")} ended with ${end.signal ?? end.code}`);
  say(`${title}: done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Everything a bundle may be made of: tests, results and the fact tables behind the generated code are not. */
function bundleSources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !["node_modules", "dist", "data"].includes(name) && !name.endsWith(".test.ts"))
    .flatMap((item) => {
      const path = join(folder, item.name);
      return item.isDirectory() ? bundleSources(path) : [path];
    })
    .sort();
}

/** Of the contents, not of the times: a checkout touches every file. */
function fingerprint(paths) {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(path.slice(ROOT.length)).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

function readStamps() {
  return existsSync(STAMPS) ? JSON.parse(readFileSync(STAMPS, "utf8")) : {};
}

function writeStamps(changed) {
  mkdirSync(dirname(STAMPS), { recursive: true });
  writeFileSync(STAMPS, `${JSON.stringify({ ...readStamps(), ...changed }, null, 2)}\n`);
}
