// Runs one command in the foreground: same terminal, signals passed on, its end is ours.
import { spawn } from "node:child_process";
import { stop } from "./output.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** Resolves with `{code, signal}` once the command has ended. */
export function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  const forward = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, forward);
  return new Promise((resolve) => {
    child.on("error", (error) => stop(`Cannot start ${command}: ${error.message}`));
    child.on("close", (code, signal) => {
      for (const name of SIGNALS) process.off(name, forward);
      resolve({ code, signal });
    });
  });
}

/** Ends this process as the command ended. */
export function endLike({ code, signal }) {
  if (signal !== null) process.kill(process.pid, signal);
  process.exitCode = code ?? 1;
}
