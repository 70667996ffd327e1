/**
 * Names of subjects and issuers.
 *
 * @module
 */

import { type Der, der, oid, sequence, TAG } from "./der.ts";

/** The parts of a name by their short words, in order. A word may repeat. */
export type DistinguishedName = readonly (readonly [word: string, value: string])[];

const OID_OF_WORD: Readonly<Record<string, string>> = {
  C: "2.5.4.6",
  ST: "2.5.4.8",
  L: "2.5.4.7",
  O: "2.5.4.10",
  OU: "2.5.4.11",
  CN: "2.5.4.3",
  emailAddress: "1.2.840.113549.1.9.1",
};

/** Parts with an empty value are left out. */
export function encodeName(name: DistinguishedName): Der {
  const present = name.filter(([, value]) => value !== "");
  return sequence(
    ...present.map(([word, value]) => der(TAG.set, sequence(oid(OID_OF_WORD[word] ?? ""), text(word, value)))),
  );
}

function text(word: string, value: string): Der {
  if (word === "C") return der(TAG.printable, value);
  return der(word === "emailAddress" ? TAG.ia5 : TAG.utf8, value);
}

/** Reads a name as Node writes it: one part a line. It has undefined for an empty one, whatever its types say. */
export function readName(lines = ""): DistinguishedName {
  return lines
    .split("\n")
    .filter((line) => line.includes("="))
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
}

/** `C = US, O = Fortinet` */
export function nameText(name: DistinguishedName): string {
  return name.map(([word, value]) => `${word} = ${value}`).join(", ");
}
