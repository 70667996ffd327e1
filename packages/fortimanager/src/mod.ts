/**
 * FortiManager for scripts.
 *
 * @module
 */

export type { CallOptions } from "./types.ts";
