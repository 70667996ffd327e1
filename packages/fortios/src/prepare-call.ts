/**
 * What monitor, log and service endpoints have in common: parameters in the path, the query and the body.
 *
 * @module
 */

import { fortios } from "@fortiweave/catalog";
import { invalidInput } from "@fortiweave/core/client";
import { toBody } from "./body.ts";
import { checkPath, type Mkey } from "./encode.ts";
import type { Engine } from "./engine.ts";
import type { Call } from "./request.ts";

/** The areas of the API that hold endpoints rather than configuration. */
export type EndpointArea = "monitor" | "log" | "service";

/** Parameters by name. Undefined ones are left out. */
export type Params = Readonly<Record<string, unknown>>;

type Query = [name: string, value: string][];

/** A placeholder at the end of a path: `search/abort/{session_id}`. */
const PLACEHOLDERS = /\/\{([A-Za-z0-9_-]+)\}/g;

/**
 * Checks the parameters of a call against the catalogue and puts each where it belongs.
 *
 * @throws FortiError INVALID_INPUT listing every issue.
 */
export async function prepareCall(
  engine: Engine,
  area: EndpointArea,
  path: string,
  action: { readonly action: string; readonly method: "GET" | "POST" },
  query: Params,
  body?: Params,
): Promise<Call> {
  const what = `call ${area} ${path}`;
  const names = [...path.matchAll(PLACEHOLDERS)].map(([, name = ""]) => name);
  const inQuery = toBody(query, what);
  const inBody = body === undefined ? undefined : toBody(body, what);
  const secrets = await engine.validator.call(area, path, inQuery, inBody ?? {});
  const rest = Object.entries(inQuery).filter(([name]) => !names.includes(name));
  return {
    area,
    path: checkPath(path.replaceAll(PLACEHOLDERS, "")),
    segments: names.map((name) => segment(inQuery[name], name, what)),
    query: rest.flatMap(([name, value]) => toQuery(name, value)),
    secrets,
    ...action,
    ...(inBody !== undefined && { body: inBody }),
    ...(engine.simulates && { needsAnswer: await hasKnownAnswer(area, path) }),
  };
}

/** What answers something that is known cannot be simulated: whoever calls it would get nothing in its place. */
async function hasKnownAnswer(area: EndpointArea, path: string): Promise<boolean> {
  const known = await fortios.load(area, path);
  return Object.keys(known?.response?.fields ?? {}).length > 0;
}

/** A list becomes one parameter for each of its values. */
function toQuery(name: string, value: unknown): Query {
  if (Array.isArray(value)) return value.flatMap((item) => toQuery(name, item));
  return [[name, typeof value === "object" ? JSON.stringify(value) : String(value)]];
}

function segment(value: unknown, name: string, what: string): Mkey {
  if (typeof value === "string" || typeof value === "number") return value;
  throw invalidInput(`Cannot ${what}: the parameter "${name}" of its path is missing`);
}
