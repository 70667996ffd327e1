/**
 * What needs a file system or an environment: Node, Deno and Bun.
 *
 * @module
 */

export { fileAuditSink } from "./file-audit-sink.ts";
export { type FortiGateEnv, readFortiGateEnv } from "./fortigate-env.ts";
