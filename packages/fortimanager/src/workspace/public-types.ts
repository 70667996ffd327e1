/**
 * The types of locks and workspaces.
 *
 * @module
 */

export type { ExitSignals, LockHolder, LockOptions, LockState } from "@fortiweave/core/workspace";
export type { Lock } from "./lock-handle.ts";
export type { LockInfo } from "./lock-info.ts";
export type { CommitOptions } from "./lock-port.ts";
export type { WorkspaceMode } from "./mode.ts";
export type { Lockable } from "./target.ts";
export type { Workspace, WorkspaceCalls, WorkspaceOptions } from "./workspaces.ts";
