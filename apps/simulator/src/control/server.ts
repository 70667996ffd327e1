/**
 * The control API: what a test does to a device from outside, over plain HTTP on loopback.
 *
 * @module
 */

import type { SchemaChanges } from "../cmdb/schema-changes.ts";
import type { Device } from "../device/device.ts";
import type { FaultSpec } from "../device/faults.ts";
import { SUPER_ADMIN } from "../device/permissions.ts";
import type { RunningServer } from "../http/server.ts";
import type { LogRequest } from "../log/store.ts";
import type { BackupSettings } from "../monitor/backup.ts";
import { DEFAULT_LOCKOUT_SECONDS } from "../sign-in/attempt.ts";
import type { SignInSettings } from "../sign-in/settings.ts";
import { createControlApp } from "./app.ts";
import { BACKUP, FAULT, LOCKOUT, LOGS, SCHEMA, SIGN_IN, TOKEN } from "./bodies.ts";
import { takeSnapshot } from "./snapshot.ts";

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

export function serveControl(device: Device): Promise<RunningServer> {
  const { signIn, faults, requests, tokens, logs, backups, uploads } = device;
  const { get, ask, post, forget, start } = createControlApp();

  post("/reset", undefined, () => device.reset());
  post<SchemaChanges>("/schema", SCHEMA, (changes) => device.changeSchema(changes));
  get("/snapshot", () => takeSnapshot(device));

  post<FaultSpec>("/faults", FAULT, (fault) => faults.add(fault));
  forget("/faults", () => faults.clear());
  get("/requests", () => requests.all());
  forget("/requests", () => requests.clear());

  ask<TokenRequest>("/tokens", TOKEN, ({ profile = SUPER_ADMIN, vdoms }) => ({
    token: tokens.issue(() => ({ name: "control", profile, vdoms, trustedHosts: [] })),
  }));
  ask<Partial<SignInSettings>>("/sign-in", SIGN_IN, (settings) => Object.assign(signIn.settings, settings));
  get("/sessions", () =>
    signIn.sessions
      .list()
      .map(({ user, address, form, waitsFor = null }): SessionRecord => ({ user, address, form, waitsFor })),
  );
  forget("/sessions", () => signIn.sessions.clear());
  post<LockoutRequest>("/lockouts", LOCKOUT, ({ address = "127.0.0.1", seconds = DEFAULT_LOCKOUT_SECONDS }) =>
    signIn.lockouts.lock(address, seconds),
  );
  forget("/lockouts", () => signIn.lockouts.clear());

  post<LogRequest>("/logs", LOGS, (request) => logs.fill(request));
  forget("/logs", () => logs.clear());
  post<BackupSettings>("/backup", BACKUP, (settings) => Object.assign(backups, settings));
  get("/uploads", () => uploads.all());

  return start();
}
