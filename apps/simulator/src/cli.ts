/**
 * The command `fortiweave-simulator`.
 *
 * @module
 */

import { readFile } from "node:fs/promises";
import { type CliOptions, type Command, HELP, readCommand } from "./cli-options.ts";
import { type Simulator, startSimulator } from "./simulator.ts";

const LEAST_WIDTH = 12;

/** Runs the command and sets the exit code: 2 for a wrong command line, 1 when it cannot start. */
export async function main(args: readonly string[], version: string): Promise<void> {
  let command: Command;
  try {
    command = readCommand(args);
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  if (command.kind !== "run") {
    process.stdout.write(command.kind === "help" ? HELP : `${version}\n`);
    return;
  }
  try {
    await run(command.options);
  } catch (error) {
    process.stderr.write(`Cannot start: ${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}

async function run({ tls, json, ...options }: CliOptions): Promise<void> {
  const certificate = tls && { cert: await readPem(tls.cert), key: await readPem(tls.key) };
  const simulator = await startSimulator({ ...options, ...(certificate && { tls: certificate }) });
  const stop = (): void => {
    simulator.close().then(
      () => process.exit(0),
      (error) => {
        process.stderr.write(`${messageOf(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
  process.stdout.write(json ? `${asJson(simulator)}\n` : asTable(simulator));
}

async function readPem(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new Error(`Cannot read ${file}: ${messageOf(error)}`, { cause: error });
  }
}

function asJson({ status, fortigates, fortimanager }: Simulator): string {
  return JSON.stringify({ fortigates, fortimanager, status });
}

function asTable({ status, fortigates, fortimanager }: Simulator): string {
  const blocks = [...fortigates, ...(fortimanager === null ? [] : [fortimanager])].map((handle) => {
    const rows = rowsOf(handle);
    const width = Math.max(LEAST_WIDTH, ...rows.map(([name]) => name.length));
    return rows.map(([name, value]) => `${name.padEnd(width)} ${value}`).join("\n");
  });
  return `${"status page".padEnd(LEAST_WIDTH)} ${status}\n\n${blocks.join("\n\n")}\n\nRunning. Stop with Ctrl+C.\n`;
}

/** What is in an object of a handle has the object's name before its own. */
function rowsOf(handle: object): readonly (readonly [string, unknown])[] {
  return Object.entries(handle).flatMap(([name, value]) =>
    typeof value === "object" && !Array.isArray(value)
      ? Object.entries(value ?? {}).map(([inner, own]) => [`${name} ${inner}`, own] as const)
      : [[name, value] as const],
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
