/**
 * What can be asked of a simulator.
 *
 * @module
 */

import { resolve } from "node:path";
import { type Certificate, checkCertificate } from "./certificate.ts";
import type { SchemaChanges } from "./cmdb/schema-changes.ts";
import type { Clock } from "./device/clock.ts";
import { TOKEN_FORM } from "./device/tokens.ts";
import { WORKSPACE_MODES, type WorkspaceMode } from "./fortimanager/factory.ts";
import type { LogRequest } from "./log/store.ts";
import { parseModel } from "./models/models.ts";
import { parseManagerVersion, parseVersion } from "./version.ts";

export type Latency = "off" | "model" | number;

export interface SimulatorOptions {
  /** How many: 1 to 1000. Default 1, and 0 is enough beside a FortiManager. */
  readonly fortigates?: number;
  /** 1 for a FortiManager that manages these FortiGates. Default 0. */
  readonly fortimanager?: number;
  /** HTTPS port of the first FortiGate; the others take the next ones, and the FortiManager the last. Default 0: any free port for each. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`. The control API stays on loopback in any case. */
  readonly host?: string;
  /** `7.4.8`, or a branch: `7.4`. From 7.2.0 to 7.6.x. Default `7.6.5`. */
  readonly fortios?: string;
  /** The model of every FortiGate: `FGT-60F`. Default `FGVM64`. */
  readonly model?: string;
  /**
   * How long API requests take, each FortiGate carrying out one after the other: `model` for the speed of its model, or
   * so many milliseconds each. Default `off`: as fast as it goes, side by side.
   */
  readonly latency?: Latency;
  /** The FortiManager's version: `7.4.8`, or a branch: `7.4`. From 7.2.0 to 7.6.x. Default `7.6.4`. */
  readonly fortimanagerVersion?: string;
  /** How changes are made on the FortiManager. Default `disabled`: without locks, as it leaves the factory. */
  readonly workspace?: WorkspaceMode;
  /** The certificate of every FortiGate and of the FortiManager, in PEM. Default: each signs its own. */
  readonly tls?: Certificate;
  /** The API token of every FortiGate. Default: random, one each. */
  readonly token?: string;
  /** The password of `admin` on every FortiGate and on the FortiManager. Default: random, one each. */
  readonly password?: string;
  /** What every FortiGate has beside the catalogue, and lacks of it. */
  readonly schema?: SchemaChanges;
  /** Port of the status page, which stays on loopback. Default 0: any free port. */
  readonly statusPort?: number;
  /** File that every exchange is written to, without secrets. What stands in it is lost. */
  readonly record?: string;
  /** A recording: requests are answered from it, and not by the devices. */
  readonly replay?: string;
  /** Other hosts, traffic and measurements for another whole number, the same for the same. Default 0. */
  readonly seed?: number;
  /** How many lines every log of a FortiGate starts with, or what `POST /logs` of the control API takes. Default 0. */
  readonly logs?: number | LogRequest;
  /**
   * File in which the state of all devices is kept, passwords and keys included: loaded at the start where there is one,
   * and saved soon after each change and at the end. What it holds is the default of `fortigates`, `fortimanager`,
   * `fortios`, `model`, `fortimanagerVersion`, `workspace`, `token`, `password`, `port` and `tls`.
   */
  readonly state?: string;
  /** Default: real time. */
  readonly clock?: Clock;
}

/** In one process. */
export const MOST_FORTIGATES: number = 1000;
export const LAST_PORT: number = 65_535;
const LONGEST_PASSWORD = 128;
export const LARGEST_SEED: number = 2 ** 31 - 1;
/** Of a log. */
export const MOST_LINES: number = 100_000_000;
/** Milliseconds. */
const LONGEST_LATENCY = 60_000;

/** @throws Error that says which option cannot work. */
export function checkOptions({
  fortigates = 1,
  fortimanager = 0,
  port = 0,
  host,
  fortios,
  model,
  latency,
  fortimanagerVersion,
  workspace,
  tls,
  statusPort = 0,
  record,
  replay,
  token,
  password,
  seed = 0,
  logs = 0,
  state,
}: SimulatorOptions): void {
  if (fortimanager !== 0 && fortimanager !== 1) throw new Error(`Give 0 or 1 FortiManager, not ${fortimanager}`);
  const least = 1 - fortimanager;
  if (!Number.isInteger(fortigates) || fortigates < least || fortigates > MOST_FORTIGATES) {
    throw new Error(
      `Give a whole number of FortiGates from 1 to ${MOST_FORTIGATES}, or from 0 on beside a FortiManager, not ${fortigates}`,
    );
  }
  if (!Number.isInteger(port) || port < 0 || port > LAST_PORT) {
    throw new Error(`Give a port from 0 to ${LAST_PORT}, not ${port}`);
  }
  if (port > 0 && port + fortigates + fortimanager - 1 > LAST_PORT) {
    const what = fortimanager === 0 ? "" : " and a FortiManager";
    throw new Error(`${fortigates} FortiGates${what} do not fit between port ${port} and ${LAST_PORT}, the last one`);
  }
  if (host === "") throw new Error("Give an address to listen on, such as 127.0.0.1");
  if (fortios !== undefined) parseVersion(fortios);
  if (model !== undefined) parseModel(model);
  if (latency !== undefined) checkLatency(latency);
  if (fortimanagerVersion !== undefined) parseManagerVersion(fortimanagerVersion);
  if (workspace !== undefined && !WORKSPACE_MODES.includes(workspace)) {
    throw new Error(`Give a workspace mode: ${WORKSPACE_MODES.join(", ")}; not "${workspace}"`);
  }
  if (!Number.isInteger(statusPort) || statusPort < 0 || statusPort > LAST_PORT) {
    throw new Error(`Give a port of the status page from 0 to ${LAST_PORT}, not ${statusPort}`);
  }
  if (tls !== undefined) checkCertificate(tls);
  if (record === "" || replay === "") throw new Error("Name a file to record to, or to replay");
  if (token !== undefined && !TOKEN_FORM.test(token)) {
    throw new Error("A token has at least 25 characters, each a letter, a digit, - or _");
  }
  if (password !== undefined && (password === "" || password.length > LONGEST_PASSWORD)) {
    throw new Error(`A password has 1 to ${LONGEST_PASSWORD} characters`);
  }
  if (state === "") throw new Error("Name a file to keep the state in");
  if (isSameFile(record, replay)) throw new Error(`Record to another file than ${record}, which is replayed`);
  if (isSameFile(record, state) || isSameFile(replay, state)) {
    throw new Error(`Keep the state in another file than ${state}, which is recorded to or replayed`);
  }
  checkWhole("seed", seed, LARGEST_SEED);
  checkWhole("number of log lines", typeof logs === "number" ? logs : logs.count, MOST_LINES);
}

function isSameFile(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && resolve(one) === resolve(other);
}

function checkWhole(what: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new Error(`Give a ${what} from 0 to ${most}, not ${value}`);
}

function checkLatency(latency: Latency): void {
  if (latency === "off" || latency === "model") return;
  if (typeof latency === "number" && latency >= 0 && latency <= LONGEST_LATENCY) return;
  throw new Error(`Give a latency of "off", "model" or 0 to ${LONGEST_LATENCY} ms per request, not "${latency}"`);
}
