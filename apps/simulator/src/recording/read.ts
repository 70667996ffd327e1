/**
 * Reads recordings.
 *
 * @module
 */

import { readFile } from "node:fs/promises";
import { validateHeaderName, validateHeaderValue } from "node:http";
import type { Product, RecordedBody, RecordedExchange, RecordedResponse } from "./recorded.ts";

const PRODUCTS: readonly Product[] = ["FortiGate", "FortiManager", "FortiCloud"];

/**
 * Reads a file of exchanges: one a line as they are recorded, or an array of them, as somebody may send them in.
 *
 * @throws Error that says which line or item is wrong, or that there is none.
 */
export async function readRecording(file: string): Promise<readonly RecordedExchange[]> {
  try {
    return parseRecording(await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot replay ${file}: ${reason}`, { cause: error });
  }
}

/** The same from its text. */
export function parseRecording(text: string): readonly RecordedExchange[] {
  const exchanges = text.trimStart().startsWith("[") ? fromArray(text) : fromLines(text);
  if (exchanges.length === 0) throw new Error("There is no exchange in it");
  return exchanges;
}

function fromArray(text: string): RecordedExchange[] {
  return (parse(text, "The array") as unknown[]).map((item, index) => check(item, `Item ${index + 1}`));
}

function fromLines(text: string): RecordedExchange[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    // A simulator that was killed may have left half a line, and that is the last one.
    if (line.trim() === "" || (index === lines.length - 1 && index > 0 && !isJson(line))) return [];
    return [check(parse(line, `Line ${index + 1}`), `Line ${index + 1}`)];
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${place} is not JSON (${String(error)})`, { cause: error });
  }
}

function check(value: unknown, place: string): RecordedExchange {
  const { device, product, request, response } = Object(value) as Partial<RecordedExchange>;
  if (typeof device !== "string") throw new Error(`${place} names no device`);
  if (!PRODUCTS.some((known) => known === product)) {
    throw new Error(`${place} has product ${JSON.stringify(product)}, and not one of ${PRODUCTS.join(", ")}`);
  }
  if (typeof request?.method !== "string" || typeof request.url !== "string") {
    throw new Error(`${place} has no request with a method and a url`);
  }
  if (response !== null && !isStatus(response?.status)) {
    throw new Error(`${place} has neither a response with a status nor null for none`);
  }
  return {
    ...(value as RecordedExchange),
    request: { ...request, ...checkContent(request, `${place}, in the request`) },
    response: response && { ...response, ...checkContent(response, `${place}, in the response`) },
  };
}

function isStatus(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 200 && value < 600;
}

type Content = Pick<RecordedResponse, "headers" | "body">;

/** Somebody may have left both out, or have written them by hand. */
function checkContent({ headers = {}, body = null }: Partial<Content>, place: string): Content {
  if (!isBody(body)) {
    throw new Error(`${place}, the body is neither null nor { json }, { text }, { base64 } or { omitted }`);
  }
  try {
    for (const [name, held] of Object.entries(headers)) {
      validateHeaderName(name);
      for (const item of [held].flat()) {
        if (typeof item !== "string") throw new Error(`${name} is no text`);
        validateHeaderValue(name, item);
      }
    }
  } catch (error) {
    throw new Error(`${place}, the headers cannot be sent: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  return { headers, body };
}

function isBody(value: unknown): value is RecordedBody {
  if (value === null) return true;
  const { text, base64, omitted } = Object(value);
  return Object.hasOwn(Object(value), "json") || typeof (text ?? base64) === "string" || typeof omitted === "number";
}
