/**
 * Reads the parameters of a call.
 *
 * @module
 */

import { badValue, missingAttribute } from "../cmdb/refusal.ts";
import { toNumber } from "../world/ipv4.ts";
import type { MonitorCall } from "./answer.ts";

/** Empty when it was not given. */
export function textIn({ params }: MonitorCall, name: string): string {
  return textOf(params[name]);
}

/** Empty for what is no text, number or switch: lists and objects of JSON, that may be anything. */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** @throws Refusal when it was not given. */
export function neededIn(call: MonitorCall, name: string): string {
  const text = textIn(call, name);
  if (text === "") throw missingAttribute(name);
  return text;
}

/** Undefined when it was not given. @throws Refusal when it is no whole number. */
export function numberIn(call: MonitorCall, name: string): number | undefined {
  const text = textIn(call, name);
  if (text === "") return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw badValue(text);
  return value;
}

/** Whether a switch is on: `true` and 1, as text or not. */
export function switchIn(call: MonitorCall, name: string): boolean {
  return ["true", "1", "enable"].includes(textIn(call, name));
}

/** All values of a name: repeated, between commas, or as an array. Undefined when it was not given. */
export function listIn({ params, query }: MonitorCall, name: string): string[] | undefined {
  const value = params[name];
  if (Array.isArray(value)) return value.map(textOf);
  const given = query.all(name).length > 0 ? query.all(name) : value === undefined ? [] : [textOf(value)];
  const all = given.flatMap((one) => one.replaceAll(/^\[|\]$|"/g, "").split(","));
  return given.length === 0 ? undefined : all.filter((one) => one !== "");
}

/** The numbers of a list, whose members have them as their `id` or are them, and that of the call itself. */
export function idsIn({ params }: MonitorCall, list: string): ReadonlySet<number> {
  const rows: readonly { readonly id?: unknown }[] = Array.isArray(params[list]) ? params[list] : [];
  const given = [...rows.map((row) => row?.id ?? row), params.id].map(textOf);
  return new Set(given.filter((id) => id !== "").map(Number));
}

/** @throws Refusal when it is no IPv4 address. */
export function addressIn(call: MonitorCall, name: string): number {
  const text = textIn(call, name);
  const address = toNumber(text);
  if (address === undefined) throw badValue(text);
  return address;
}

/** Seconds since the epoch. */
export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
