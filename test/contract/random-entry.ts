/** Makes up entries of the catalogue's tables, written as people write them rather than as a device does. */

import { type CmdbEntry, type Field, fortios, isInVersion, type Option } from "@fortiweave/catalog";
import fc from "fast-check";

type Values = Record<string, unknown>;
type Fields = CmdbEntry["fields"];

/** Entries of these follow rules that the catalogue does not know: an address of type `fqdn` has an `fqdn`. */
const HAVE_RULES: ReadonlySet<string> = new Set([
  "firewall.schedule/onetime",
  "firewall.service/custom",
  "firewall.shaper/traffic-shaper",
  "firewall/address",
  "firewall/ippool",
  "firewall/vip",
  "router/static",
  "system/link-monitor",
]);

/** Tables of a version to which entries can be added without anything else being there. */
export async function simpleTables(version: string): Promise<CmdbEntry[]> {
  const rows = fortios
    .rows("cmdb")
    .filter(
      ({ kind, methods, versions }) => kind === "table" && methods.includes("POST") && isInVersion(versions, version),
    );
  const entries = await Promise.all(rows.map(({ path }) => fortios.load("cmdb", path)));
  return entries
    .filter((entry) => entry !== undefined)
    .filter(({ path, fields, mkey = "" }) => !HAVE_RULES.has(path) && isSimple(fields, mkey));
}

/** Nothing that it cannot do without refers to something else. */
function isSimple(fields: Fields, mkey: string): boolean {
  return Object.entries(fields).every(([name, field]) => !(field.required || name === mkey) || !refersTo(field));
}

function refersTo({ refs, fields, mkey = "" }: Field): boolean {
  return refs !== undefined || (fields !== undefined && !isSimple(fields, mkey));
}

/** An entry of a table with some of its fields. */
export function entryOf({ fields, mkey = "" }: CmdbEntry, version: string): fc.Arbitrary<Values> {
  return valuesOf(fields, mkey, version);
}

function valuesOf(fields: Fields, mkey: string, version: string): fc.Arbitrary<Values> {
  const usable = Object.entries(fields).filter(
    ([name, field]) =>
      isInVersion(field.versions, version) &&
      !field.readonly &&
      !refersTo(field) &&
      field.type !== "uuid" &&
      name !== "uuid",
  );
  const needed = usable.filter(([name, field]) => name === mkey || field.required);
  const others = usable.filter((one) => !needed.includes(one));
  const some = fc.subarray(others, { maxLength: Math.min(6, others.length) });
  return some.chain((chosen) => {
    const arbitraries = [...needed, ...chosen].map(([name, field]) => {
      const must = name === mkey || field.required === true;
      return [
        name,
        must
          ? anyValue(field, version, true)
          : fc.oneof(weighted(9, anyValue(field, version, false)), weighted(1, usual(field, version))),
      ] as const;
    });
    return fc.record(Object.fromEntries(arbitraries));
  });
}

function weighted<T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.WeightedArbitrary<T> {
  return { weight, arbitrary };
}

/** What a field holds that nobody set, and what stands for it. */
function usual(field: Field, version: string): fc.Arbitrary<unknown> {
  const { type, default: value = "" } = field;
  if (type === "table" || type === "object") return fc.constant(null);
  const words = String(value).split(" ");
  const isOffered = field.options === undefined || words.every((word) => optionsOf(field, version).includes(word));
  return fc.constantFrom(null, ...(field.multiple ? [] : [""]), ...(isOffered ? [value] : []));
}

function anyValue(field: Field, version: string, must: boolean): fc.Arbitrary<unknown> {
  const { type, fields = {}, mkey = "", min = 0, max = 100 } = field;
  const least = must ? 1 : 0;
  if (type === "table") {
    const entry = valuesOf(fields, mkey, version);
    const isNames = Object.keys(fields).length === 1;
    return fc
      .uniqueArray(entry, {
        minLength: least,
        maxLength: 3,
        selector: (values) => String(values[mkey] ?? JSON.stringify(values)),
      })
      .map((entries) => (isNames && entries.length > 1 ? entries.map((values) => values[mkey]) : entries));
  }
  if (type === "object") return valuesOf(fields, "", version);
  if (field.options !== undefined) return optionOf(field, version, least);
  if (type === "integer") {
    const number = fc.integer({ min: Math.max(min, least), max: Math.min(Math.max(max, min, least), 2 ** 31) });
    return field.multiple ? fc.array(number, { minLength: 1, maxLength: 3 }) : fc.oneof(number, number.map(String));
  }
  const one = ADDRESSES[type] ?? wordOf(field.maxLength ?? 20);
  return field.multiple ? fc.array(one, { minLength: 1, maxLength: 2 }).map((all) => all.join(" ")) : one;
}

function optionOf(field: Field, version: string, least: number): fc.Arbitrary<unknown> {
  const values = optionsOf(field, version);
  if (values.length === 0) return fc.constant(null);
  const spelled = (value: string) =>
    fc.constantFrom<unknown>(
      value,
      value.toUpperCase(),
      ...(value === "enable" && !values.includes("1") ? [true, 1] : []),
    );
  if (!field.multiple) return fc.constantFrom(...values).chain(spelled);
  const several = fc.shuffledSubarray(values, { minLength: Math.max(least, 1) });
  return fc.oneof(
    several,
    several.map((all) => all.join(" ")),
  );
}

function optionsOf({ options = [] }: Field, version: string): string[] {
  return options
    .map((option): Option => (typeof option === "string" ? { value: option } : option))
    .filter((option) => isInVersion(option.versions, version))
    .map(({ value }) => value);
}

function wordOf(maxLength: number): fc.Arbitrary<string> {
  return fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,15}$/).map((text) => text.slice(0, maxLength));
}

const octet = fc.integer({ min: 0, max: 255 });
const ipv4 = fc.tuple(fc.integer({ min: 1, max: 223 }), octet, octet, octet).map((octets) => octets.join("."));
const length4 = fc.integer({ min: 0, max: 32 });
const mask = length4.map((length) => toMask(length));
const network4 = fc.oneof(
  ipv4,
  fc.tuple(ipv4, length4).map(([address, length]) => `${address}/${length}`),
  fc.tuple(ipv4, mask).map(([address, bits]) => `${address} ${bits}`),
);
const ipv6 = fc
  .tuple(fc.ipV6(), fc.boolean())
  .map(([address, upper]) => (upper ? address.toUpperCase() : address))
  .filter((address) => !address.includes("."));
const network6 = fc.oneof(
  ipv6,
  fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })).map((parts) => parts.join("/")),
);
const mac = fc.tuple(octet, octet, octet, octet, octet, octet, fc.constantFrom(":", "-")).map((parts) => {
  const separator = String(parts.at(-1));
  return parts
    .slice(0, 6)
    .map((part) => Number(part).toString(16).padStart(2, "0").toUpperCase())
    .join(separator);
});

const ADDRESSES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "ipv4-address": ipv4,
  "ipv4-address-any": ipv4,
  "ipv4-address-multicast": fc
    .tuple(fc.integer({ min: 224, max: 239 }), octet, octet, octet)
    .map((octets) => octets.join(".")),
  "ipv4-netmask": fc.oneof(mask, length4.map(String)),
  "ipv4-netmask-any": fc.oneof(mask, length4.map(String)),
  "ipv4-classnet": network4,
  "ipv4-classnet-any": network4,
  "ipv4-classnet-host": network4,
  "ipv6-address": ipv6,
  "ipv6-prefix": network6,
  "ipv6-network": network6,
  "mac-address": mac,
};

function toMask(length: number): string {
  const bits = length === 0 ? 0 : (0xffff_ffff << (32 - length)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join(".");
}
