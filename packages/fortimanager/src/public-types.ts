/**
 * The types that a client's options and answers are made of.
 *
 * @module
 */

export type {
  AdaptivePace,
  Attempt,
  AttemptObserver,
  AuditEvent,
  AuditSink,
  Auth,
  AuthStrategy,
  CircuitBreaker,
  CircuitBreakerOptions,
  CircuitCounts,
  CircuitPhase,
  CircuitState,
  CodeSource,
  DelayOptions,
  DeviceRequest,
  DeviceResponse,
  Effect,
  FortiErrorCode,
  Handler,
  HttpMethod,
  JsonValue,
  LatencyStats,
  Logger,
  Middleware,
  OperationArea,
  OperationFilter,
  OperationFormat,
  OperationLogOptions,
  OperationRecord,
  PaceCounts,
  PacePhase,
  PacePressure,
  PaceState,
  ReadOnlyMode,
  RetryOptions,
  RetryStats,
  Runtime,
  SessionStats,
  SignInPort,
  SimulatedRequest,
  SinkErrorListener,
  Stretch,
  Telemetry,
  TraceContext,
  TraceSource,
  Transport,
  TransportStats,
} from "@fortiweave/core";
export type {
  Answer,
  AnswerMode,
  Answers,
  ClientStats,
  Counts,
  DeviceAnswer,
  ExportOptions,
  Failure,
  FailureOptions,
  ItemAnswers,
  Items,
  LastRequest,
  OnError,
  Operations,
  RecordOptions,
  Result,
  SharedOptions,
  SharedPorts,
  Success,
} from "@fortiweave/core/client";
export type { RpcResult as RpcResultItem } from "@fortiweave/core/json-rpc";
export type { BatchFailure, BatchOptions, BatchOutcome, BatchSuccess } from "./batch.ts";
export type { CallInput, CallMethod, CallPath, CallReturns } from "./call.ts";
export type * from "./call-parameters.ts";
export type { ClientOptions, FortiManagerOptions } from "./client-options.ts";
export type { RpcEnvelope, RpcItem, RpcMethod, RpcResult } from "./engine.ts";
export type { Condition, FieldName, Filter, FilterValue } from "./filter.ts";
export type { FortiManager } from "./fortimanager.ts";
export type { NoParams } from "./generated/types/call.ts";
export type { FilterOperator, GetOption } from "./generated/types/protocol.ts";
export type { IterateOptions } from "./iterate.ts";
export type * from "./types.ts";
export type { Placeholders, UrlValue } from "./url.ts";
export type { ByUrl, ExecData, Given, UrlData, UrlRow } from "./url-types.ts";
export type { AsTask, BatchItem, RawOptions, Verbs } from "./verbs.ts";
export type { FortiManagerView, ViewOptions } from "./view.ts";
