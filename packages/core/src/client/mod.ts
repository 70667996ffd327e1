/**
 * What the clients of all products are built on: the pipeline, what they count and keep on record, how they close, and
 * how they answer failures. For who writes a client; scripts have no use for it.
 *
 * @module
 */

export { answering } from "./answering.ts";
export { chooseAuth, type SignInMakers, type SignInOptions } from "./choose-auth.ts";
export type { SharedOptions, SharedPorts } from "./client-options.ts";
export { type Chassis, type ChassisProduct, createChassis } from "./create-chassis.ts";
export { deviceUrl } from "./device-url.ts";
export { invalidInput } from "./invalid-input.ts";
export { createIssues, type Issues } from "./issues.ts";
export type { LastRequest } from "./last-request.ts";
export { type Move, type Moved, moveEntry } from "./move-entry.ts";
export { notTaken } from "./not-taken.ts";
export type * from "./on-error.ts";
export { withHint } from "./other-words.ts";
export { type PlainFields, type PlainOptions, toPlainFields, toPlainJson } from "./plain-json.ts";
export type { ExportOptions, Operations, RecordOptions } from "./record.ts";
export { type RefusalListener, type RefusedRequest, watchCall, watchHandle } from "./refusals.ts";
export { createRunningCalls, type RunningCalls } from "./running-calls.ts";
export type { ClientStats, Counts } from "./stats.ts";
export { unlessCode, unlessMissing } from "./unless-code.ts";
