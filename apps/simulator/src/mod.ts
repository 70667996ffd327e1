/**
 * FortiGates and a FortiManager on loopback: the FortiOS REST API and FortiManager's JSON-RPC over TLS, with a control
 * API beside each.
 *
 * @module
 */

export type { Certificate } from "./certificate.ts";
export type { AddedTable, SchemaChanges } from "./cmdb/schema-changes.ts";
export type { SessionRecord } from "./control/server.ts";
export type { Snapshot, TableSnapshot } from "./control/snapshot.ts";
export type { TableContent, TableList, TableRow } from "./control/tables.ts";
export type { Clock } from "./device/clock.ts";
export type { FaultKind, FaultRecord, FaultSpec, Moment } from "./device/faults.ts";
export type { RequestRecord } from "./device/request-log.ts";
export type { SettingsRequest } from "./fortimanager/control/server.ts";
export type { ManagerSnapshot } from "./fortimanager/control/snapshot.ts";
export type { ManagerTableContent, ManagerTableRow } from "./fortimanager/control/tables.ts";
export type { WorkspaceMode } from "./fortimanager/factory.ts";
export type { Entry, LockRecord, ManagerSettings, Trouble, TroubleKind, TroubleRecord } from "./fortimanager/parts.ts";
export type { ManagerRequestRecord } from "./fortimanager/request-log.ts";
export type { ItemName } from "./fortimanager/rpc/items.ts";
export type { ManagerSessionRecord } from "./fortimanager/sessions/sessions.ts";
export type { FortiCloudHandle, FortiManagerHandle } from "./fortimanager/simulate.ts";
export type { LogRequest } from "./log/store.ts";
export type { Upload } from "./monitor/uploads.ts";
export type { Latency, SimulatorOptions } from "./options.ts";
export { parseRecording, readRecording } from "./recording/read.ts";
export type {
  Product,
  RecordedBody,
  RecordedExchange,
  RecordedRequest,
  RecordedResponse,
} from "./recording/recorded.ts";
export type { ReplayReport, UnmatchedRequest } from "./recording/replay.ts";
export type { SignInSettings } from "./sign-in/settings.ts";
export { type FortiGateHandle, type Simulator, startSimulator } from "./simulator.ts";
