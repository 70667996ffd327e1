/**
 * Calls the target of a `webhook` action.
 *
 * @module
 */

import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type Entry, isRows } from "../cmdb/entry.ts";
import { type Facts, fill } from "./fill.ts";

export interface OutgoingCall {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the target's certificate must be good. */
  readonly verifies: boolean;
}

/** How long a target may take, in milliseconds, where the action does not say. */
const PATIENCE_MS = 10_000;
/** No more is sent, and of the answer no more is kept. Bytes. */
const MOST_BYTES = 64 * 1024;

/** @throws Error when the action names no target. */
export function planCall(action: Entry, facts: Facts): OutgoingCall {
  const text = (name: string, otherwise = ""): string => fill(String(action[name] ?? otherwise), facts);
  const uri = text("uri").replace(/^https?:\/\//i, "");
  const url = URL.parse(`${text("protocol", "http")}://${uri}`);
  if (uri === "" || url === null) throw new Error("the uri is not valid");
  if (Number(action.port ?? 0) > 0) url.port = String(action.port);
  const body = text("http-body").slice(0, MOST_BYTES);
  return {
    url,
    method: text("method", "post").toUpperCase(),
    headers: { ...defaultHeaders(action, body), ...headersOf(action, facts) },
    body,
    verifies: (action["verify-host-cert"] ?? "enable") === "enable",
  };
}

/** @returns The body of the answer. @throws Error when the target cannot be reached, says no, or takes too long. */
export function sendCall({ url, method, headers, body, verifies }: OutgoingCall, signal: AbortSignal): Promise<string> {
  const start = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const call = start(
      url,
      {
        method,
        headers,
        agent: false,
        rejectUnauthorized: verifies,
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      },
      (answer) => {
        let received = "";
        answer.setEncoding("utf8");
        answer.on("data", (piece: string) => {
          if (received.length < MOST_BYTES) received += piece;
        });
        answer.on("error", reject);
        answer.on("end", () => {
          const status = answer.statusCode ?? 0;
          if (status < 400) resolve(received.slice(0, MOST_BYTES));
          else reject(new Error(`HTTP ${status}`));
        });
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

/** What libcurl, which devices call with, adds by itself. */
function defaultHeaders(action: Entry, body: string): Record<string, string> {
  const type = action["message-type"] === "json" ? "application/json" : "application/x-www-form-urlencoded";
  return {
    Accept: "*/*",
    "Content-Length": String(Buffer.byteLength(body)),
    ...(body === "" ? {} : { "Content-Type": type }),
  };
}

/** 7.2.0 keeps them as one text each. */
function headersOf(action: Entry, facts: Facts): Record<string, string> {
  const now = isRows(action["http-headers"]) ? action["http-headers"] : [];
  const old = isRows(action.headers) ? action.headers : [];
  const pairs = [
    ...now.map(({ key, value }) => [String(key ?? ""), String(value ?? "")]),
    ...old.map(({ header }) => String(header ?? "").split(/:\s*(.*)/s)),
  ];
  const filled = pairs.map(([key = "", value = ""]) => [canonical(key.trim()), fill(value, facts)]);
  return Object.fromEntries(filled.filter(([key]) => key !== ""));
}

/** One spelling for the headers that are sent anyway, so that an own one takes their place. */
function canonical(name: string): string {
  const known = ["Accept", "Content-Length", "Content-Type"].find((own) => own.toLowerCase() === name.toLowerCase());
  return known ?? name;
}
