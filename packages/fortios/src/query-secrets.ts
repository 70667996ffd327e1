/**
 * Finds the secrets in a query: somebody may look for the entry with a password.
 *
 * @module
 */

import type { CmdbEntry, Field } from "@fortiweave/catalog";
import { OWN_PARAMETERS } from "./own-parameters.ts";

type Fields = Readonly<Record<string, Field>>;
type Query = readonly (readonly [name: string, value: string])[];

/** The parameters that hold no value of a field, or that of a key. */
const PLAIN: ReadonlySet<string> = new Set([...OWN_PARAMETERS, "after", "before", "nkey"]);

const TRAIL = String.raw`(?:[\w+-]|\\?\.)+`;
const OPERATOR = "(?:==|!=|=\\*|!\\*|=@|!@|<=|>=|<|>)";
const CONDITION = new RegExp(`^\\s*(${TRAIL})\\s*${OPERATOR}(.*)$`, "s");
/** A comma or an ampersand only ends a value when another condition follows. */
const BETWEEN = new RegExp(`[,&](?=\\s*${TRAIL}\\s*${OPERATOR})`);

/** Whether there can be a secret in it. Looking for one takes the catalogue's entry. */
export function mayHoldSecrets(query: Query | undefined): boolean {
  return query?.some(([name]) => !PLAIN.has(name)) === true;
}

/** What secret fields are compared with in a filter, and the values of parameters that have the name of one. */
export function secretsInQuery(entry: CmdbEntry, query: Query): string[] {
  const secret = secretsOf(entry.fields);
  return query.flatMap(([name, value]) => {
    if (secret.has(name)) return [value];
    return name === "filter" ? value.split(BETWEEN).flatMap((text) => comparedSecret(text, secret)) : [];
  });
}

/** `passwd==x` is x. A dot leads into a field, and the last name counts. */
function comparedSecret(condition: string, secret: ReadonlySet<string>): string[] {
  const [, trail = "", value = ""] = CONDITION.exec(condition) ?? [];
  const field = trail.split(/(?<!\\)\./).at(-1) ?? "";
  return secret.has(field.replaceAll("\\.", ".")) ? [value] : [];
}

/** Kept, because the same tables are filtered again and again. */
const known: WeakMap<Fields, ReadonlySet<string>> = new WeakMap();

function secretsOf(fields: Fields): ReadonlySet<string> {
  const names = known.get(fields) ?? new Set(secretNames(fields));
  known.set(fields, names);
  return names;
}

function secretNames(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    ...(field.secret ? [name] : []),
    ...(field.fields === undefined ? [] : secretNames(field.fields)),
  ]);
}
