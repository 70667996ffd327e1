/**
 * Writes down every exchange of all devices, each as one line of a file.
 *
 * @module
 */

import { closeSync, openSync, writeFileSync } from "node:fs";
import { Readable } from "node:stream";
import { parseJson } from "../http/json-text.ts";
import type { Reply } from "../http/reply.ts";
import { type Product, type RecordedExchange, type RecordedResponse, toRecordedBody } from "./recorded.ts";
import { isForm, redactBytes, redactHeaders, redactQuery } from "./redact.ts";
import { secretNames } from "./secret-names.ts";

/** Who answers. */
export interface Party {
  readonly device: string;
  readonly product: Product;
  readonly version: string;
}

/** A request as it came off the wire, and when. */
export interface Arrival {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly ms: number;
}

export interface Recorder {
  /**
   * Writes an exchange down. Answers the answer, to be sent in place of it: one that is made as it is sent is written down
   * once it is through.
   *
   * @param reply Undefined: there is no answer.
   */
  record(arrival: Arrival, reply: Reply | undefined): Promise<Reply | undefined>;
}

export interface RecordingFile {
  /** For one of the devices. */
  recorderOf(party: Party): Recorder;
  close(): void;
}

/** Larger bodies are left out. Bytes. */
const LARGEST_BODY = 16 * 1024 * 1024;

/**
 * A line is in the file before its answer is sent, so that a recording is whole whenever the simulator is stopped, and
 * nothing waits in memory to be written.
 *
 * @param file Is begun anew. Only its owner may read it, unless others may already.
 * @throws Error when it cannot be written.
 */
export function openRecording(file: string): RecordingFile {
  const descriptor = open(file);
  let isOpen = true;
  const write = (exchange: RecordedExchange): void => {
    if (isOpen) writeFileSync(descriptor, `${JSON.stringify(exchange)}\n`);
  };
  return {
    recorderOf: (party) => createRecorder(party, write),
    close() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}

function open(file: string): number {
  try {
    return openSync(file, "w", 0o600);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot record to ${file}: ${reason}`, { cause: error });
  }
}

function createRecorder(party: Party, write: (exchange: RecordedExchange) => void): Recorder {
  return {
    async record({ method, url, headers, body, at, ms }, reply) {
      const names = await secretNames(party.product, url, parseJson(body));
      const request = {
        method,
        url: redactQuery(url, names),
        headers: redactHeaders(headers),
        // Forms hold files, and what is in those is nobody's business.
        body: isForm(headers) ? { omitted: body.length } : toRecordedBody(redactBytes(Buffer.from(body), names)),
      };
      const note = (response: RecordedResponse | null): void =>
        write({ ...party, at: new Date(at).toISOString(), ms, request, response });
      if (reply === undefined) {
        note(null);
        return undefined;
      }
      const { status, contentType, headers: own = {} } = reply;
      const answered = { status, headers: redactHeaders({ "content-type": contentType, ...lowered(own) }) };
      const noteBody = (bytes: Buffer, size: number): void =>
        note({
          ...answered,
          body: size > bytes.length ? { omitted: size } : toRecordedBody(redactBytes(bytes, names)),
        });
      if (reply.body instanceof Readable) return { ...reply, body: Readable.from(overhear(reply.body, noteBody)) };
      const bytes = Buffer.from(reply.body);
      noteBody(bytes.length > LARGEST_BODY ? Buffer.alloc(0) : bytes, bytes.length);
      return reply;
    },
  };
}

function lowered(headers: NonNullable<Reply["headers"]>): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Passes a body on piece by piece, and tells at its end what was in it, or only its size where that is too much. */
async function* overhear(body: Readable, tell: (bytes: Buffer, size: number) => void): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of body) {
      const bytes = Buffer.from(piece);
      size += bytes.length;
      if (size > LARGEST_BODY) kept = [];
      else kept.push(bytes);
      yield bytes;
    }
  } finally {
    tell(Buffer.concat(kept), size);
  }
}
