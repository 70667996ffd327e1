// Node and pnpm: which are here, and how to get the right ones.
import { spawnSync } from "node:child_process";
import { say, stop } from "./output.mjs";
import { NODE, PNPM, whatIsMissing } from "./versions.mjs";

/** Set for the second start, so that a machine where it does not help is told so instead of starting for ever. */
const RELAUNCHED = "FORTIWEAVE_RELAUNCHED";

// npm passes its own command line on in the environment. These would make npx look into the wrong place.
const NPM_NOISE = /^npm_config_(?:workspace|workspaces|include_workspace_root|local_prefix|global)$/i;

const quiet = { stdio: ["ignore", "pipe", "ignore"], shell: process.platform === "win32" };

/** The environment in which to start again, or undefined when this process will do. */
export function environmentWithTools() {
  const missing = whatIsMissing({ node: process.versions.node, pnpm: installedPnpm() });
  if (missing === undefined) return undefined;
  if (process.env[RELAUNCHED])
    stop(`${missing}, even with Node ${NODE} and pnpm ${PNPM} from npm: install both yourself`);
  say(`${missing}: using Node ${NODE} and pnpm ${PNPM} from npm (downloaded once, then from npm's cache)`);
  return { ...process.env, PATH: pathFromNpm(), [RELAUNCHED]: "1" };
}

function installedPnpm() {
  // Corepack's stand-in for pnpm would ask a question here.
  const env = { ...process.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: "0" };
  const { status, stdout } = spawnSync("pnpm", ["--version"], { env, encoding: "utf8", ...quiet });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * npx fetches the two and tells where they lie. The command itself then runs without npx and its shell in between,
 * which would swallow signals.
 */
function pathFromNpm() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NPM_NOISE.test(name)));
  const packages = [`--package=node@${NODE}`, `--package=pnpm@${PNPM}`];
  const args = ["--yes", "--prefer-offline", "--loglevel=error", ...packages, "--", "node", "-p", "process.env.PATH"];
  const { status, stdout } = spawnSync("npx", args, {
    env,
    encoding: "utf8",
    ...quiet,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const path = stdout?.trim().split("\n").at(-1);
  if (status !== 0 || !path)
    stop(`npx could not bring Node ${NODE} and pnpm ${PNPM}: check the network, or install both`);
  return path;
}
