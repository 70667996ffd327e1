/**
 * The command line, read.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { WORKSPACE_MODES, type WorkspaceMode } from "./fortimanager/factory.ts";
import { checkOptions } from "./options.ts";
import { DEFAULT_MANAGER_VERSION, DEFAULT_VERSION, parseManagerVersion, parseVersion } from "./version.ts";

export interface CliOptions {
  readonly fortigates: number;
  readonly fortimanager: number;
  readonly port: number;
  readonly host: string;
  readonly fortios: string;
  readonly fortimanagerVersion: string;
  readonly workspace: WorkspaceMode;
  readonly json: boolean;
  /** File names. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
}

/** What the command line asks for. */
export type Command =
  | { readonly kind: "run"; readonly options: CliOptions }
  | { readonly kind: "help" }
  | { readonly kind: "version" };

export const HELP: string = `Usage: fortiweave-simulator [options]

Runs simulated FortiGates, and a FortiManager that manages them, until it gets SIGTERM or SIGINT.

  --fortigate N                   how many FortiGates (default 1)
  --fortimanager N                0 or 1 FortiManager (default 0)
  --port P                        HTTPS port of the first FortiGate; the others take the next ones, the FortiManager
                                  the last (default 0: any)
  --host ADDRESS                  address to listen on (default 127.0.0.1)
  --fortios VERSION               7.2.0 to 7.6.x, or a branch such as 7.4 (default ${DEFAULT_VERSION})
  --fortimanager-version VERSION  the same of the FortiManager (default ${DEFAULT_MANAGER_VERSION})
  --workspace MODE                how changes are made there: ${WORKSPACE_MODES.join(", ")} (default disabled)
  --tls-cert FILE                 certificate in PEM (default: each signs its own)
  --tls-key FILE                  its key in PEM
  --json                          print one line of JSON once everything serves
  --version                       print the simulator's version
  --help                          print this
`;

/** @throws Error whose message says what is wrong with the command line. */
export function readCommand(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fortigate: { type: "string", default: "1" },
      fortimanager: { type: "string", default: "0" },
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      fortios: { type: "string", default: DEFAULT_VERSION },
      "fortimanager-version": { type: "string", default: DEFAULT_MANAGER_VERSION },
      workspace: { type: "string", default: "disabled" },
      "tls-cert": { type: "string" },
      "tls-key": { type: "string" },
      json: { type: "boolean", default: false },
      version: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const { "tls-cert": cert, "tls-key": key } = values;
  if ((cert === undefined) !== (key === undefined)) throw new Error("Give --tls-cert and --tls-key together");
  const fortimanager = wholeNumber("--fortimanager", values.fortimanager, 0, 1);
  const options = {
    fortigates: wholeNumber("--fortigate", values.fortigate, 1 - fortimanager, 100),
    fortimanager,
    port: wholeNumber("--port", values.port, 0, 65_535),
    host: values.host,
    fortios: parseVersion(values.fortios),
    fortimanagerVersion: parseManagerVersion(values["fortimanager-version"]),
    workspace: workspaceMode(values.workspace),
  };
  checkOptions(options);
  return {
    kind: "run",
    options: {
      ...options,
      json: values.json,
      tls: cert === undefined || key === undefined ? undefined : { cert, key },
    },
  };
}

function workspaceMode(text: string): WorkspaceMode {
  const mode = WORKSPACE_MODES.find((known) => known === text);
  if (mode === undefined) throw new Error(`--workspace "${text}" is none of ${WORKSPACE_MODES.join(", ")}`);
  return mode;
}

function wholeNumber(flag: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new Error(`${flag} "${text}" is not a whole number from ${low} to ${high}`);
}
