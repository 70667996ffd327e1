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

/** @throws RpcRefusal when it is no filter. */
export function readFilter(node: Node, filter: unknown): Takes {
  if (filter === undefined || filter === null || (Array.isArray(filter) && filter.length === 0)) return () => true;
  return readExpression(node, filter);
}

function readExpression(node: Node, filter: unknown): Takes {
  if (!Array.isArray(filter) || filter.length === 0) throw invalidParameter();
  if (typeof filter[0] === "string") return readCondition(node, filter);
  // `&&` binds no closer than `||`: they are taken in turn.
  let takes = readExpression(node, filter[0]);
  for (let at = 1; at < filter.length; at += 1) {
    const isConnector = filter[at] === "&&" || filter[at] === "||";
    const left = takes;
    const right = readExpression(node, filter[isConnector ? at + 1 : at]);
    takes = filter[at] === "||" ? (entry) => left(entry) || right(entry) : (entry) => left(entry) && right(entry);
    if (isConnector) at += 1;
  }
  return takes;
}

function readCondition(node: Node, condition: readonly unknown[]): Takes {
  if (condition[0] === "!") {
    const takes = readCondition(node, condition.slice(1));
    return (entry) => !takes(entry);
  }
  const [name, operator, ...values] = condition;
  if (typeof name !== "string" || !OPERATORS.has(operator) || values.length === 0) throw invalidParameter();
  const field = node.fields.get(name);
  const test = readOperator(field, String(operator), values);
  return (entry) => test(entry[name] ?? field?.default);
}
