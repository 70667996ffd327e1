/**
 * FortiGates on loopback: the FortiOS REST API over TLS, with a control API beside it.
 *
 * @module
 */

export type { Certificate } from "./certificate.ts";
export type { AddedTable, SchemaChanges } from "./cmdb/schema-changes.ts";
export type { SessionRecord } from "./control/server.ts";
export type { Snapshot, TableSnapshot } from "./control/snapshot.ts";
export type { Clock } from "./device/clock.ts";
export type { FaultKind, FaultSpec, Moment } from "./device/faults.ts";
export type { RequestRecord } from "./device/request-log.ts";
export type { LogRequest } from "./log/store.ts";
export type { Upload } from "./monitor/uploads.ts";
export type { SimulatorOptions } from "./options.ts";
export type { SignInSettings } from "./sign-in/settings.ts";
export { type FortiGateHandle, type Simulator, startSimulator } from "./simulator.ts";
