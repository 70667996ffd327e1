/**
 * The control API: what a test does to a device from outside, over plain HTTP on loopback.
 *
 * @module
 */

import Fastify from "fastify";
import type { Device } from "../device/device.ts";
import type { FaultSpec } from "../device/faults.ts";
import { SUPER_ADMIN } from "../device/permissions.ts";
import { listen } from "../http/listen.ts";
import type { RunningServer } from "../http/server.ts";
import { takeSnapshot } from "./snapshot.ts";

const FAULT = {
  type: "object",
  required: ["kind"],
  additionalProperties: false,
  properties: {
    kind: { enum: ["delay", "drop", "status", "html", "rate-limit", "empty", "not-json", "soft-error"] },
    match: {
      type: "object",
      additionalProperties: false,
      properties: { method: { type: "string" }, path: { type: "string", minLength: 1 } },
    },
    times: { type: "integer", minimum: 1 },
    ms: { type: "integer", minimum: 0 },
    status: { type: "integer", minimum: 200, maximum: 599 },
    when: { enum: ["before", "after"] },
    retryAfter: { type: "integer", minimum: 0 },
  },
} as const;

const TOKEN = {
  type: "object",
  additionalProperties: false,
  properties: {
    profile: { type: "string", minLength: 1 },
    vdoms: { type: "array", items: { type: "string" }, minItems: 1 },
  },
} as const;

interface TokenRequest {
  readonly profile?: string;
  readonly vdoms?: readonly string[];
}

export async function serveControl(device: Device): Promise<RunningServer> {
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

  app.post("/reset", async (_request, reply) => {
    device.reset();
    return reply.code(204).send();
  });
  app.get("/snapshot", async () => takeSnapshot(device));
  app.post<{ Body: FaultSpec }>("/faults", { schema: { body: FAULT } }, async ({ body }, reply) => {
    try {
      device.faults.add(body);
    } catch (error) {
      return reply.code(400).send({ error: "Bad Request", message: `body/match/path ${String(error)}` });
    }
    return reply.code(204).send();
  });
  app.delete("/faults", async (_request, reply) => {
    device.faults.clear();
    return reply.code(204).send();
  });
  app.get("/requests", async () => device.requests.all());
  app.delete("/requests", async (_request, reply) => {
    device.requests.clear();
    return reply.code(204).send();
  });
  app.post<{ Body: TokenRequest }>("/tokens", { schema: { body: TOKEN } }, async ({ body }) => {
    const { profile = SUPER_ADMIN, vdoms } = body;
    return { token: device.tokens.issue(() => ({ name: "control", profile, vdoms, trustedHosts: [] })) };
  });

  return { port: await listen(app, "127.0.0.1", 0), close: () => app.close() };
}
