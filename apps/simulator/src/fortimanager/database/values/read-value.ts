/**
 * Checks a value that a client sent and brings it into the form in which it is stored.
 *
 * @module
 */

import { ADDRESS_READERS } from "../../../cmdb/address-text.ts";
import { invalidData } from "../../rpc/refusals.ts";
import { invalidValue } from "../refusals.ts";
import type { FieldSpec } from "../schema/node.ts";
import { readNetwork } from "./networks.ts";

/** Stands for another value on every device. */
const VARIABLE = /\$\(/;

/**
 * What is stored for a field that is neither a child table nor a nested object; undefined where nothing is.
 *
 * @throws RpcRefusal when the field cannot hold the value.
 */
export function readValue(field: FieldSpec, raw: unknown, before: unknown): unknown {
  if (raw === null || raw === undefined) return undefined;
  if (field.type === "members") return readMembers(field, raw);
  if (field.network) return readNetworkOf(field, raw);
  if (field.list) return keepOrder(readList(field, raw), before);
  if (Array.isArray(raw) && field.type !== "raw") return readOnlyOne(field, raw);
  return readOne(field, raw);
}

function readMembers(field: FieldSpec, raw: unknown): readonly unknown[] {
  return (Array.isArray(raw) ? raw : [raw]).map((member) => {
    const { name, vdom, ...more } = typeof member === "string" ? { name: member } : Object(member);
    if (typeof name !== "string" || name === "") throw invalidValue(field.name, member, false);
    const { "is group": isGroup } = more;
    return { name, ...(vdom === undefined ? {} : { vdom }), ...(isGroup === undefined ? {} : { "is group": isGroup }) };
  });
}

function readNetworkOf(field: FieldSpec, raw: unknown): unknown {
  if (Array.isArray(raw) ? raw.length === 0 : raw === "") return undefined;
  if (VARIABLE.test(String(raw))) return Array.isArray(raw) ? raw : [raw];
  const network = readNetwork(raw);
  if (network === undefined) throw invalidValue(field.name, raw, false);
  return network;
}

function readList(field: FieldSpec, raw: unknown): readonly unknown[] {
  if (field.options !== undefined && typeof raw === "number") {
    const names = field.options.namesIn(raw);
    if (names === undefined) throw invalidValue(field.name, raw, false);
    return names;
  }
  const values = Array.isArray(raw) ? raw : splitWords(field, raw);
  return [...new Set(values.map((value) => readOne(field, value)))].filter((value) => value !== undefined);
}

/** Options and numbers may come as one text. A name may hold spaces itself. */
function splitWords(field: FieldSpec, raw: unknown): readonly unknown[] {
  if (raw === "") return [];
  if (typeof raw !== "string" || (field.options === undefined && field.type !== "integer")) return [raw];
  return field.options?.nameOf(raw) === undefined ? raw.split(/\s+/) : [raw];
}

/** The order of a list is kept unless a value comes or goes. */
function keepOrder(values: readonly unknown[], before: unknown): readonly unknown[] {
  if (!Array.isArray(before) || before.length !== values.length) return values;
  const own = new Set<unknown>(before);
  return values.every((value) => own.has(value)) ? before : values;
}

/** Some clients send a list where one value stands. */
function readOnlyOne(field: FieldSpec, [first, ...others]: readonly unknown[]): unknown {
  if (others.length > 0) throw invalidValue(field.name, [first, ...others], field.secret);
  return readValue(field, first, undefined);
}

function readOne(field: FieldSpec, raw: unknown): unknown {
  const { type, options } = field;
  if (type === "raw") return raw;
  if (typeof raw === "boolean") return readOne({ ...field, altType: "string" }, type === "boolean" ? raw : Number(raw));
  if (typeof raw !== "string" && typeof raw !== "number") throw invalidData();
  if (typeof raw === "string" && VARIABLE.test(raw)) return raw;
  if (options !== undefined) return readOption(field, raw);
  if (type === "integer" || type === "number") return readNumber(field, raw);
  return readText(field, String(raw));
}

function readOption(field: FieldSpec, raw: string | number): unknown {
  if (raw === "") return undefined;
  const name = field.options?.nameOf(raw);
  if (name === undefined) throw invalidValue(field.name, raw, field.secret);
  return name;
}

function readNumber(field: FieldSpec, raw: string | number): unknown {
  if (raw === "") return undefined;
  const value = Number(raw);
  if (Number.isNaN(value)) {
    if (field.altType === "string") return raw;
    throw invalidValue(field.name, raw, field.secret);
  }
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
  // What the device itself sets may lie outside: it stands for "not set".
  if ((value < min || value > max) && value !== field.default) throw invalidValue(field.name, raw, field.secret);
  return value;
}

function readText(field: FieldSpec, text: string): string {
  const { type, maxLength } = field;
  const read = ADDRESS_READERS[type];
  if (read !== undefined && text !== "") {
    const address = read(text);
    if (address === undefined) throw invalidValue(field.name, text, field.secret);
    return address;
  }
  if (maxLength !== undefined && [...text].length > maxLength) throw invalidValue(field.name, text, field.secret);
  return text;
}
