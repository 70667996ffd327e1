/**
 * The control API: what a test does to a device from outside, over plain HTTP on loopback.
 *
 * @module
 */

import type { SchemaChanges } from "../cmdb/schema-changes.ts";
import type { Device } from "../device/device.ts";
import type { FaultSpec } from "../device/faults.ts";
import { SUPER_ADMIN } from "../device/permissions.ts";
import type { LogRequest } from "../log/store.ts";
import type { BackupSettings } from "../monitor/config/backup.ts";
import type { PowerSettings } from "../monitor/system/power.ts";
import { DEFAULT_LOCKOUT_SECONDS } from "../sign-in/attempt.ts";
import type { SignInSettings } from "../sign-in/settings.ts";
import { type ControlApp, createControlApp } from "./app.ts";
import { BACKUP, FAULT, LOCKOUT, LOGS, SCHEMA, SETTINGS, SIGN_IN, TIME, TOKEN } from "./bodies.ts";
import { removeOne } from "./query.ts";
import { takeSnapshot } from "./snapshot.ts";
import { listTables, showTable } from "./tables.ts";

interface LockoutRequest {
  readonly address?: string;
  readonly seconds?: number;
}

interface TokenRequest {
  readonly profile?: string;
  readonly vdoms?: readonly string[];
}

/** A session, without what it is shown by. */
export interface SessionRecord {
  readonly user: string;
  readonly address: string;
  readonly form: "cookie" | "key";
  /** Step of its sign-in that is still to come; null when it is open. */
  readonly waitsFor: string | null;
}

/** The control APIs of all FortiGates of a simulator. @param changed Hears of every call that may have changed something. */
export function createDeviceControls(changed?: () => void): ControlApp<Device> {
  const app = createControlApp<Device>(changed);
  const { get, ask, post, forget } = app;

  post("/reset", undefined, (device) => device.reset());
  post<SchemaChanges>("/schema", SCHEMA, (device, changes) => device.changeSchema(changes));
  get("/snapshot", takeSnapshot);
  get("/tables", listTables);
  get("/entries", showTable);
  post<{ readonly advanceMs: number }>("/time", TIME, (device, { advanceMs }) => device.advance(advanceMs));

  post<FaultSpec>("/faults", FAULT, ({ faults }, fault) => faults.add(fault));
  get("/faults", ({ faults }) => faults.list());
  forget("/faults", ({ faults }, query) => removeOne(faults, query));
  get("/requests", ({ requests }) => requests.all());
  forget("/requests", ({ requests }) => requests.clear());
  get("/replay", ({ replay }) => replay?.report() ?? null);

  ask<TokenRequest>("/tokens", TOKEN, ({ tokens }, { profile = SUPER_ADMIN, vdoms }) => ({
    token: tokens.issue({ principal: { name: "control", profile, vdoms, trustedHosts: [] } }),
  }));
  ask<Partial<SignInSettings>>("/sign-in", SIGN_IN, ({ signIn }, settings) => Object.assign(signIn.settings, settings));
  get("/sessions", ({ signIn }) =>
    signIn.sessions
      .list()
      .map(({ user, address, form, waitsFor = null }): SessionRecord => ({ user, address, form, waitsFor })),
  );
  forget("/sessions", ({ signIn }) => signIn.sessions.clear());
  post<LockoutRequest>(
    "/lockouts",
    LOCKOUT,
    ({ signIn }, { address = "127.0.0.1", seconds = DEFAULT_LOCKOUT_SECONDS }) =>
      signIn.lockouts.lock(address, seconds),
  );
  forget("/lockouts", ({ signIn }) => signIn.lockouts.clear());

  post<LogRequest>("/logs", LOGS, ({ logs }, request) => logs.fill(request));
  forget("/logs", ({ logs }) => logs.clear());
  get("/settings", ({ live }) => live.power.settings);
  post<Partial<PowerSettings>>("/settings", SETTINGS, ({ live }, changes) =>
    Object.assign(live.power.settings, changes),
  );
  post<BackupSettings>("/backup", BACKUP, ({ backups }, settings) => Object.assign(backups, settings));
  get("/uploads", ({ uploads }) => uploads.all());

  return app;
}
