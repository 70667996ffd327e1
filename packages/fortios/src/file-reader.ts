/**
 * Files that an endpoint answers: backups, captures, archives.
 *
 * @module
 */

import { compareVersions, fortios } from "@fortiweave/catalog";
import { isFortiError } from "@fortiweave/core";
import type { Engine } from "./engine.ts";
import { type EndpointArea, type Params, prepareCall } from "./prepare-call.ts";
import type { Call } from "./request.ts";
import type { CallOptions } from "./types.ts";

/** An endpoint that may answer a file. It is sent as the GET or the POST that the device's version wants. */
export interface FileReader<Query> {
  /** The file, as bytes. */
  download(params?: Query, options?: CallOptions): Promise<Uint8Array>;
  /**
   * The file as it comes, so that it never lies in memory whole. What fails on the way fails the stream, with a
   * FortiError; cancelling the stream ends the request. `timeoutMs` holds until the answer begins.
   *
   * @example
   * ```ts
   * import { writeFile } from "node:fs/promises";
   * import type { FortiGate } from "@fortiweave/fortios";
   *
   * export async function backUp(fgt: FortiGate, path: string): Promise<void> {
   *   await writeFile(path, await fgt.monitor("system/config/backup").stream({ scope: "global" }));
   * }
   * ```
   */
  stream(params?: Query, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
}

/** Makes the part of a handle that reads files. */
export function createFileReader(engine: Engine, area: EndpointArea, path: string): FileReader<Params> {
  /** Fetches with the method that the version is likely to want, and with the other one when it refuses that. */
  async function fetchFile<T>(params: Params, fetch: (call: Call) => Promise<T>): Promise<T> {
    const [likely, other] = methodsFor(area, path, engine.version);
    try {
      return await fetch(await callFor(likely, params));
    } catch (error) {
      // A refused method has done nothing, so the other one may be tried.
      if (other === undefined || !isFortiError(error, "UNSUPPORTED")) throw error;
      return fetch(await callFor(other, params));
    }
  }

  async function callFor(method: "GET" | "POST", params: Params): Promise<Call> {
    const [query, body] = method === "GET" ? [params, undefined] : [{}, params];
    const call = await prepareCall(engine, area, path, { action: "download", method }, query, body);
    // Fetching a file changes nothing, whatever its method.
    return { ...call, effect: "read", idempotent: true };
  }

  return {
    download: (params = {}, options = {}) => fetchFile(params, (call) => engine.download(call, options)),
    stream: (params = {}, options = {}) => fetchFile(params, (call) => engine.stream(call, options)),
  };
}

function methodsFor(
  area: EndpointArea,
  path: string,
  version: string | undefined,
): readonly ["GET" | "POST", ("GET" | "POST")?] {
  const methods = fortios.find(area, path)?.methods ?? ["GET"];
  if (!methods.includes("POST")) return ["GET"];
  if (!methods.includes("GET")) return ["POST"];
  return takesPost(version) ? ["POST", "GET"] : ["GET", "POST"];
}

/** What has both methods is `system/config/backup`, which moved from GET to POST in 7.6. */
function takesPost(version: string | undefined): boolean {
  return version !== undefined && compareVersions(version, "7.6") >= 0;
}
