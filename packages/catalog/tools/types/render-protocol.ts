/** Writes the words of FortiManager's protocol as types. */

import type { ProtocolFacts } from "../read-data.ts";
import { BANNER } from "../render-shards.ts";
import { literals } from "./names.ts";

/** The text of `protocol.ts`. */
export function renderProtocolTypes({ filterOperators, getOptions, taskStates }: ProtocolFacts): string {
  return [
    BANNER,
    "/** What compares a field with a value in a `filter`. */",
    `export type FilterOperator = ${literals(filterOperators)};`,
    "",
    "/** What `option` can ask of a get. */",
    `export type GetOption = ${literals(getOptions)};`,
    "",
    "/** The state of a task. */",
    `export type TaskStateName = ${literals(taskStates.map(({ name }) => name))};`,
    "",
  ].join("\n");
}
