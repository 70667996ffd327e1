/**
 * One spelling for values that a device spells in another way than people do.
 *
 * @module
 */

import type { Field } from "../types.ts";
import { address4, address6, addressAndMask, netmask4, network4, network6, withMask } from "./canonical-address.ts";

type Canonical = (text: string) => string;

/** Spellings by FortiOS type word. */
const BY_TYPE: Readonly<Record<string, Canonical>> = {
  integer: numeric,
  "ipv4-address": address4,
  "ipv4-address-any": address4,
  "ipv4-address-multicast": address4,
  "ipv4-netmask": netmask4,
  "ipv4-netmask-any": netmask4,
  "ipv4-classnet": network4,
  "ipv4-classnet-any": network4,
  "ipv4-classnet-host": (text) => addressAndMask(withMask(text)),
  "ipv6-network": network6,
  "ipv6-prefix": network6,
  "ipv6-address": address6,
  "mac-address": (text) => lowerCase(text).replaceAll("-", ":"),
  uuid: lowerCase,
};

/**
 * The canonical text of a value: what two spellings of the same value have in common. Of a field that the catalogue
 * does not know, or knows only as text of no set length, addresses are recognized by their form. The words of a field
 * with several are sorted unless their order has a meaning, and so are the items of FortiManager's lists, in which a
 * single one may stand by itself.
 */
export function canonicalValue(value: unknown, field: Field | undefined, ordered = false): string {
  const canonical = canonicalOf(field);
  if (field?.list && !isNetwork(field)) return items(value, field, canonical, ordered);
  const text = toText(value, field);
  return field?.multiple ? words(text, canonical, ordered) : canonical(text);
}

function canonicalOf(field: Field | undefined): Canonical {
  if (field === undefined) return openText;
  if (field.type === "option") return (text) => optionNamed(text, field)?.toLowerCase() ?? text.toLowerCase();
  return BY_TYPE[field.type] ?? (isOpenText(field) ? openText : asItIs);
}

/** The option that a number stands for in FortiManager, where that is known. */
function optionNamed(text: string, { options = [] }: Field): string | undefined {
  const named = options.find((option) => typeof option !== "string" && String(option.number) === text);
  return typeof named === "object" ? named.value : undefined;
}

/** An address and its mask. FortiManager has them in a list. */
export function isNetwork({ type }: Field): boolean {
  return type.startsWith("ipv4-classnet");
}

/** Deep in the tree the catalogue knows addresses only as `string` or `user`; names and comments have a length. */
function isOpenText({ type, maxLength, refs }: Field): boolean {
  return (type === "string" || type === "user") && maxLength === undefined && refs === undefined;
}

/** A switch may come as a boolean or a number. */
function toText(value: unknown, field: Field | undefined): string {
  if (typeof value === "boolean") return switchWord(String(value));
  if (Array.isArray(value)) return value.join(" ");
  const text = String(value);
  return field !== undefined && isSwitch(field) ? switchWord(text) : text;
}

/** How people write the two values of a switch. */
const SWITCH: ReadonlyMap<string, string> = new Map([
  ["true", "enable"],
  ["1", "enable"],
  ["false", "disable"],
  ["0", "disable"],
]);

/** The device's word for the value of a switch. */
export function switchWord(text: string): string {
  return SWITCH.get(text) ?? text;
}

/** The values that an option field takes. */
export function optionValues({ options = [] }: Field): string[] {
  return options.map((option) => (typeof option === "string" ? option : option.value));
}

/** A field that can be `enable` or `disable`, and for which 1 and 0 mean nothing else. */
export function isSwitch(field: Field): boolean {
  const values = optionValues(field);
  return values.includes("enable") && values.includes("disable") && !values.includes("1") && !values.includes("0");
}

/** Whether the value stands for the default. In a text an empty one is a value, and so it is where several words fit. */
export function isUnset(value: unknown, field: Field | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0 && field?.list === true;
  return value === "" && (field === undefined || (!field.multiple && !isText(field)));
}

function isText({ type }: Field): boolean {
  return !/^(?:integer|option|table|object|uuid|mac-address|ipv[46]-.*)$/.test(type);
}

function items(value: unknown, field: Field, canonical: Canonical, ordered: boolean): string {
  const all = [value]
    .flat()
    .map((item) => canonical(toText(item, field)))
    .filter((item) => item !== "");
  return JSON.stringify(ordered ? all : [...new Set(all)].sort());
}

function words(text: string, canonical: Canonical, ordered: boolean): string {
  const all = splitWords(text).map(canonical);
  return (ordered ? all : [...new Set(all)].sort()).join(" ");
}

/** The values in one text that holds several. Some fields come with each of them in quotes. */
export function splitWords(text: string): string[] {
  return text
    .split(/\s+/)
    .map((word) => word.replace(/^"(.*)"$/, "$1"))
    .filter((word) => word !== "");
}

function openText(text: string): string {
  if (/^\s*"?-----BEGIN /.test(text)) return pem(text);
  return text.includes(":") ? address6(text) : addressAndMask(text);
}

/** Certificates and keys come back in quotes, and with the line ends of another system. */
function pem(text: string): string {
  return text
    .replaceAll(/\s*\n\s*|\r/g, "\n")
    .trim()
    .replaceAll(/^"|"$/g, "")
    .trim();
}

function numeric(text: string): string {
  return /^[+-]?\d+$/.test(text.trim()) ? BigInt(text.trim().replace(/^\+/, "")).toString() : text;
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

function asItIs(text: string): string {
  return text;
}
