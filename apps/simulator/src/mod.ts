/**
 * FortiGates on loopback: the FortiOS REST API over TLS, with a control API beside it.
 *
 * @module
 */

export type { Certificate } from "./certificate.ts";
export type { Snapshot, TableSnapshot } from "./control/snapshot.ts";
export type { Clock } from "./device/clock.ts";
export type { FaultSpec } from "./device/faults.ts";
export type { RequestRecord } from "./device/request-log.ts";
export type { SimulatorOptions } from "./options.ts";
export { type FortiGateHandle, type Simulator, startSimulator } from "./simulator.ts";
