/**
 * A control API as a Fastify application: JSON whatever the content type says, checked by schema.
 *
 * @module
 */

import Fastify, { type FastifyInstance } from "fastify";
import { listen } from "../http/listen.ts";
import type { RunningServer } from "../http/server.ts";
import type { JsonSchema } from "./bodies.ts";

export interface ControlApp {
  /** A call that answers something. */
  get(url: string, work: () => unknown): void;
  /** As above, made with a body. */
  ask<Body>(url: string, schema: JsonSchema, work: (body: Body) => unknown): void;
  /** A call that has nothing to say once it is done. */
  post<Body>(url: string, schema: JsonSchema | undefined, work: (body: Body) => unknown): void;
  forget(url: string, work: () => void): void;
  /** Serves on any free port of loopback. */
  start(): Promise<RunningServer>;
}

export function createControlApp(): ControlApp {
  const app: FastifyInstance = Fastify({
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

  return {
    get: (url, work) => void app.get(url, async () => work()),
    ask: <Body>(url: string, schema: JsonSchema, work: (body: Body) => unknown) =>
      void app.post(url, { schema: { body: schema } }, async ({ body }) => orBadRequest(() => work(body as Body))),
    post<Body>(url: string, schema: JsonSchema | undefined, work: (body: Body) => unknown) {
      app.post(url, schema === undefined ? {} : { schema: { body: schema } }, async ({ body }, reply) => {
        await orBadRequest(() => work(body as Body));
        return reply.code(204).send();
      });
    },
    forget(url, work) {
      app.delete(url, async (_request, reply) => {
        work();
        return reply.code(204).send();
      });
    },
    start: async () => ({ port: await listen(app, "127.0.0.1", 0), close: () => app.close() }),
  };
}

async function orBadRequest<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { statusCode: 400 });
  }
}
