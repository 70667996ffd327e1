// Requests for a FortiManager: right ones, wrong ones, and none at all.
import { fortimanager, type ObjectEntry, type RpcEntry } from "@fortiweave/catalog/fortimanager";
import type { Random } from "../faults/random.ts";
import { headersFor } from "./headers.ts";
import { bigBody, chance, junkJson, junkObject, junkText, junkValue, pickFrom } from "./junk.ts";
import { optionsFor } from "./manager-options.ts";
import { spoilTarget } from "./query.ts";
import type { FuzzRequest } from "./request.ts";
import type { Handle } from "./simulator.ts";
import { entryFor, NAMES, valueFor } from "./values.ts";

type Item = Record<string, unknown>;

/** What one request does. */
interface Wish {
  readonly method: string;
  readonly items: readonly Item[];
  readonly mayRestart?: boolean;
}

const FAVOURITES: readonly string[] = [
  "dvmdb/adom",
  "dvmdb/group",
  "dynamic/interface",
  "firewall/address",
  "firewall/addrgrp",
  "firewall/policy",
  "firewall/service/custom",
  "firewall/vip",
  "fmg/variable",
  "pm/pkg",
  "system/admin/user",
  "user/group",
];

const VERBS: readonly string[] = [
  "get",
  "get",
  "get",
  "get",
  "add",
  "add",
  "set",
  "update",
  "delete",
  "clone",
  "move",
  "unset",
  "replace",
  "exec",
];
/** What stands in urls most of the time, so that they lead somewhere. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  adom: ["root", "root", "root", "global", "web", "rootp"],
  pkg: ["default", "default", "web"],
  device: ["fortigate-1", "fortigate-1", "web"],
  device_name: ["fortigate-1", "web"],
  vdom: ["root", "web"],
};
const MEGABYTE = 1_000_000;
const MOST_ITEMS = 2000;

export async function createManagerRequests(): Promise<(random: Random, handle: Handle) => FuzzRequest> {
  const objects = (
    await Promise.all(fortimanager.rows("object").map(({ path }) => fortimanager.load("object", path)))
  ).filter((entry) => entry !== undefined);
  const calls = (
    await Promise.all(fortimanager.rows("call").map(({ path }) => fortimanager.load("call", path)))
  ).filter((entry) => entry !== undefined);
  const favourites = objects.filter(({ path }) => FAVOURITES.includes(path));

  function onObject(random: Random): Wish {
    const entry = pickFrom(random, chance(random, 60) ? favourites : objects);
    const method = pickFrom(random, VERBS);
    const count =
      random.below(3000) === 0
        ? random.below(MOST_ITEMS)
        : random.below(100) === 0
          ? random.below(100)
          : 1 + random.below(2);
    return { method, items: Array.from({ length: count }, () => itemFor(random, entry, method)) };
  }

  function onCall(random: Random, { username, password }: Handle): Wish {
    if (chance(random, 15)) {
      const data = {
        user: chance(random, 70) ? username : junkText(random),
        passwd: chance(random, 60) ? password : junkText(random),
      };
      return {
        method: "exec",
        items: [{ url: random.pick(["sys/login/user", "sys/logout", "/sys/login/challenge/"]), data }],
      };
    }
    const entry = pickFrom(random, calls);
    const method = chance(random, 85) ? pickFrom(random, entry.methods) : pickFrom(random, VERBS);
    const data = dataFor(random, entry);
    return {
      method,
      items: [{ url: urlFor(random, entry.path), ...data }],
      mayRestart: /reboot|restart|shutdown/.test(entry.path),
    };
  }

  return (random, handle) => {
    const { method, items, mayRestart = false } = chance(random, 70) ? onObject(random) : onCall(random, handle);
    const target = chance(random, 4) ? spoilTarget(random, "/jsonrpc") : "/jsonrpc";
    const envelope = {
      id: chance(random, 90) ? random.below(1000) : junkValue(random),
      method: chance(random, 97) ? method : junkText(random),
      params: chance(random, 97) ? items : junkValue(random),
      ...(chance(random, 30) && { verbose: 1 }),
      ...(chance(random, 3) && { session: chance(random, 50) ? junkText(random) : null }),
      ...(chance(random, 3) && {
        "create task": chance(random, 50) ? { adom: "root", name: "fuzz" } : junkValue(random),
      }),
      ...(chance(random, 3) && junkObject(random)),
    };
    const http = chance(random, 96) ? "POST" : random.pick(["GET", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "FOO"]);
    return {
      method: http,
      target,
      headers: headersFor(random, handle.token),
      body: bodyFor(random, JSON.stringify(envelope)),
      mayRestart,
    };
  };
}

function itemFor(random: Random, { urls, kind, fields, mkey }: ObjectEntry, method: string): Item {
  const table = urlFor(random, pickFrom(random, urls));
  const isNamed = kind === "table" && (method === "get" ? chance(random, 40) : method !== "add" || chance(random, 10));
  const url = isNamed ? `${table}/${segmentFor(random, "")}` : table;
  if (method === "get" || method === "delete") return { url, ...optionsFor(random) };
  const one = (): Item => entryFor(random, fields, mkey);
  const data = chance(random, 15) ? Array.from({ length: random.below(4) }, one) : one();
  const place =
    method === "move" ? { option: random.pick(["before", "after", "x"]), target: pickFrom(random, NAMES) } : {};
  return {
    url,
    data: chance(random, 5) ? junkValue(random) : data,
    ...place,
    ...(chance(random, 5) && junkObject(random)),
  };
}

function dataFor(random: Random, { calls }: RpcEntry): Item {
  const params = pickFrom(random, calls).params ?? {};
  return Object.fromEntries(
    Object.entries(params)
      .filter(([, { required }]) => required || chance(random, 80))
      .map(([name, field]) => [name, valueFor(random, field, 3)] as const),
  );
}

function urlFor(random: Random, template: string): string {
  const url = template.replaceAll(/\{([^}]*)\}/g, (_, name: string) => segmentFor(random, name));
  return chance(random, 4) ? `${url}/${junkText(random)}` : `${random.pick(["", "/"])}${url}`;
}

function segmentFor(random: Random, name: string): string {
  const text = chance(random, 12) ? junkText(random) : pickFrom(random, PLACES[name] ?? NAMES);
  return chance(random, 90) ? text.replaceAll("/", "\\/") : text;
}

function bodyFor(random: Random, written: string): string {
  if (random.below(3000) === 0) return bigBody(random, 10 * MEGABYTE);
  if (random.below(300) === 0) return bigBody(random, random.below(MEGABYTE));
  return chance(random, 8) ? junkJson(random, written) : written;
}
