/**
 * The command line, read.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { WORKSPACE_MODES, type WorkspaceMode } from "./fortimanager/factory.ts";
import { DEFAULT_MODEL, MODELS, parseModel } from "./models/models.ts";
import { checkOptions, LARGEST_SEED, LAST_PORT, type Latency, MOST_FORTIGATES, MOST_LINES } from "./options.ts";
import { DEFAULT_MANAGER_VERSION, DEFAULT_VERSION, parseManagerVersion, parseVersion } from "./version.ts";

export interface CliOptions {
  /** Absent with a state, where nobody asks for another number than that of the state. So are those below. */
  readonly fortigates?: number;
  readonly fortimanager?: number;
  readonly port: number;
  readonly host: string;
  readonly fortios?: string;
  /** Its id. */
  readonly model?: string;
  readonly latency: Latency;
  readonly fortimanagerVersion?: string;
  readonly workspace?: WorkspaceMode;
  readonly seed: number;
  /** How many lines every log starts with. */
  readonly logs: number;
  readonly statusPort: number;
  /** File names. */
  readonly record?: string;
  readonly replay?: string;
  readonly state?: string;
  readonly json: boolean;
  /** File names. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
}

/** What the command line asks for. */
export type Command =
  | { readonly kind: "run"; readonly options: CliOptions }
  | { readonly kind: "help" }
  | { readonly kind: "version" };

const MODELS_A_LINE = 7;

const MODEL_LINES = Array.from({ length: Math.ceil(MODELS.length / MODELS_A_LINE) }, (_, line) =>
  MODELS.slice(line * MODELS_A_LINE, (line + 1) * MODELS_A_LINE)
    .map(({ id }) => id)
    .join(", "),
).join(",\n                                  ");

export const HELP: string = `Usage: fortiweave-simulator [options]

Runs simulated FortiGates, and a FortiManager that manages them, until it gets SIGTERM or SIGINT.

  --fortigate N                   how many FortiGates, up to ${MOST_FORTIGATES} (default 1)
  --fortimanager N                0 or 1 FortiManager (default 0)
  --port P                        HTTPS port of the first FortiGate; the others take the next ones, the FortiManager
                                  the last (default 0: any)
  --host ADDRESS                  address to listen on (default 127.0.0.1)
  --fortios VERSION               7.2.0 to 7.6.x, or a branch such as 7.4 (default ${DEFAULT_VERSION})
  --model MODEL                   ${MODEL_LINES}
  --latency off|model|MS          how long API requests take, one after the other (default off: no time)
  --fortimanager-version VERSION  the same of the FortiManager (default ${DEFAULT_MANAGER_VERSION})
  --workspace MODE                how changes are made there: ${WORKSPACE_MODES.join(", ")} (default disabled)
  --tls-cert FILE                 certificate in PEM (default: each signs its own)
  --tls-key FILE                  its key in PEM
  --status-port P                 port of the status page, a page for people on 127.0.0.1 (default 0: any)
  --record FILE                   write every request and answer to it, without secrets
  --replay FILE                   answer from such a file instead
  --state FILE                    keep the state there, and go on from it at the next start
  --seed N                        other hosts and traffic behind the FortiGates for another number (default 0)
  --logs N                        every log of a FortiGate starts with so many lines (default 0)
  --json                          print one line of JSON once everything serves
  --version                       print the simulator's version
  --help                          print this
`;

/** @throws Error whose message says what is wrong with the command line. */
export function readCommand(args: readonly string[]): Command {
  const { values, tokens } = parseArgs({
    args: [...args],
    tokens: true,
    options: {
      fortigate: { type: "string", default: "1" },
      fortimanager: { type: "string", default: "0" },
      port: { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      fortios: { type: "string", default: DEFAULT_VERSION },
      model: { type: "string", default: DEFAULT_MODEL.id },
      latency: { type: "string", default: "off" },
      "fortimanager-version": { type: "string", default: DEFAULT_MANAGER_VERSION },
      workspace: { type: "string", default: "disabled" },
      "tls-cert": { type: "string" },
      "tls-key": { type: "string" },
      "status-port": { type: "string", default: "0" },
      record: { type: "string" },
      replay: { type: "string" },
      state: { type: "string" },
      seed: { type: "string", default: "0" },
      logs: { type: "string", default: "0" },
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
    fortigates: wholeNumber("--fortigate", values.fortigate, 1 - fortimanager, MOST_FORTIGATES),
    fortimanager,
    port: wholeNumber("--port", values.port, 0, LAST_PORT),
    host: values.host,
    fortios: parseVersion(values.fortios),
    model: parseModel(values.model).id,
    latency: latencyOf(values.latency),
    fortimanagerVersion: parseManagerVersion(values["fortimanager-version"]),
    workspace: workspaceMode(values.workspace),
    seed: wholeNumber("--seed", values.seed, 0, LARGEST_SEED),
    logs: wholeNumber("--logs", values.logs, 0, MOST_LINES),
    statusPort: wholeNumber("--status-port", values["status-port"], 0, LAST_PORT),
    ...(values.record === undefined ? {} : { record: values.record }),
    ...(values.replay === undefined ? {} : { replay: values.replay }),
    ...(values.state === undefined ? {} : { state: values.state }),
  };
  checkOptions(options);
  return {
    kind: "run",
    options: {
      ...(values.state === undefined ? options : withoutDefaults(options, flagsIn(tokens))),
      json: values.json,
      tls: cert === undefined || key === undefined ? undefined : { cert, key },
    },
  };
}

/** What a state settles where no flag does. */
const SETTLED_BY_STATE = {
  fortigates: "fortigate",
  fortimanager: "fortimanager",
  fortios: "fortios",
  model: "model",
  fortimanagerVersion: "fortimanager-version",
  workspace: "workspace",
} as const;

function withoutDefaults<Options extends object>(
  options: Options,
  given: ReadonlySet<string>,
): Omit<Options, keyof typeof SETTLED_BY_STATE> & Partial<Options> {
  const flags: Readonly<Record<string, string>> = SETTLED_BY_STATE;
  const kept = Object.entries(options).filter(([name]) => flags[name] === undefined || given.has(flags[name]));
  return Object.fromEntries(kept) as Omit<Options, keyof typeof SETTLED_BY_STATE> & Partial<Options>;
}

function flagsIn(tokens: readonly { readonly kind: string; readonly name?: string }[]): ReadonlySet<string> {
  return new Set(tokens.flatMap(({ kind, name = "" }) => (kind === "option" ? [name] : [])));
}

function workspaceMode(text: string): WorkspaceMode {
  const mode = WORKSPACE_MODES.find((known) => known === text);
  if (mode === undefined) throw new Error(`--workspace "${text}" is none of ${WORKSPACE_MODES.join(", ")}`);
  return mode;
}

function latencyOf(text: string): Latency {
  if (text === "off" || text === "model") return text;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`--latency "${text}" is none of off, model and a number of milliseconds`);
}

function wholeNumber(flag: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new Error(`${flag} "${text}" is not a whole number from ${low} to ${high}`);
}
