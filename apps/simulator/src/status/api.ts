/**
 * What the page asks for: the devices, their secrets one by one, and the calls of the control APIs that it makes.
 *
 * @module
 */

import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { parseJson } from "../http/json-text.ts";
import { parseUrl } from "../http/url.ts";
import type { Shown } from "./server.ts";

export type Respond = (status: number, value: unknown) => void;

/** What may be asked of a control API from here. Nothing of it answers a secret. */
const CALLS: ReadonlySet<string> = new Set([
  "GET tables",
  "GET entries",
  "GET faults",
  "POST faults",
  "DELETE faults",
  "GET troubles",
  "POST troubles",
  "DELETE troubles",
  "GET settings",
  "POST settings",
  "DELETE requests",
  "DELETE sessions",
  "POST lockouts",
  "DELETE lockouts",
  "POST logs",
  "DELETE logs",
  "POST time",
  "POST reset",
]);

const SECRETS = ["token", "password"] as const;

export function createApi(devices: readonly Shown[]): (request: IncomingMessage, respond: Respond) => Promise<void> {
  const find = (name: string | undefined): Shown | undefined => devices.find((device) => device.name === name);

  return async (request, respond) => {
    const { method = "", url = "" } = request;
    const [, call, name, path = "", ...rest] = parseUrl(url).segments;
    if (call === "devices" && name === undefined && method === "GET") return respond(200, devices.map(describe));
    const device = find(name);
    if (call !== "devices" || device === undefined || rest.length > 0) {
      return respond(404, { message: `Nothing is at ${method} ${url}` });
    }
    // A page of another site cannot send this type without asking first, and is not answered then.
    if (method !== "GET" && !/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
      return respond(415, { message: "Send JSON as application/json" });
    }
    const body = method === "GET" ? "" : await text(request);
    if (path === "reveal" && method === "POST") return reveal(device, parseJson(body), respond);
    if (!CALLS.has(`${method} ${path}`)) return respond(404, { message: `Nothing is at ${method} ${url}` });
    const query = url.includes("?") ? url.slice(url.indexOf("?")) : "";
    const answered = await fetch(`${device.handle.control}/${path}${query}`, {
      method,
      ...(body === "" ? {} : { body }),
    });
    const answer = await answered.text();
    return respond(answered.status === 204 ? 200 : answered.status, answer === "" ? null : JSON.parse(answer));
  };
}

/** Without token and password. */
function describe({ name, product, model, handle }: Shown): Readonly<Record<string, unknown>> {
  const { url, control, version, serial, username, fingerprint } = handle;
  return { name, product, model, version, serial, url, control, username, fingerprint };
}

function reveal({ handle }: Shown, body: unknown, respond: Respond): void {
  const { secret } = Object(body) as { readonly secret?: unknown };
  const known = SECRETS.find((name) => name === secret);
  if (known === undefined) respond(400, { message: `Ask for ${SECRETS.join(" or ")}` });
  else respond(200, { value: handle[known] });
}
