/**
 * Answers what is asked of `/api/v2/cmdb` itself: the list of all tables, and transactions.
 *
 * @module
 */

import { changeLines } from "../conf/changes.ts";
import { bodyObject, type Call } from "../http/call.ts";
import { isSince } from "../version.ts";
import type { Configuration } from "./configuration.ts";
import type { Edit } from "./edit.ts";
import { badRequest, missingAttribute, noSuchTable, noSuchTransaction, wrongMethod } from "./refusal.ts";
import { describeAll } from "./schema-view.ts";
import type { Transactions } from "./transactions.ts";

const DEFAULT_TIMEOUT_SECONDS = 60;
const LIST_SINCE = "7.4.1";

/**
 * @param onEdit Hears of everything that a commit makes real.
 * @returns What the envelope carries. @throws Refusal.
 */
export function handleRoot(
  configuration: Configuration,
  transactions: Transactions,
  call: Call,
  vdom: string,
  onEdit: (edit: Edit) => void,
): object {
  const { schemas } = configuration;
  const action = call.query.get("action") ?? "";
  if (call.method === "POST") return change(transactions, call, action, vdom, onEdit);
  if (call.method !== "GET") throw wrongMethod();
  if (action === "schema") return { results: describeAll(schemas) };
  if (action.startsWith("transaction-") && !isSince(schemas.version, LIST_SINCE)) throw noSuchTable();
  if (action === "transaction-list") {
    return {
      results: transactions.list().map(({ id, timeout, vdom: of }) => ({ "transaction-id": id, timeout, vdom: of })),
    };
  }
  if (action === "transaction-show") {
    const id = idOf(call.query.get("transaction-id") ?? call.query.get("transaction_id"));
    const found = transactions.list().find((transaction) => transaction.id === id);
    if (found === undefined) throw noSuchTransaction();
    return { results: changeLines(configuration, found.tables) };
  }
  throw noSuchTable();
}

function change(
  transactions: Transactions,
  { body, transactionId }: Call,
  action: string,
  vdom: string,
  onEdit: (edit: Edit) => void,
): object {
  const object = bodyObject(body);
  if (object === undefined) throw badRequest();
  if (action === "transaction-start") {
    const timeout = Number(object.timeout ?? DEFAULT_TIMEOUT_SECONDS);
    if (!Number.isInteger(timeout) || timeout < 1) throw badRequest();
    return { results: { "transaction-id": transactions.start(vdom, timeout) } };
  }
  if (action !== "transaction-commit" && action !== "transaction-abort") throw wrongMethod();
  const id = idOf(object["transaction-id"] ?? object.transaction_id ?? transactionId);
  if (action === "transaction-commit") transactions.commit(id).forEach(onEdit);
  else transactions.abort(id);
  return {};
}

function idOf(given: unknown): number {
  if (given === undefined) throw missingAttribute("transaction-id");
  return Number(given);
}
