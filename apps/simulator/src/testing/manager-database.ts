/**
 * A FortiManager's database for tests, without the FortiManager around it.
 *
 * @module
 */

import { createDatabase, type ServedDatabase } from "../fortimanager/database/database.ts";
import type { Session, Spot } from "../fortimanager/parts.ts";
import { segmentsOf } from "../fortimanager/rpc/url.ts";
import { RpcRefusal } from "../fortimanager/rpc-refusal.ts";
import type { Model } from "../models/model.ts";

/** What stands beside `url` in an item. */
export type Item = Readonly<Record<string, unknown>>;

/** What came back: `data`, and 0 or the code and message of a refusal. */
export interface Result {
  readonly code: number;
  readonly message: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly data: any;
}

export interface TestDatabase {
  readonly database: ServedDatabase;
  readonly session: Session;
  /** One operation, with symbolic options unless the item says `verbose: false`. */
  call(method: string, url: string, item?: Item, as?: Session): Promise<Result>;
  get(url: string, item?: Item, as?: Session): Promise<Result>;
  add(url: string, data: unknown, item?: Item): Promise<Result>;
  set(url: string, data: unknown, item?: Item): Promise<Result>;
  update(url: string, data: unknown, item?: Item): Promise<Result>;
  delete(url: string, item?: Item): Promise<Result>;
}

export interface TestOptions {
  readonly version?: string;
  readonly models?: readonly Model[];
  /** Says of a spot whether it is staged; throws to refuse. Default: nothing is. */
  readonly isStaged?: (spot: Spot, session: Session) => boolean;
}

/** Seconds since the epoch. */
export const NOW = 1_790_000_000;

export function sessionNamed(user: string): Session {
  return { key: user, number: 1, user, address: "127.0.0.1", kind: "password", access: "read-write", adoms: undefined };
}

export async function openDatabase({
  version = "7.6.4",
  isStaged = () => false,
  models,
}: TestOptions = {}): Promise<TestDatabase> {
  const session = sessionNamed("admin");
  const database = await createDatabase({
    version,
    clock: { now: () => NOW * 1000, sleep: async () => {} },
    adoms: ["root"],
    ...(models && { models }),
    check: async (own, spot) => ({ staged: isStaged(spot, own) }),
  });

  async function call(method: string, url: string, item: Item = {}, as: Session = session): Promise<Result> {
    const { verbose = true, ...rest } = item;
    const segments = segmentsOf(url);
    const operation = {
      session: as,
      method,
      segments,
      item: { url, ...rest },
      data: item.data,
      verbose: verbose === true,
    };
    try {
      return { code: 0, message: "OK", data: (await database.serve(operation)).data };
    } catch (error) {
      if (!(error instanceof RpcRefusal)) throw error;
      return { code: error.code, message: error.message, data: undefined };
    }
  }

  return {
    database,
    session,
    call,
    get: (url, item, as) => call("get", url, item, as),
    add: (url, data, item) => call("add", url, { ...item, data }),
    set: (url, data, item) => call("set", url, { ...item, data }),
    update: (url, data, item) => call("update", url, { ...item, data }),
    delete: (url, item) => call("delete", url, item),
  };
}
