/**
 * A configuration object: one set of values that is always there, such as `system/global`.
 *
 * @module
 */

import { toBody } from "./body.ts";
import type { Engine } from "./engine.ts";
import { ensureEntry } from "./ensure.ts";
import { type Envelope, rowsIn } from "./envelope.ts";
import type { Call } from "./request.ts";
import type { CallOptions, EnsureResult, WriteResult } from "./types.ts";

/** A configuration object. */
export interface CmdbObject<Values> {
  /** All its values. */
  get(options?: CallOptions): Promise<Values>;
  /** Changes the given fields; a list among them replaces the whole list. */
  update(changes: Partial<Values>, options?: CallOptions): Promise<WriteResult>;
  /**
   * Brings the given fields into the given state: compares, writes only what differs, reads back. A secret that
   * the device hides cannot be compared and stays as it is: `update` changes it. Throws VERIFY_FAILED naming the fields
   * that the device accepted and did not take.
   */
  ensure(values: Partial<Values>, options?: CallOptions): Promise<EnsureResult<Values>>;
}

/** An object as plain values. The client gives them their types. */
export type AnyObject = CmdbObject<Readonly<Record<string, unknown>>>;

/** Makes the handle of an object. */
export function createCmdbObject(engine: Engine, path: string): AnyObject {
  const { validator } = engine;
  const send = (call: Omit<Call, "area" | "path">, options: CallOptions): Promise<Envelope> =>
    engine.send({ area: "cmdb", path, ...call }, options);
  const put = async (body: Call["body"], secrets: readonly string[], options: CallOptions): Promise<WriteResult> => {
    const { revision_changed } = await send(
      { action: "update", method: "PUT", ...(body && { body }), secrets },
      options,
    );
    return { changed: revision_changed };
  };

  const get = async (options: CallOptions = {}): Promise<Readonly<Record<string, unknown>>> =>
    rowsIn(await send({ action: "get", method: "GET" }, options))[0] ?? {};

  return {
    get,
    async update(changes, options = {}) {
      const body = toBody(changes, `update ${path}`);
      return put(body, await validator.write(path, body, "update", `update ${path}`), options);
    },
    async ensure(values, options = {}) {
      const body = toBody(values, `ensure ${path}`);
      await validator.write(path, body, "update", `ensure ${path}`);
      const fields = (await validator.entry(path))?.fields;
      // What is added to keep nested entries whole can hold secrets too.
      const update = async (changes: Readonly<Record<string, unknown>>): Promise<WriteResult> =>
        put(toBody(changes, `update ${path}`), await validator.secrets(path, changes), options);
      return ensureEntry({ what: path, fields, read: () => get(options), update, create: update }, body);
    },
  };
}
