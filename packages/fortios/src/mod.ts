/**
 * FortiGate for scripts: every configuration table, monitor, log and service endpoint, typed by its path.
 *
 * @example
 * ```ts
 * import { connectFortiGate } from "@fortiweave/fortios";
 *
 * export async function names(token: string): Promise<string[]> {
 *   await using fgt = connectFortiGate({ url: "https://192.0.2.1", token, tls: { fingerprint: "AB:CD:..." } });
 *   const rows = await fgt.cmdb("firewall/address").list({ filter: [["type", "==", "ipmask"]] });
 *   return rows.map(({ name }) => name);
 * }
 * ```
 *
 * @module
 */

export {
  consoleLogger,
  createLogger,
  type ErrorFormat,
  type Fleet,
  type FleetContext,
  type FleetDevice,
  type FleetDevices,
  type FleetDone,
  type FleetFailed,
  type FleetOptions,
  type FleetOutcome,
  type FleetOutcomeBase,
  type FleetProgress,
  type FleetReport,
  type FleetReportEntry,
  type FleetReportError,
  type FleetRun,
  type FleetRunOptions,
  type FleetSkipped,
  type FleetWork,
  FortiError,
  type FortiErrorInit,
  fleet,
  isFortiError,
  type LogLevel,
  type Reached,
  type TlsOptions,
  type TransportOptions,
  token,
} from "@fortiweave/core";
export * from "./client.ts";
export { type ConnectOptions, connectFortiGate } from "./connect.ts";
