/**
 * Everything that a table can do, wherever it lies.
 *
 * @module
 */

import { isFortiError } from "@fortiweave/core";
import { answering, invalidInput, moveEntry, unlessMissing, watchHandle } from "@fortiweave/core/client";
import { type Body, toBody } from "./body.ts";
import { createObjectAt } from "./cmdb-object.ts";
import type { AnyTable } from "./cmdb-table.ts";
import { encodeMkey, type Mkey } from "./encode.ts";
import type { Engine } from "./engine.ts";
import { type EnsureTarget, ensureEntry, withDefaults } from "./ensure.ts";
import { createMembers } from "./members.ts";
import { entryName, fieldPath, type Place, placeIn, senderIn } from "./place.ts";
import { createPlaceFacts } from "./place-facts.ts";
import { createTableReads } from "./table-reads.ts";
import type { CallOptions, WriteOptions, WriteResult } from "./types.ts";
import { toResult } from "./write-result.ts";

type Values = Readonly<Record<string, unknown>>;

/** Makes the handle of a table, wherever it lies. Without `mkeyField` the catalogue names its key. */
export function createTableAt(engine: Engine, place: Place, mkeyField?: string): AnyTable {
  const { validator } = engine;
  const keyField = async (): Promise<string> => mkeyField ?? (await validator.keyField(place.known)) ?? "name";
  const { keys, ...reads } = createTableReads(engine, place, keyField);
  const { find } = reads;
  const nameOf = (mkey: unknown): string => entryName(place, mkey);
  const send = senderIn(engine, place);

  const check = async (
    mode: "create" | "update",
    values: Values,
    mkey: unknown,
    { validate }: WriteOptions,
  ): Promise<Checked> => {
    const what = `${mode} ${mkey === undefined ? `an entry of ${place.name}` : nameOf(mkey)}`;
    const body = toBody(values, what);
    return { body, secrets: await validator.write(place.known, body, mode, what, validate) };
  };
  const put = async (mkey: Mkey, { body, secrets }: Checked, options: CallOptions): Promise<WriteResult> =>
    toResult(await send({ action: "update", method: "PUT", segments: [mkey], body, secrets }, options), mkey);
  const remove = async (mkey: Mkey, options: CallOptions): Promise<WriteResult> =>
    toResult(await send({ action: "delete", method: "DELETE", segments: [mkey] }, options), mkey);

  /** For keys that other requests go before, or that do not stand in the path. */
  const checkKey = async (mkey: Mkey): Promise<void> => {
    encodeMkey(mkey, place.name);
    await validator.mkey(place.known, mkey);
  };
  /** The entry as it is sent, and its key, which it must say. */
  const readEntry = async (entry: Values, action: string): Promise<{ readonly body: Body; readonly mkey: Mkey }> => {
    const what = `${action} an entry of ${place.name}`;
    const body = toBody(entry, what);
    const field = await keyField();
    const mkey = keyIn(body, field);
    // With the number 0 the device chooses a free one, so every run would make another entry.
    if (mkey === undefined || mkey === 0) {
      throw invalidInput(
        `Cannot ${what} without its key "${field}"`,
        "Give the key, or use create where the device chooses it",
      );
    }
    await validator.mkey(place.known, mkey);
    return { body, mkey };
  };

  const create = async (entry: Values, options: WriteOptions = {}): Promise<WriteResult> => {
    const key = keyIn(Object(entry), await keyField());
    const { body, secrets } = await check("create", entry, key, options);
    return toResult(await send({ action: "create", method: "POST", body, secrets }, options), key);
  };

  const table: AnyTable = {
    ...reads,
    ...createPlaceFacts(engine, place),
    create,
    async update(mkey, changes, options = {}) {
      await validator.mkey(place.known, mkey);
      return put(mkey, await check("update", changes, mkey, options), options);
    },
    async delete(mkey, options = {}) {
      await validator.mkey(place.known, mkey);
      return remove(mkey, options);
    },
    async set(entry, options = {}) {
      const { body, mkey } = await readEntry(entry, "set");
      const checked = await check("update", body, mkey, options);
      // A simulated update never fails, so it has to be found out whether there is something to update.
      if (engine.simulates && (await find(mkey, options)) === undefined) return create(body, options);
      const updated = await unlessMissing(put(mkey, checked, options));
      if (updated !== undefined) return updated;
      try {
        return await create(body, options);
      } catch (error) {
        // Somebody else created it in between.
        if (isFortiError(error, "DUPLICATE")) return put(mkey, checked, options);
        throw error;
      }
    },
    async ensure(entry, options = {}) {
      const { body, mkey } = await readEntry(entry, "ensure");
      const what = nameOf(mkey);
      const target: EnsureTarget = {
        what,
        path: fieldPath(place),
        entry: await validator.entry(place.known),
        version: () => engine.version,
        staged: engine.staged,
        check: (values) => validator.write(place.known, values, "update", `update ${what}`, options.validate),
        read: () => find(mkey, options),
        create: (values) => create(values, options),
        // Checked before; what is added to keep nested entries whole comes from the device itself, its secrets too.
        update: async (changes) =>
          put(
            mkey,
            { body: toBody(changes, "update"), secrets: await validator.secrets(place.known, changes) },
            options,
          ),
      };
      return ensureEntry(target, body, withDefaults(options, validator.mode));
    },
    async absent(mkey, options = {}) {
      const before = await find(mkey, options);
      if (before === undefined) return { changed: false, before };
      const deleted = await unlessMissing(remove(mkey, options));
      return {
        changed: deleted !== undefined,
        before,
        ...(deleted?.simulated !== undefined && { simulated: deleted.simulated }),
      };
    },
    async move(mkey, to, options = {}) {
      await checkKey(mkey);
      return moveEntry({
        what: nameOf(mkey),
        mkey,
        to,
        hint: "Check the VDOM",
        staged: engine.staged,
        keys: () => keys(options),
        send: (side, neighbour) => {
          const query = [
            ["action", "move"],
            [side, String(neighbour)],
          ] as const;
          return send({ action: "move", method: "PUT", segments: [mkey], query }, options);
        },
      });
    },
    async clone(mkey, newMkey, options = {}) {
      await checkKey(mkey);
      await checkKey(newMkey);
      const query = [
        ["action", "clone"],
        ["nkey", String(newMkey)],
      ] as const;
      return toResult(await send({ action: "clone", method: "POST", segments: [mkey], query }, options), newMkey);
    },
    members: (mkey, field) => createMembers(engine, place, mkey, field),
    child: (mkey, field) => createTableAt(engine, placeIn(place, field, mkey)),
    nested: (mkey, field) => createObjectAt(engine, placeIn(place, field, mkey)),
    with: (options) => answering(createTableAt(engine.with(options), place, mkeyField), options, engine.logger),
  };
  return watchHandle(table, { area: "cmdb", ...place }, engine.refused);
}

interface Checked {
  readonly body: Body;
  readonly secrets: readonly string[];
}

function keyIn(values: Values, field: string): Mkey | undefined {
  const key = values[field];
  return typeof key === "string" || typeof key === "number" ? key : undefined;
}
