/**
 * The control API: what a test does to a device from outside, over plain HTTP on loopback.
 *
 * @module
 */

import Fastify from "fastify";
import type { SchemaChanges } from "../cmdb/schema-changes.ts";
import type { Device } from "../device/device.ts";
import type { FaultSpec } from "../device/faults.ts";
import { SUPER_ADMIN } from "../device/permissions.ts";
import { listen } from "../http/listen.ts";
import type { RunningServer } from "../http/server.ts";
import type { LogRequest } from "../log/store.ts";
import type { BackupSettings } from "../monitor/backup.ts";
import { DEFAULT_LOCKOUT_SECONDS } from "../sign-in/attempt.ts";
import type { SignInSettings } from "../sign-in/settings.ts";
import { BACKUP, FAULT, type JsonSchema, LOCKOUT, LOGS, SCHEMA, SIGN_IN, TOKEN } from "./bodies.ts";
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

export async function serveControl(device: Device): Promise<RunningServer> {
  const { signIn, faults, requests, tokens, logs, backups, uploads } = device;
  const app = Fastify({
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : JSON.parse(String(body)));
    } catch (error) {
      done(Object.assign(new Error(`The body is not JSON: ${String(error)}`), { statusCode: 400 }));
    }
  });

  /** A call that has nothing to say once it is done. */
  const post = <Body>(url: string, schema: JsonSchema | undefined, work: (body: Body) => unknown): void => {
    app.post(url, schema === undefined ? {} : { schema: { body: schema } }, async ({ body }, reply) => {
      try {
        await work(body as Body);
      } catch (error) {
        throw Object.assign(error instanceof Error ? error : new Error(String(error)), { statusCode: 400 });
      }
      return reply.code(204).send();
    });
  };
  const forget = (url: string, work: () => void): void => {
    app.delete(url, async (_request, reply) => {
      work();
      return reply.code(204).send();
    });
  };

  post("/reset", undefined, () => device.reset());
  post<SchemaChanges>("/schema", SCHEMA, (changes) => device.changeSchema(changes));
  app.get("/snapshot", async () => takeSnapshot(device));

  post<FaultSpec>("/faults", FAULT, (fault) => faults.add(fault));
  forget("/faults", () => faults.clear());
  app.get("/requests", async () => requests.all());
  forget("/requests", () => requests.clear());

  app.post<{ Body: TokenRequest }>("/tokens", { schema: { body: TOKEN } }, async ({ body }) => {
    const { profile = SUPER_ADMIN, vdoms } = body;
    return { token: tokens.issue(() => ({ name: "control", profile, vdoms, trustedHosts: [] })) };
  });
  app.post<{ Body: Partial<SignInSettings> }>("/sign-in", { schema: { body: SIGN_IN } }, async ({ body }) =>
    Object.assign(signIn.settings, body),
  );
  app.get("/sessions", async () =>
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
  app.get("/uploads", async () => uploads.all());

  return { port: await listen(app, "127.0.0.1", 0), close: () => app.close() };
}
