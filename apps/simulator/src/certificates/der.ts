/**
 * DER, as far as certificates need it: written by hand, so that no library has to.
 *
 * @module
 */

/** One value, with its header. */
export type Der = Buffer;

const SHORT_LENGTH = 0x80;

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  printable: 0x13,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

export function der(tag: number, ...parts: readonly (Buffer | string)[]): Der {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

export function sequence(...parts: readonly Der[]): Der {
  return der(TAG.sequence, ...parts);
}

/** A positive number from its bytes, the most significant first. */
export function integer(bytes: Buffer): Der {
  const isNegative = ((bytes[0] ?? 0) & SHORT_LENGTH) !== 0;
  return der(TAG.integer, isNegative ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes);
}

/** `1.2.840.113549` */
export function oid(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export function bits(content: Buffer): Der {
  return der(TAG.bits, Buffer.alloc(1), content);
}

/** A time of any year, by the form that certificates want for it. */
export function time(milliseconds: number): Der {
  const text = new Date(milliseconds).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  const isShort = new Date(milliseconds).getUTCFullYear() < 2050;
  return isShort ? der(TAG.utcTime, text.slice(2)) : der(TAG.generalizedTime, text);
}

export function pem(label: string, content: Der): string {
  const lines = content.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** A value taken apart. */
export interface Parsed {
  readonly tag: number;
  readonly content: Buffer;
}

/** The values in the content of another, one after the other. @throws RangeError when it is no DER. */
export function parts(content: Buffer): Parsed[] {
  const found: Parsed[] = [];
  let at = 0;
  while (at < content.length) {
    const tag = content.readUInt8(at);
    const first = content.readUInt8(at + 1);
    const width = first < SHORT_LENGTH ? 0 : first & 0x7f;
    const length = width === 0 ? first : content.readUIntBE(at + 2, width);
    const start = at + 2 + width;
    if (start + length > content.length) throw new RangeError("DER ends too soon");
    found.push({ tag, content: content.subarray(start, start + length) });
    at = start + length;
  }
  return found;
}

/** `1.2.840.113549` */
export function readOid(content: Buffer): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & SHORT_LENGTH) !== 0) continue;
    numbers.push(value);
    value = 0;
  }
  const [head = 0, ...rest] = numbers;
  const first = Math.min(Math.floor(head / 40), 2);
  return [first, head - first * 40, ...rest].join(".");
}

function lengthOf(length: number): Buffer {
  if (length < SHORT_LENGTH) return Buffer.from([length]);
  const bytes = Buffer.from(length.toString(16).padStart(length > 0xffff ? 6 : length > 0xff ? 4 : 2, "0"), "hex");
  return Buffer.concat([Buffer.from([SHORT_LENGTH | bytes.length]), bytes]);
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | SHORT_LENGTH);
  return bytes;
}
