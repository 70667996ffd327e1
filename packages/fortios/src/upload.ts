/**
 * Files that an endpoint takes: configurations, certificates, firmware, licences.
 *
 * @module
 */

import { fortios } from "@fortiweave/catalog";
import { invalidInput } from "@fortiweave/core/client";
import type { Engine } from "./engine.ts";
import { type EndpointArea, type Params, prepareCall } from "./prepare-call.ts";
import type { CallOptions } from "./types.ts";

/** The parameter in which a FortiGate takes a file, in base64. */
const FILE = "file_content";

/** Something to send: text as UTF-8, or bytes. */
export type UploadFile = string | Uint8Array | Blob;

/** An endpoint that takes a file. */
export interface Uploader<Body, Results> {
  /**
   * Sends a file, with the endpoint's other parameters, and answers the `results`. Never sent twice once it may have
   * reached the device. No audit line holds the file, only its size.
   *
   * Throws INVALID_INPUT for an endpoint that takes none, and for an empty file.
   *
   * @example
   * ```ts
   * import { readFile } from "node:fs/promises";
   * import type { FortiGate } from "@fortiweave/fortios";
   *
   * export async function restore(fgt: FortiGate, path: string): Promise<void> {
   *   await fgt.monitor("system/config/restore").upload(await readFile(path), { source: "upload", scope: "global" });
   * }
   * ```
   */
  upload(file: UploadFile, params?: Omit<Body, "file_content">, options?: CallOptions): Promise<Results>;
}

/** Makes the part of a handle that sends files. */
export function createUpload(engine: Engine, area: EndpointArea, path: string): Uploader<Params, unknown>["upload"] {
  return async (file, params = {}, options = {}) => {
    await checkTakesFile(area, path);
    const content = toBase64(await toBytes(file, path));
    const body = { ...params, [FILE]: content };
    const call = await prepareCall(engine, area, path, { action: "upload", method: "POST" }, {}, body);
    const { results } = await engine.send({ ...call, files: [FILE] }, options);
    return results;
  };
}

/** An endpoint that the catalogue does not know is left to the device. */
async function checkTakesFile(area: EndpointArea, path: string): Promise<void> {
  const known = await fortios.load(area, path);
  if (known === undefined || Object.hasOwn(known.params ?? {}, FILE)) return;
  throw invalidInput(`The endpoint ${area} ${path} takes no file`, "Send its parameters with post");
}

async function toBytes(file: UploadFile, path: string): Promise<Uint8Array> {
  const bytes =
    typeof file === "string"
      ? new TextEncoder().encode(file)
      : file instanceof Uint8Array
        ? file
        : new Uint8Array(await file.arrayBuffer());
  if (bytes.length === 0) throw invalidInput(`The file for ${path} is empty`, "Give its content, not its name");
  return bytes;
}

/** As many bytes as a call can take as arguments; a multiple of 3, so that the parts can be joined. */
const PART = 0x6000;

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += PART) {
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + PART)));
  }
  return text;
}
