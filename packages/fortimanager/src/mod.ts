/**
 * FortiManager for scripts: every verb of its API by url, typed tables, workspaces, tasks, installs, and the FortiGates
 * behind it.
 *
 * @example
 * ```ts
 * import { connectFortiManager } from "@fortiweave/fortimanager";
 *
 * export async function names(apiKey: string): Promise<string[]> {
 *   await using fmg = connectFortiManager({ url: "https://192.0.2.1", apiKey, tls: { fingerprint: "AB:CD:..." } });
 *   const rows = await fmg.get("pm/config/adom/root/obj/firewall/address", { fields: ["name"] });
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
  FortiError,
  type FortiErrorInit,
  isFortiError,
  type LogLevel,
  type Reached,
  type TlsOptions,
  type TransportOptions,
} from "@fortiweave/core";
export * from "./client.ts";
export { type ConnectOptions, connectFortiManager } from "./connect.ts";
export { connectFortiAnalyzer } from "./fortianalyzer/connect.ts";
