/**
 * The control API of a FortiManager: what a test does to it from outside, over plain HTTP on loopback.
 *
 * @module
 */

import { type ControlApp, createControlApp } from "../../control/app.ts";
import { FAULT, TIME } from "../../control/bodies.ts";
import { removeOne } from "../../control/query.ts";
import type { FaultSpec } from "../../device/faults.ts";
import { API_USER_NAME, setWorkspaceMode, type WorkspaceMode, workspaceMode } from "../factory.ts";
import type { FortiManager } from "../manager.ts";
import type { ManagerSettings, Trouble } from "../parts.ts";
import { KEY, SETTINGS, TROUBLE } from "./bodies.ts";
import { takeManagerSnapshot } from "./snapshot.ts";
import { listManagerTables, showManagerTable } from "./tables.ts";

/** What `POST /settings` changes; the rest stays as it is. */
export interface SettingsRequest extends Partial<ManagerSettings> {
  readonly workspace?: WorkspaceMode;
}

/** The control API of a FortiManager. @param changed Hears of every call that may have changed something. */
export function createManagerControl(changed?: () => void): ControlApp<FortiManager> {
  const app = createControlApp<FortiManager>(changed);
  const { get, ask, post, forget } = app;

  post("/reset", undefined, (manager) => manager.reset());
  get("/snapshot", ({ database }) => takeManagerSnapshot(database));
  get("/tables", ({ database }) => listManagerTables(database));
  get("/entries", ({ database }, query) => showManagerTable(database, query));

  post<FaultSpec>("/faults", FAULT, ({ faults }, fault) => faults.add(fault));
  get("/faults", ({ faults }) => faults.list());
  forget("/faults", ({ faults }, query) => removeOne(faults, query));
  post<Trouble>("/troubles", TROUBLE, ({ troubles }, trouble) => troubles.add(trouble));
  get("/troubles", ({ troubles }) => troubles.list());
  forget("/troubles", ({ troubles }, query) => removeOne(troubles, query));
  get("/requests", ({ requests }) => requests.all());
  forget("/requests", ({ requests }) => requests.clear());
  get("/replay", ({ replay }) => replay?.report() ?? null);

  get("/settings", async ({ settings, database }) => ({ ...settings, workspace: await workspaceMode(database) }));
  post<SettingsRequest>("/settings", SETTINGS, async (manager, { workspace, ...settings }) => {
    manager.changeSettings(settings);
    if (workspace !== undefined) await setWorkspaceMode(manager.database, workspace);
  });
  post<{ readonly advanceMs: number }>("/time", TIME, (manager, { advanceMs }) => manager.advance(advanceMs));

  get("/locks", ({ workspaces }) => workspaces.locks());
  get("/sessions", ({ sessions }) => sessions.records());
  forget("/sessions", ({ sessions }) => sessions.clear());
  get("/tasks", ({ tasks }) => tasks.all());
  ask<{ readonly user?: string }>("/keys", KEY, ({ keys }, { user = API_USER_NAME }) => ({ apiKey: keys.issue(user) }));

  return app;
}
