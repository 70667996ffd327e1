// The commands of the launcher, and what each needs before it runs.
import { availableParallelism } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { say, stop } from "./output.mjs";
import { endLike, run } from "./run.mjs";
import { environmentWithTools } from "./tools.mjs";
import { buildBundles, install, ROOT } from "./workspace.mjs";

const USAGE = `Usage: node scripts/launch.mjs <command>
  test [--slow] [words]   run the quick tests (or the slow ones), only files with one of the words in their path
  demo [options]          run the playground; --help lists its options
  exec -- <command>       run any command with the workspace's Node, pnpm and programs`;

export async function launch([command, ...args]) {
  const start = COMMANDS.get(command);
  if (start === undefined) stop(`${command === undefined ? "No command" : `Unknown command "${command}"`}\n${USAGE}`);
  const env = environmentWithTools();
  if (env !== undefined) {
    const again = [fileURLToPath(new URL("../launch.mjs", import.meta.url)), command, ...args];
    return endLike(await run("node", again, { env, shell: false }));
  }
  await install();
  endLike(await start(args));
}

const COMMANDS = new Map(Object.entries({ test, demo, exec }));

async function test(args) {
  await buildBundles();
  const { listTests, selectTests } = await import("./test-files.mjs");
  const files = selectTests(listTests(ROOT), args);
  if (files.length === 0) stop(`No test file fits "${args.join(" ")}"`);
  say(`Running ${files.length} test files`);
  const concurrency = Math.max(2, availableParallelism());
  const options = ["--test", "--test-reporter=spec", `--test-concurrency=${concurrency}`];
  // A file that never ends must not hold up the others for ever. Stopped like this, the runner names it.
  const minutes = args.includes("--slow") ? 30 : 10;
  return run(process.execPath, [...options, ...files], { cwd: ROOT, timeout: minutes * 60_000 });
}

async function demo(args) {
  await buildBundles();
  return run(process.execPath, ["apps/playground/src/main.ts", ...args], { cwd: ROOT });
}

async function exec(args) {
  const [command, ...rest] = args[0] === "--" ? args.slice(1) : args;
  if (command === undefined) stop(`Nothing to run\n${USAGE}`);
  const env = { ...process.env, PATH: [join(ROOT, "node_modules/.bin"), process.env.PATH].join(delimiter) };
  return run(command, rest, { env });
}
