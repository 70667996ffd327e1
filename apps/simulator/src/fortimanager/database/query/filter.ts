/**
 * Filters: `["name", "==", "web"]`, several joined by `&&` and `||`, several in a list that must all hold.
 *
 * @module
 */

import type { Entry } from "../../parts.ts";
import { invalidParameter } from "../../rpc/refusals.ts";
import type { Node } from "../schema/node.ts";
import { OPERATORS, readOperator } from "./operators.ts";

/** Whether an entry is taken. */
export type Takes = (entry: Entry) => boolean;

/** What a filter may ask of an entry that is none of its fields, by name: whether it is so. */
export type Derived = Readonly<Record<string, (entry: Entry) => boolean>>;

/** @throws RpcRefusal when it is no filter. */
export function readFilter(node: Node, filter: unknown, derived: Derived = {}): Takes {
  if (filter === undefined || filter === null || (Array.isArray(filter) && filter.length === 0)) return () => true;
  return readExpression(node, filter, derived);
}

function readExpression(node: Node, filter: unknown, derived: Derived): Takes {
  if (!Array.isArray(filter) || filter.length === 0) throw invalidParameter();
  if (typeof filter[0] === "string") return readCondition(node, filter, derived);
  // `&&` binds no closer than `||`: they are taken in turn.
  let takes = readExpression(node, filter[0], derived);
  for (let at = 1; at < filter.length; at += 1) {
    const isConnector = filter[at] === "&&" || filter[at] === "||";
    const left = takes;
    const right = readExpression(node, filter[isConnector ? at + 1 : at], derived);
    takes = filter[at] === "||" ? (entry) => left(entry) || right(entry) : (entry) => left(entry) && right(entry);
    if (isConnector) at += 1;
  }
  return takes;
}

function readCondition(node: Node, condition: readonly unknown[], derived: Derived): Takes {
  if (condition[0] === "!") {
    const takes = readCondition(node, condition.slice(1), derived);
    return (entry) => !takes(entry);
  }
  const [name, operator, ...values] = condition;
  if (typeof name !== "string" || !OPERATORS.has(operator) || values.length === 0) throw invalidParameter();
  const field = node.fields.get(name);
  const test = readOperator(field, String(operator), values);
  const own = Object.hasOwn(derived, name) ? derived[name] : undefined;
  if (own !== undefined) return (entry) => test(Number(own(entry)));
  return (entry) => test(entry[name] ?? field?.default);
}
