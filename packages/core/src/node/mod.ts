/**
 * What needs a file system or an environment: Node, Deno and Bun.
 *
 * @module
 */

export { type FileAuditOptions, fileAuditSink } from "./file-audit-sink.ts";
export { type ConfigOverrides, configFromEnv, type FortiGateConfig } from "./fortigate-env.ts";
export { type FortiManagerConfig, type FortiManagerOverrides, managerConfigFromEnv } from "./fortimanager-env.ts";
export { streamSink } from "./stream-sink.ts";
export type { SyslogFacility, SyslogOptions, SyslogTls } from "./syslog/options.ts";
export { type SyslogSink, type SyslogStats, syslogSink } from "./syslog-sink.ts";
