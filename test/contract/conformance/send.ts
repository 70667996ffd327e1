/**
 * Raw HTTPS: nothing here knows what it carries.
 */

import type { OutgoingHttpHeaders } from "node:http";
import { type Agent, request } from "node:https";

/** An answer, with its body parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly body: unknown;
}

/** Sends one request and reads the whole answer. The path is sent as it is. */
export function send(
  agent: Agent,
  base: string,
  method: string,
  path: string,
  headers: OutgoingHttpHeaders,
  body: string | undefined,
): Promise<Answer> {
  const { hostname: host, port } = new URL(base);
  const length = body === undefined ? {} : { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host, port, method, path, headers: { ...length, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: parse(text) });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
