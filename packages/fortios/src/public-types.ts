/**
 * The types that a client's options and answers are made of.
 *
 * @module
 */

export type { CmdbEntry, Field, Option, VersionRange } from "@fortiweave/catalog";
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
  Answering,
  AnsweringMember,
  AnsweringResult,
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
export type { ApiPaths, FortiGateView } from "./api-paths.ts";
export type { PasswordOptions } from "./auth/password.ts";
export type { PromptOptions } from "./auth/prompts.ts";
export type { ClientOptions, FortiGateOptions } from "./client-options.ts";
export type { CmdbObject, NestedValues } from "./cmdb-object.ts";
export type { ChildRow, CmdbTable, FieldHolding } from "./cmdb-table.ts";
export type { Drift, DriftFinding, DriftOptions, DriftProgress, UnreadSchema } from "./drift/drift.ts";
export type { Mkey } from "./encode.ts";
export type { Action, AnyEndpoint, Reader } from "./endpoint.ts";
export type { CallDefaults } from "./engine.ts";
export type { FileReader } from "./file-reader.ts";
export type { FortiGate } from "./fortigate.ts";
export type { GuiAnswer, GuiRequest } from "./gui-request.ts";
export type { AnyLog, Log, LogArchive, RawLog } from "./log.ts";
export type { SearchOptions } from "./log-session.ts";
export type { Members } from "./members.ts";
export type * from "./path-types.ts";
export type { LiveOption, LiveSchema, PlaceFacts } from "./place-facts.ts";
export type { ObjectStates, PlanDocument, TableState, TableStates } from "./plan/document.ts";
export type * from "./plan/types.ts";
export type { Params } from "./prepare-call.ts";
export type { DeviceProfile, ProfileOptions, RecommendedOptions, Speed, SpeedStep } from "./profile.ts";
export type { StopReason } from "./profile-probe.ts";
export type { BannedAddress, BanOptions, BanResult, Quarantine, UnbanResult } from "./quarantine/ban.ts";
export type {
  OpenTransaction,
  Transaction,
  TransactionOptions,
  TransactionRunOptions,
  TransactionState,
} from "./transaction/transaction.ts";
export type * from "./types.ts";
export type { TableShape, Untyped, UntypedRow } from "./untyped.ts";
export type { Uploader, UploadFile } from "./upload.ts";
export type { ValidateMode } from "./validate.ts";
export type { PerVdom, VdomFailure, VdomResults, VdomsOptions } from "./vdoms.ts";
export type { ViewOptions } from "./view-options.ts";
