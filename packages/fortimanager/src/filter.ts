/**
 * Filters, as FortiManager reads them.
 *
 * @module
 */

import type { JsonValue } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { FilterOperator } from "./generated/types/protocol.ts";

/** What a field is compared with. */
export type FilterValue = string | number;

/** The names of a row's fields, or any text where the row is not known. */
export type FieldName<Row> = string extends keyof Row ? string : keyof Row & string;

/**
 * One comparison: `["name", "like", "web%"]`. Behind `in` and `!in` stand several values, behind `&` a mask and what must
 * be left of it. An `!` in front turns it round.
 */
export type Condition<Row = Record<string, unknown>> =
  | readonly [
      field: FieldName<Row>,
      operator: FilterOperator,
      ...values: readonly (FilterValue | readonly FilterValue[])[],
    ]
  | readonly [not: "!", field: FieldName<Row>, operator: FilterOperator, ...values: readonly FilterValue[]];

/** One condition, conditions that must all hold, or two with `&&` or `||` between them, nested as need be. */
export type Filter<Row = Record<string, unknown>> =
  | Condition<Row>
  | readonly [left: Filter<Row>, connector: "&&" | "||", right: Filter<Row>]
  | readonly Filter<Row>[];

const OPERATORS: ReadonlySet<string> = new Set<FilterOperator>([
  "==",
  "!=",
  "<",
  ">",
  "<=",
  ">=",
  "in",
  "!in",
  "like",
  "!like",
  "contain",
  "!contain",
  "&",
]);
const CONNECTORS: readonly unknown[] = ["&&", "||"];

/** How many values an operator takes. */
const MOST_VALUES: Readonly<Record<string, number>> = {
  in: Number.POSITIVE_INFINITY,
  "!in": Number.POSITIVE_INFINITY,
  "&": 2,
};

/**
 * All of these.
 *
 * @example
 * ```ts
 * import { and, connectFortiManager, or } from "@fortiweave/fortimanager";
 *
 * await using fmg = connectFortiManager({ url: "https://192.0.2.1", apiKey: "33fzwipq4amujunzgzn46mg1to9p8wbi" });
 * const filter = and(["type", "==", "ipmask"], or(["name", "like", "web%"], ["name", "in", "db1", "db2"]));
 * console.log(await fmg.get("pm/config/adom/root/obj/firewall/address", { filter }));
 * ```
 */
export function and<Row = Record<string, unknown>>(...filters: readonly NoInfer<Filter<Row>>[]): Filter<Row> {
  return join("&&", filters);
}

/** Any of these. */
export function or<Row = Record<string, unknown>>(...filters: readonly NoInfer<Filter<Row>>[]): Filter<Row> {
  return join("||", filters);
}

/** The opposite of a condition. */
export function not<Field extends string>([field, operator, ...values]: readonly [
  field: Field,
  operator: FilterOperator,
  ...values: readonly FilterValue[],
]): readonly ["!", Field, FilterOperator, ...FilterValue[]] {
  return ["!", field, operator, ...values];
}

function join<Row>(connector: "&&" | "||", filters: readonly Filter<Row>[]): Filter<Row> {
  const [first, ...rest] = filters;
  if (first === undefined) throw invalidInput("A filter without conditions chooses nothing", "Leave it out");
  return rest.reduce<Filter<Row>>((left, right) => [left, connector, right], first);
}

/**
 * The filter in FortiManager's form.
 *
 * @throws FortiError INVALID_INPUT for what it could not read as it is meant.
 */
export function writeFilter(filter: Filter): JsonValue {
  if (!Array.isArray(filter) || filter.length === 0) {
    throw invalidInput('A filter is a list, such as ["name", "==", "web"]', "To choose everything leave it out");
  }
  if (typeof filter[0] === "string") return writeCondition(filter);
  const [left, connector, right] = filter;
  if (!CONNECTORS.includes(connector)) return filter.map((part) => writeFilter(part));
  if (filter.length === 3) return [writeFilter(left), connector, writeFilter(right)];
  throw invalidInput(
    `A filter has one part on each side of ${connector}`,
    "Join more than two with and(...) or or(...)",
  );
}

function writeCondition(condition: readonly unknown[]): JsonValue {
  const isNot = condition[0] === "!";
  const [field, operator, ...given] = isNot ? condition.slice(1) : condition;
  if (typeof field !== "string" || field === "")
    throw invalidInput("A condition of a filter begins with the name of a field");
  if (typeof operator !== "string" || !OPERATORS.has(operator)) {
    throw invalidInput(`Not a filter operator: ${JSON.stringify(operator)}`, `Use one of ${[...OPERATORS].join(" ")}`);
  }
  const values = given.flat();
  const most = MOST_VALUES[operator] ?? 1;
  if (values.length === 0 || values.length > most) {
    throw invalidInput(
      `Cannot filter ${field}: ${operator} takes ${most === 1 ? "one value" : "values"}, and ${values.length} are given`,
      most === 1 ? 'To compare with several use "in"' : undefined,
    );
  }
  // The value may be a secret, so the message does not show it.
  if (!values.every(isValue)) throw invalidInput(`Cannot filter ${field}: its value is neither a text nor a number`);
  return [...(isNot ? ["!"] : []), field, operator, ...values];
}

function isValue(value: unknown): value is FilterValue {
  return typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
}
