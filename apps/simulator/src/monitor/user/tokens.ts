/**
 * `user/fortitoken/*`: tokens of the configuration, and those that come with a licence.
 *
 * @module
 */

import { badValue, noSuchEntry } from "../../cmdb/refusal.ts";
import { createChance, seedOf } from "../../world/chance.ts";
import { type Endpoint, type MonitorCall, type MonitorContext, needing } from "../answer.ts";
import { change, tableOf } from "../config.ts";
import { listIn, textIn, textOf } from "../params.ts";

const TABLE = "user/fortitoken";
const NEEDED = [TABLE, "user/local", "system/admin"];
const TRIAL_TOKENS = 2;
const LICENCE_TOKENS = 5;

export const tokenList: Endpoint = needing(NEEDED, (context, { vdom }) => {
  const owners = ownersOf(context, vdom);
  return {
    results: tableOf(context, TABLE, vdom).rows.map(([serial, entry]) => ({
      serial_number: serial,
      type: serial.startsWith("FTKMOB") ? "mobile" : "hard",
      status: entry.status === "lock" ? "locked" : owners.has(serial) ? "assigned" : "available",
      license: entry.license ?? "",
      user: owners.get(serial) ?? "",
      vdom,
    })),
  };
});

function ownersOf(context: MonitorContext, vdom: string): Map<string, string> {
  const rows = [...tableOf(context, "user/local", vdom).rows, ...tableOf(context, "system/admin").rows];
  return new Map(
    rows.flatMap(([name, { fortitoken = "" }]) => (fortitoken === "" ? [] : [[String(fortitoken), name]])),
  );
}

/** Tokens that are named must be there. */
export const activateTokens: Endpoint = needing(NEEDED, (context, call) => {
  for (const serial of serialsIn(call)) {
    const entry = context.holder.configuration.table(TABLE, call.vdom).get(serial);
    if (entry === undefined) throw noSuchEntry();
    if (entry.status === "lock") change(context, call, TABLE, serial, { ...entry, status: "active" });
  }
  return {};
});

export const touchTokens: Endpoint = needing(NEEDED, (context, call) => {
  const table = context.holder.configuration.table(TABLE, call.vdom);
  if (serialsIn(call).some((serial) => !table.has(serial))) throw noSuchEntry();
  return {};
});

function serialsIn(call: MonitorCall): string[] {
  const single = textIn(call, "token");
  const rows = Array.isArray(call.params.tokens)
    ? call.params.tokens.map((row) => textOf(row?.token ?? row))
    : (listIn(call, "tokens") ?? []);
  return single === "" ? rows : [...rows, single];
}

const CODE = /^\d{4}(?:-\d{4}){3,4}$/;

export const importMobile: Endpoint = needing(NEEDED, (context, call) => {
  const code = textIn(call, "code");
  if (!CODE.test(code)) throw badValue(code);
  const license = `EFTM${String(Math.abs(seedOf(code)))
    .padStart(12, "0")
    .slice(0, 12)}`;
  return addTokens(context, call, license, LICENCE_TOKENS);
});

export const importTrial: Endpoint = needing(NEEDED, (context, call) =>
  addTokens(context, call, "FTMTRIAL00000000", TRIAL_TOKENS),
);

/** One serial number a line. */
export const importSeeds: Endpoint = needing(NEEDED, (context, call) => {
  const lines = Buffer.from(textIn(call, "file_content"), "base64").toString().split(/\r?\n/);
  const serials = lines
    .map((line) => /^(FTK[A-Z\d]{10,13})/.exec(line.trim())?.[1])
    .filter((serial) => serial !== undefined);
  if (serials.length === 0) throw badValue("file_content");
  for (const serial of serials) put(context, call, serial, {});
  return {};
});

function addTokens(context: MonitorContext, call: MonitorCall, license: string, count: number): Record<string, never> {
  for (let index = 0; index < count; index += 1) {
    const number = createChance(seedOf(`${context.identity.serial}${license}`), index)
      .below(0x7fffffff)
      .toString(16)
      .toUpperCase();
    put(context, call, `FTKMOB${number.padStart(10, "0")}`, { license });
  }
  return {};
}

/** What is there already stays as it is. */
function put(context: MonitorContext, call: MonitorCall, serial: string, more: { readonly license?: string }): void {
  if (context.holder.configuration.table(TABLE, call.vdom).has(serial)) return;
  change(context, call, TABLE, serial, { "serial-number": serial, ...more });
}
