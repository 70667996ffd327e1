/**
 * A control API as a Fastify application: JSON whatever the content type says, checked by schema. All devices of a kind
 * share one, each on a port of its own: hundreds of applications would take more memory than the devices themselves.
 *
 * @module
 */

import { createServer, type IncomingMessage } from "node:http";
import Fastify, { type FastifyInstance } from "fastify";
import { listen, stopperOf } from "../http/listen.ts";
import { strangerIn } from "../http/loopback.ts";
import type { RunningServer } from "../http/server.ts";
import type { JsonSchema } from "./bodies.ts";

/** The parameters of a url. One that repeats is a list. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface ControlApp<Device> {
  /** A call that answers something. */
  get(url: string, work: (device: Device, query: Query) => unknown): void;
  /** As above, made with a body. */
  ask<Body>(url: string, schema: JsonSchema, work: (device: Device, body: Body) => unknown): void;
  /** A call that has nothing to say once it is done. */
  post<Body>(url: string, schema: JsonSchema | undefined, work: (device: Device, body: Body) => unknown): void;
  forget(url: string, work: (device: Device, query: Query) => void): void;
  /** Serves a device on any free port of loopback. From the first one on there are no further calls. */
  serve(device: Device): Promise<RunningServer>;
}

/** @param changed Hears of every call that may have changed something. */
export function createControlApp<Device>(changed?: () => void): ControlApp<Device> {
  const app: FastifyInstance = Fastify({
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
  });
  const devices = new WeakMap<IncomingMessage, Device>();
  // Whatever comes in has been written down by then.
  const deviceOf = (request: IncomingMessage): Device => devices.get(request) as Device;

  if (changed !== undefined) {
    app.addHook("onResponse", async ({ method }) => {
      if (method !== "GET") changed();
    });
  }
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => {
    try {
      done(null, body === "" ? undefined : JSON.parse(String(body)));
    } catch (error) {
      done(Object.assign(new Error(`The body is not JSON: ${String(error)}`), { statusCode: 400 }));
    }
  });

  return {
    get: (url, work) =>
      void app.get(url, async ({ raw, query }) => orBadRequest(() => work(deviceOf(raw), query as Query))),
    ask: <Body>(url: string, schema: JsonSchema, work: (device: Device, body: Body) => unknown) =>
      void app.post(url, { schema: { body: schema } }, async ({ raw, body }) =>
        orBadRequest(() => work(deviceOf(raw), body as Body)),
      ),
    post<Body>(url: string, schema: JsonSchema | undefined, work: (device: Device, body: Body) => unknown) {
      app.post(url, schema === undefined ? {} : { schema: { body: schema } }, async ({ raw, body }, reply) => {
        await orBadRequest(() => work(deviceOf(raw), body as Body));
        return reply.code(204).send();
      });
    },
    forget(url, work) {
      app.delete(url, async ({ raw, query }, reply) => {
        await orBadRequest(() => work(deviceOf(raw), query as Query));
        return reply.code(204).send();
      });
    },
    async serve(device) {
      await app.ready();
      const server = createServer((request, response) => {
        const stranger = strangerIn(request.headers);
        if (stranger !== undefined) {
          const message = JSON.stringify({ message: stranger });
          return void response.writeHead(403, { "content-type": "application/json" }).end(message);
        }
        devices.set(request, device);
        app.routing(request, response);
      });
      const close = stopperOf(server);
      return { port: await listen(server, "127.0.0.1", 0), close };
    },
  };
}

async function orBadRequest<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { statusCode: 400 });
  }
}
