/**
 * The command line, read.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { checkOptions } from "./options.ts";
import { DEFAULT_VERSION, parseVersion } from "./version.ts";

export interface CliOptions {
  readonly fortigates: number;
  readonly port: number;
  readonly host: string;
  readonly fortios: string;
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

Runs simulated FortiGates until it gets SIGTERM or SIGINT.

  --fortigate N       how many FortiGates (default 1)
  --port P            HTTPS port of the first; the others take the next ones (default 0: any)
  --host ADDRESS      address to listen on (default 127.0.0.1)
  --fortios VERSION   7.2.0 to 7.6.x, or a branch such as 7.4 (default ${DEFAULT_VERSION})
  --tls-cert FILE     certificate in PEM (default: each signs its own)
  --tls-key FILE      its key in PEM
  --json              print one line of JSON once everything serves
  --version           print the simulator's version
  --help              print this
`;

/** @throws Error whose message says what is wrong with the command line. */
export function readCommand(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fortigate: { type: "string", default: "1" },
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      fortios: { type: "string", default: DEFAULT_VERSION },
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
  const options = {
    fortigates: wholeNumber("--fortigate", values.fortigate, 1, 100),
    port: wholeNumber("--port", values.port, 0, 65_535),
    host: values.host,
    fortios: parseVersion(values.fortios),
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

function wholeNumber(flag: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new Error(`${flag} "${text}" is not a whole number from ${low} to ${high}`);
}
