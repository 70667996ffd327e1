/**
 * Which field of an entry a line means: the command line takes names that are cut short.
 *
 * @module
 */

import type { FieldSpec, Node } from "../cmdb/schema.ts";
import { notUnderstood } from "./conf-error.ts";
import type { Statement } from "./parse.ts";
import { ENC } from "./secret.ts";

/** By its name, or by the beginning of one that no other begins with. @throws ConfError when there is none, or several. */
export function fieldOf(node: Node, name: string): FieldSpec {
  const [found, ...others] = fieldsLike(node, name);
  if (found === undefined || others.length > 0 || name === "") throw notUnderstood(name);
  return found;
}

/** Those that a name may mean. */
function fieldsLike({ fields }: Node, name: string): FieldSpec[] {
  const exact = fields.get(name);
  return exact === undefined ? [...fields.values()].filter((field) => field.name.startsWith(name)) : [exact];
}

/** The line as it may be told of: what may be a secret in plain text is nobody's business. */
export function withoutSecret(node: Node, statement: Statement): Statement {
  if (!("values" in statement) || statement.values[0] === ENC) return statement;
  return fieldsLike(node, statement.field).some(({ secret }) => secret) ? { ...statement, values: ["***"] } : statement;
}
