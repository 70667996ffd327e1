// Requests for a FortiGate: right ones, wrong ones, and none at all.
import { type CallEntry, type CmdbEntry, fortios } from "@fortiweave/catalog";
import type { Random } from "../faults/random.ts";
import { headersFor } from "./headers.ts";
import { bigBody, chance, encodeForm, junkJson, junkText, junkValue, pickFrom } from "./junk.ts";
import { queryFor, spoilTarget } from "./query.ts";
import type { FuzzRequest } from "./request.ts";
import type { Handle } from "./simulator.ts";
import { entryFor, NAMES } from "./values.ts";

/** What a request asks for, before it is written down. */
type Wish = Pick<FuzzRequest, "method" | "target" | "body" | "mayRestart">;

/** Tables that most requests are for, so that entries come to refer to each other. */
const FAVOURITES: readonly string[] = [
  "firewall.schedule/recurring",
  "firewall.service/custom",
  "firewall.service/group",
  "firewall/address",
  "firewall/addrgrp",
  "firewall/ippool",
  "firewall/policy",
  "firewall/vip",
  "router/static",
  "system/accprofile",
  "system/admin",
  "system/api-user",
  "system/dhcp/server",
  "system/external-resource",
  "system/global",
  "system/interface",
  "system/sdwan",
  "system/vdom",
  "system/zone",
  "user/group",
  "user/local",
  "webfilter/profile",
];

const ODD_METHODS: readonly string[] = [
  "PATCH",
  "HEAD",
  "OPTIONS",
  "TRACE",
  "CONNECT",
  "PROPFIND",
  "QUERY",
  "get",
  "FOO",
  "G3T",
  "GET\t",
];
const MEGABYTE = 1_000_000;

export async function createFortigateRequests(): Promise<(random: Random, handle: Handle) => FuzzRequest> {
  const tables = await loadAll<CmdbEntry>("cmdb");
  const favourites = tables.filter(({ path }) => FAVOURITES.includes(path));
  const calls = await Promise.all([
    loadAll<CallEntry>("monitor"),
    loadAll<CallEntry>("log"),
    loadAll<CallEntry>("service"),
  ]);
  const endpoints = calls.flatMap((entries, index) =>
    entries.map((entry) => ({ area: ["monitor", "log", "service"][index] ?? "", entry })),
  );

  function cmdb(random: Random): Wish {
    const entry = pickFrom(random, chance(random, 60) ? favourites : tables);
    const method = methodFor(random);
    const named = entry.kind === "table" && chance(random, method === "POST" ? 15 : 80);
    const inner =
      named && chance(random, 15)
        ? `/${chance(random, 80) ? pickFrom(random, Object.keys(entry.fields)) : keyFor(random)}`
        : "";
    const more = inner !== "" && chance(random, 50) ? `/${keyFor(random)}` : "";
    const path = `cmdb/${entry.path}${named ? `/${keyFor(random)}` : ""}${inner}${more}`;
    const written = JSON.stringify(entryFor(random, entry.fields, entry.mkey));
    return { method, target: `/api/v2/${path}${queryFor(random)}`, body: bodyFor(random, method, written) };
  }

  function call(random: Random): Wish {
    const { area, entry } = pickFrom(random, endpoints);
    const method = chance(random, 85) ? pickFrom(random, entry.methods) : methodFor(random);
    const params = Object.entries(entry.params).filter(([, { required }]) => required || chance(random, 30));
    const values = Object.fromEntries(
      params.map(([name, { type, options }]) => [name, paramFor(random, type, options)] as const),
    );
    const path = entry.path.replaceAll(/\{[^}]*\}/g, () => keyFor(random));
    return {
      method,
      target: `/api/v2/${area}/${path}${queryFor(random, method === "GET" ? values : {})}`,
      body: bodyFor(random, method, JSON.stringify(values)),
      mayRestart: /reboot|shutdown|restart|factory-reset/.test(path),
    };
  }

  /** Everything else that is there: signing in and out, transactions, the list of tables. */
  function other(random: Random, { username, password }: Handle): Wish {
    const user = chance(random, 50) ? username : junkText(random);
    const secret = chance(random, 50) ? password : junkText(random);
    const id = { "transaction-id": random.below(6) };
    const [method, target, body] = random.pick<readonly [string, string, unknown]>([
      ["POST", "/logincheck", `username=${encodeForm(user)}&secretkey=${encodeForm(secret)}&ajax=1`],
      ["POST", "/api/v2/authentication", { username: user, secretkey: secret, ack_pre_disclaimer: true }],
      ["POST", "/api/v2/authentication", { username: user, secretkey: secret, request_key: true }],
      ["DELETE", "/api/v2/authentication", {}],
      ["GET", "/logout", undefined],
      ["POST", "/logindisclaimer", "confirm=1"],
      ["GET", "/api/v2/cmdb?action=schema", undefined],
      ["GET", "/api/v2/cmdb?action=transaction-list", undefined],
      ["GET", `/api/v2/cmdb?action=transaction-show&transaction-id=${random.below(6)}`, undefined],
      ["POST", "/api/v2/cmdb?action=transaction-start", { timeout: junkValue(random) }],
      ["POST", "/api/v2/cmdb?action=transaction-start", {}],
      ["POST", "/api/v2/cmdb?action=transaction-commit", id],
      ["POST", "/api/v2/cmdb?action=transaction-abort", id],
      ["GET", "/", undefined],
      ["GET", `/${keyFor(random)}`, undefined],
    ]);
    const written = typeof body === "string" ? body : JSON.stringify(body);
    return { method, target, body: bodyFor(random, method, written) };
  }

  return (random, handle) => {
    const dice = random.below(100);
    const wish = dice < 60 ? cmdb(random) : dice < 90 ? call(random) : other(random, handle);
    const target = chance(random, 12) ? spoilTarget(random, wish.target) : wish.target;
    return { ...wish, target, headers: headersFor(random, handle.token) };
  };
}

async function loadAll<Entry>(area: "cmdb" | "monitor" | "log" | "service"): Promise<Entry[]> {
  const load = fortios.load as (area: string, path: string) => Promise<Entry | undefined>;
  const entries = await Promise.all(fortios.rows(area).map(({ path }) => load(area, path)));
  return entries.filter((entry) => entry !== undefined);
}

function methodFor(random: Random): string {
  const dice = random.below(100);
  if (dice < 40) return "GET";
  if (dice < 62) return "POST";
  if (dice < 80) return "PUT";
  return dice < 95 ? "DELETE" : pickFrom(random, ODD_METHODS);
}

function keyFor(random: Random): string {
  return encodeForm(chance(random, 75) ? pickFrom(random, NAMES) : junkText(random));
}

function paramFor(random: Random, type: string, options: readonly string[] | undefined): unknown {
  if (options !== undefined && options.length > 0 && chance(random, 80)) return pickFrom(random, options);
  if (type === "integer" && chance(random, 70)) return random.below(10);
  return chance(random, 60) ? pickFrom(random, NAMES) : junkValue(random);
}

function bodyFor(random: Random, method: string, written: string | undefined): string | undefined {
  if (random.below(3000) === 0) return bigBody(random, 10 * MEGABYTE);
  if (random.below(300) === 0) return bigBody(random, random.below(MEGABYTE));
  if (method === "GET" ? chance(random, 95) : chance(random, 3)) return undefined;
  return chance(random, 15) ? junkJson(random, written ?? "") : (written ?? "");
}
