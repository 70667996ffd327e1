import type { Condition, FilterOperator } from "@fortiweave/fortios/client";
import type { INodeProperties } from "n8n-workflow";

/** The comparisons by a name of ours: n8n takes a value that begins with "=" for an expression. */
const OPERATORS = {
  contains: { name: "Contains", operator: "=@" },
  notContains: { name: "Does Not Contain", operator: "!@" },
  is: { name: "Is", operator: "==" },
  isAnyCase: { name: "Is (Any Case)", operator: "=*" },
  atLeast: { name: "Is at Least", operator: ">=" },
  atMost: { name: "Is at Most", operator: "<=" },
  greater: { name: "Is Greater Than", operator: ">" },
  less: { name: "Is Less Than", operator: "<" },
  isNot: { name: "Is Not", operator: "!=" },
  isNotAnyCase: { name: "Is Not (Any Case)", operator: "!*" },
} as const satisfies Record<string, { name: string; operator: FilterOperator }>;

/** One row of the "Filters" form. */
interface FilterRow {
  readonly field: string;
  readonly operator: keyof typeof OPERATORS;
  readonly value: string;
}

/** The form for conditions that entries must meet, all of them. Its field names come from `fieldsMethod`. */
export function filterParameter(fieldsMethod: string): INodeProperties {
  return {
    displayName: "Filters",
    name: "filters",
    type: "fixedCollection",
    placeholder: "Add Filter",
    typeOptions: { multipleValues: true },
    default: {},
    description: "Conditions that all must hold. The FortiGate does the filtering.",
    options: [
      {
        displayName: "Condition",
        name: "condition",
        values: [
          {
            displayName: "Field Name or ID",
            name: "field",
            type: "options",
            typeOptions: { loadOptionsMethod: fieldsMethod, loadOptionsDependsOn: ["table.value"] },
            default: "",
            description:
              'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
          },
          {
            displayName: "Operator",
            name: "operator",
            type: "options",
            options: Object.entries(OPERATORS).map(([value, { name }]) => ({ name, value })),
            default: "is",
          },
          {
            displayName: "Value",
            name: "value",
            type: "string",
            default: "",
          },
        ],
      },
    ],
  };
}

/** Conditions from what the form holds. */
export function readFilters(rows: unknown): Condition[] {
  return ((rows ?? []) as FilterRow[])
    .filter(({ field }) => field !== "")
    .map(({ field, operator, value }) => [field, OPERATORS[operator].operator, value]);
}
