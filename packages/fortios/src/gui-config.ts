/**
 * Reads the JSON of an API preview.
 *
 * @module
 */

import type { FortiError, HttpMethod, JsonValue } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import { isRecord } from "./envelope.ts";
import type { GuiRequest } from "./gui-request.ts";
import { type GuiTarget, type Pair, readGuiUrl } from "./gui-url.ts";

/** What an API preview asks for. */
export interface GuiConfig {
  readonly method: HttpMethod;
  readonly target: GuiTarget;
  /** From the URL and the parameters. */
  readonly query: readonly Pair[];
  readonly body: JsonValue | undefined;
}

const PARTS: readonly string[] = ["method", "url", "params", "data"] satisfies (keyof GuiRequest)[];
const METHODS: readonly string[] = ["GET", "POST", "PUT", "DELETE"] satisfies HttpMethod[];

/**
 * Reads it, and leaves it as it is.
 *
 * @throws FortiError INVALID_INPUT that names what is wrong.
 */
export function readGuiConfig(given: GuiRequest, deviceUrl: string | undefined): GuiConfig {
  if (!isRecord(given)) throw unfit("an object with method and url is needed");
  const unknown = Object.keys(given).find((name) => !PARTS.includes(name));
  if (unknown !== undefined) throw unfit(`nobody knows what its ${JSON.stringify(unknown)} means`);
  const { url, params, data } = given;
  const method = String(given.method).toUpperCase();
  if (!isMethod(method)) throw unfit(`its method is ${JSON.stringify(given.method)}, not GET, POST, PUT or DELETE`);
  if (typeof url !== "string" || url.trim() === "") throw unfit("its url is missing");
  if (params !== undefined && params !== null && !isRecord(params)) throw unfit("its params are not an object");
  const target = readGuiUrl(url, deviceUrl);
  return { method, target, query: merge(target.query, toPairs(params ?? {})), body: toBody(data, method) };
}

function isMethod(method: string): method is HttpMethod {
  return METHODS.includes(method);
}

/** A copy, so that nothing that the caller does later changes what is sent. */
function toBody(data: unknown, method: HttpMethod): JsonValue | undefined {
  if (data === undefined || data === null || data === "") return undefined;
  if (typeof data !== "object") throw unfit("its data are neither an object nor a list");
  if (method === "GET") {
    if (Object.keys(data).length === 0) return undefined;
    throw unfit("a GET has no data: give them as params");
  }
  try {
    return JSON.parse(JSON.stringify(data));
  } catch {
    throw unfit("its data cannot be written as JSON");
  }
}

function toPairs(params: Readonly<Record<string, unknown>>): Pair[] {
  return Object.entries(params).flatMap(([name, value]) =>
    [value].flat().flatMap((item): Pair[] => (item === undefined || item === null ? [] : [[name, toText(name, item)]])),
  );
}

function toText(name: string, value: unknown): string {
  if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return String(value);
  if (isRecord(value)) return JSON.stringify(value);
  throw unfit(`its parameter ${JSON.stringify(name)} is neither text, a number, true or false, nor a list of those`);
}

/** What stands in the url as well as in the params must be the same: nobody could tell which one is meant. */
function merge(inUrl: readonly Pair[], inParams: readonly Pair[]): Pair[] {
  const valuesOf = (pairs: readonly Pair[], wanted: string): string =>
    JSON.stringify(pairs.flatMap(([name, value]) => (name === wanted ? [value] : [])));
  const inBoth = inUrl.map(([name]) => name).filter((name) => inParams.some(([other]) => other === name));
  const differing = inBoth.find((name) => valuesOf(inUrl, name) !== valuesOf(inParams, name));
  if (differing !== undefined) {
    throw unfit(`its url and its params hold different values of ${JSON.stringify(differing)}`);
  }
  const all = [...inUrl, ...inParams.filter(([name]) => !inBoth.includes(name))];
  if (all.some(([name]) => name.toLowerCase() === "access_token")) {
    throw unfit('"access_token" is a credential, which ends up in logs there: the client signs in by itself');
  }
  return all;
}

function unfit(why: string): FortiError {
  return invalidInput(
    `Cannot send the request: ${why}`,
    'Give the JSON of the API preview: { "method": "GET", "url": "/api/v2/cmdb/firewall/address" }, with params and data',
  );
}
