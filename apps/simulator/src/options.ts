/**
 * What can be asked of a simulator.
 *
 * @module
 */

import { type Certificate, checkCertificate } from "./certificate.ts";
import type { SchemaChanges } from "./cmdb/schema-changes.ts";
import type { Clock } from "./device/clock.ts";
import { TOKEN_FORM } from "./device/tokens.ts";
import { WORKSPACE_MODES, type WorkspaceMode } from "./fortimanager/factory.ts";
import { parseManagerVersion, parseVersion } from "./version.ts";

export interface SimulatorOptions {
  /** How many. Default 1, and 0 is enough beside a FortiManager. */
  readonly fortigates?: number;
  /** 1 for a FortiManager that manages these FortiGates. Default 0. */
  readonly fortimanager?: number;
  /** HTTPS port of the first FortiGate; the others take the next ones, and the FortiManager the last. Default 0: any free port for each. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`. The control API stays on loopback in any case. */
  readonly host?: string;
  /** `7.4.8`, or a branch: `7.4`. From 7.2.0 to 7.6.x. Default `7.6.5`. */
  readonly fortios?: string;
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
  /** Default: real time. */
  readonly clock?: Clock;
}

const LAST_PORT = 65_535;
const LONGEST_PASSWORD = 128;

/** @throws Error that says which option cannot work. */
export function checkOptions({
  fortigates = 1,
  fortimanager = 0,
  port = 0,
  host,
  fortios,
  fortimanagerVersion,
  workspace,
  tls,
  token,
  password,
}: SimulatorOptions): void {
  if (fortimanager !== 0 && fortimanager !== 1) throw new Error(`Give 0 or 1 FortiManager, not ${fortimanager}`);
  if (!Number.isInteger(fortigates) || fortigates + fortimanager < 1 || fortigates < 0) {
    throw new Error(`Give a whole number of FortiGates from 1, or from 0 beside a FortiManager, not ${fortigates}`);
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
  if (fortimanagerVersion !== undefined) parseManagerVersion(fortimanagerVersion);
  if (workspace !== undefined && !WORKSPACE_MODES.includes(workspace)) {
    throw new Error(`Give a workspace mode: ${WORKSPACE_MODES.join(", ")}; not "${workspace}"`);
  }
  if (tls !== undefined) checkCertificate(tls);
  if (token !== undefined && !TOKEN_FORM.test(token)) {
    throw new Error("A token has at least 25 characters, each a letter, a digit, - or _");
  }
  if (password !== undefined && (password === "" || password.length > LONGEST_PASSWORD)) {
    throw new Error(`A password has 1 to ${LONGEST_PASSWORD} characters`);
  }
}
