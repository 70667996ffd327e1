/**
 * Calls that tell where something is used, and whether anything changed.
 *
 * @module
 */

import type { Clock } from "../../../device/clock.ts";
import type { Answer, Operation, Routes, Session } from "../../parts.ts";
import { invalidData, invalidParameter, invalidUrl, missing } from "../../rpc/refusals.ts";
import { segmentsOf } from "../../rpc/url.ts";
import { changeMarker } from "../query/change-marker.ts";
import type { Integrity, Referrer } from "../references/integrity.ts";
import type { Schema } from "../schema/schemas.ts";
import type { View } from "../store/committed.ts";
import { ADOMS } from "../urls/device-manager.ts";
import type { Locate } from "../urls/location.ts";
import { isRecord } from "../values/read-entry.ts";
import { usesOfAdom } from "./adom.ts";

export interface WhereUsedPorts {
  readonly clock: Clock;
  readonly integrity: Integrity;
  readonly locate: Locate;
  viewOf(session: Session): View;
  schemaOf(table: string): Schema | undefined;
  version(prefix: string): number;
}

/** A search keeps its result until so many others have come. */
const MOST_SEARCHES = 100;

export function createWhereUsed(ports: WhereUsedPorts): Routes {
  const searches = new Map<string, readonly Referrer[]>();
  let last = 0;

  async function find(session: Session, url: string, mkey: unknown): Promise<readonly Referrer[]> {
    const { table, schema } = await ports.locate(segmentsOf(url), "get");
    const view = ports.viewOf(session);
    if (view.get(table, String(mkey)) === undefined) throw missing();
    return ports.integrity.referrers(view, table, schema, String(mkey));
  }

  async function start({ session, data }: Operation): Promise<Answer> {
    const { obj, mkey } = isRecord(data) ? data : {};
    if (typeof obj !== "string" || mkey === undefined) throw invalidData();
    const found = await find(session, `pm/config/${obj}`, mkey);
    last += 1;
    const token = `${last}-${ports.clock.now()}`;
    searches.set(token, found);
    for (const old of [...searches.keys()].slice(0, -MOST_SEARCHES)) searches.delete(old);
    return { data: { token } };
  }

  function searchOf({ item, data }: Operation): readonly Referrer[] {
    const token = item.token ?? (isRecord(data) ? data.token : undefined);
    const found = searches.get(String(token));
    if (found === undefined) throw invalidData();
    return found;
  }

  function detail(operation: Operation): Answer {
    const found = searchOf(operation);
    const roots = Map.groupBy(found, ({ table }) => rootOf(table));
    return {
      data: {
        percent: 100,
        total_num: found.length,
        where_used: [...roots].map(([name, referrers]) => ({
          root: { name, oid: ports.viewOf(operation.session).get(ADOMS, name)?.oid ?? 0 },
          data: referrers.flatMap(toUses),
        })),
      },
    };
  }

  async function whereUsed(
    { session, item, data }: Operation,
    { adom = "" }: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    const { obj, mkey } = { ...item, ...(isRecord(data) ? data : {}) };
    if (obj === undefined && mkey === undefined) {
      const view = ports.viewOf(session);
      if (view.get(ADOMS, adom) === undefined) throw invalidUrl();
      return { data: usesOfAdom(view, adom) };
    }
    if (typeof obj !== "string" || mkey === undefined) throw invalidData();
    const path = obj.replaceAll(" ", "/");
    const found = await find(
      session,
      path.startsWith("adom/") ? `pm/config/${path}` : `pm/config/adom/${adom}/obj/${path}`,
      mkey,
    );
    return { data: { cmdb: found.flatMap(toUses), dvmdb: [], provider: [] } };
  }

  /** Whether anything changed in the objects of an ADOM. */
  function objects({ item, session }: Operation, { adom = "" }: Readonly<Record<string, string>>): Answer {
    if (ports.viewOf(session).get(ADOMS, adom) === undefined) throw invalidUrl();
    const data = changeMarker(new Set([item.option].flat()), ports.version(`pm/config/adom/${adom}/obj`));
    if (data === undefined) throw invalidParameter();
    return { data };
  }

  return {
    "exec cache/search/where/used/start": start,
    "exec cache/search/where/used/get/summary": (operation) => ({
      data: { percent: 100, total_num: searchOf(operation).length },
    }),
    "exec cache/search/where/used/get/detail": detail,
    "get dvmdb/adom/{adom}/where used": whereUsed,
    "get pm/config/adom/{adom}/obj": objects,
  };
}

/** One line for each field that names it. */
function toUses({ table, key, schema, attributes }: Referrer): readonly Record<string, unknown>[] {
  const pkg = /\/pkg\/(.+?)\/(?:firewall|authentication|central|user|web-proxy)\//.exec(table)?.[1];
  return attributes.map((attr) => ({
    attr,
    mapping_name: schema.path.replace(/^(?:pkg|pblock)\//, "").replaceAll("/", " "),
    mattr: schema.node.key,
    mkey: key,
    ...(pkg === undefined ? {} : { pkg: { name: pkg } }),
  }));
}

function rootOf(table: string): string {
  const [, , kind, name = ""] = table.split("/");
  return kind === "adom" ? name : "global";
}
