/**
 * Blocks attackers: screens alerts, and bans addresses on the spot.
 *
 * @example
 * ```ts
 * import { screenAlert } from "@fortiweave/fortios/quarantine";
 *
 * const verdict = screenAlert({ src_ip: "203.0.113.9", alert: { signature: "ET SCAN" } }, { safeRanges: ["198.51.100.0/24"] });
 * console.log(verdict.verdict === "block" ? verdict.sourceIp : verdict.why);
 * ```
 *
 * @module
 */

export type { BannedAddress, BanOptions, BanResult, Quarantine, UnbanResult } from "./ban.ts";
export { type IpAddress, parseAddress } from "./ip-address.ts";
export {
  type Block,
  type BlockIpv4,
  type BlockIpv6,
  type BlockVerdict,
  type RefuseVerdict,
  type ScreenOptions,
  screenAlert,
} from "./screen-alert.ts";
