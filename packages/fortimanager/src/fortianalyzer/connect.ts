/**
 * Connects to a FortiAnalyzer from a script.
 *
 * @module
 */

import { type ConnectOptions, toClientOptions } from "../connect.ts";
import { createFortiAnalyzer, type FortiAnalyzer } from "./fortianalyzer.ts";

/**
 * Connects to a FortiAnalyzer, as `connectFortiManager` does to a FortiManager: the same options, the same ways to sign in.
 * API keys came with FortiAnalyzer 7.4.7 and 7.6.2. Sends nothing yet.
 *
 * @throws FortiError INVALID_INPUT when an option is wrong.
 *
 * @example
 * ```ts
 * import { connectFortiAnalyzer } from "@fortiweave/fortimanager";
 *
 * export async function viruses(apiKey: string): Promise<number> {
 *   await using faz = connectFortiAnalyzer({ url: "https://192.0.2.2", apiKey });
 *   const { matched } = await faz.logs("root").count({
 *     logtype: "virus",
 *     from: "2026-01-31 00:00:00",
 *     to: "2026-01-31 23:59:59",
 *   });
 *   return matched;
 * }
 * ```
 */
export function connectFortiAnalyzer(options: ConnectOptions): FortiAnalyzer {
  return createFortiAnalyzer(toClientOptions(options));
}
