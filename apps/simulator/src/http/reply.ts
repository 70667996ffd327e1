/**
 * What a simulated device answers, before it becomes HTTP.
 *
 * @module
 */

import { STATUS_CODES } from "node:http";
import { Readable } from "node:stream";
import { writeJson } from "./json-text.ts";

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer | Readable;
  /** A name may be sent several times. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Of an answer of a FortiManager: what it says of each item. */
  readonly codes?: readonly number[];
}

/** Tells a whole answer from what is yet to go into an envelope. */
export function isReply(value: object): value is Reply {
  return "contentType" in value;
}

/** Bytes of the body; undefined when they are made as they are sent. */
export function sizeOf({ body }: Reply): number | undefined {
  return body instanceof Readable ? undefined : Buffer.byteLength(body);
}

/** @param value May hold `JsonText`: see `writeJson`. */
export function json(status: number, value: unknown): Reply {
  return { status, contentType: "application/json", body: writeJson(value) };
}

export function text(status: number, body: string): Reply {
  return { status, contentType: "text/plain; charset=utf-8", body };
}

/** A file. What a header cannot carry is taken out of its name. */
export function download(filename: string, body: Reply["body"]): Reply {
  const headers = { "content-disposition": `attachment; filename="${filename.replaceAll(/[^\w.-]/g, "_")}"` };
  return { status: 200, contentType: "application/octet-stream", body, headers };
}

/** The kind of page that the device's web server shows when a request never reaches the API. */
export function htmlPage(status: number): Reply {
  const title = STATUS_CODES[status] ?? "Error";
  const head = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head>`;
  return {
    status,
    contentType: "text/html; charset=iso-8859-1",
    body: `${head}<body>\n<h1>${title}</h1>\n</body></html>\n`,
  };
}
