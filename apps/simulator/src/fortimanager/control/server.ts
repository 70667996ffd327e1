/**
 * The control API of a FortiManager: what a test does to it from outside, over plain HTTP on loopback.
 *
 * @module
 */

import { createControlApp } from "../../control/app.ts";
import { FAULT } from "../../control/bodies.ts";
import type { FaultSpec } from "../../device/faults.ts";
import type { RunningServer } from "../../http/server.ts";
import { API_USER_NAME, setWorkspaceMode, type WorkspaceMode } from "../factory.ts";
import type { FortiManager } from "../manager.ts";
import type { ManagerSettings, Trouble } from "../parts.ts";
import { KEY, SETTINGS, TIME, TROUBLE } from "./bodies.ts";
import { takeManagerSnapshot } from "./snapshot.ts";

/** What `POST /settings` changes; the rest stays as it is. */
export interface SettingsRequest extends Partial<ManagerSettings> {
  readonly workspace?: WorkspaceMode;
}

export function serveManagerControl(manager: FortiManager): Promise<RunningServer> {
  const { database, faults, requests, sessions, keys, tasks, troubles, workspaces } = manager;
  const { get, ask, post, forget, start } = createControlApp();

  post("/reset", undefined, () => manager.reset());
  get("/snapshot", () => takeManagerSnapshot(database));

  post<FaultSpec>("/faults", FAULT, (fault) => faults.add(fault));
  forget("/faults", () => faults.clear());
  post<Trouble>("/troubles", TROUBLE, (trouble) => troubles.add(trouble));
  forget("/troubles", () => troubles.clear());
  get("/requests", () => requests.all());
  forget("/requests", () => requests.clear());

  post<SettingsRequest>("/settings", SETTINGS, async ({ workspace, ...settings }) => {
    manager.changeSettings(settings);
    if (workspace !== undefined) await setWorkspaceMode(database, workspace);
  });
  post<{ readonly advanceMs: number }>("/time", TIME, ({ advanceMs }) => manager.advance(advanceMs));

  get("/locks", () => workspaces.locks());
  get("/sessions", () => sessions.records());
  forget("/sessions", () => sessions.clear());
  get("/tasks", () => tasks.all());
  ask<{ readonly user?: string }>("/keys", KEY, ({ user = API_USER_NAME }) => ({ apiKey: keys.issue(user) }));

  return start();
}
