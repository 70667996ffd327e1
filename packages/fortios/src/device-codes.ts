/**
 * What the device's own error codes mean to a program.
 *
 * @module
 */

import type { FortiErrorCode } from "@fortiweave/core";

/** One kind of refusal: the code it becomes, what to say, and what to do. */
export interface Rule {
  readonly code: FortiErrorCode;
  readonly why: string;
  readonly hint?: string;
}

const DUPLICATE: Rule = {
  code: "DUPLICATE",
  why: "there is one already",
  hint: "To write an entry whether it exists or not, create or update it in one step (in a script: set or ensure)",
};
const IN_USE: Rule = {
  code: "IN_USE",
  why: "something still uses it",
  hint: "Take it out of what uses it first",
};
const BAD_VALUE: Rule = {
  code: "BAD_VALUE",
  why: "the device does not take a value",
  hint: "Compare the values with the limits and options of the device's version",
};

/** The administrator may not do it. */
export const FORBIDDEN: Rule = {
  code: "FORBIDDEN",
  why: "the administrator has no permission",
  hint: "Check the administrator's profile, its VDOMs, that there is such a VDOM, and whether the table is global",
};

/** The entry that the path names is not there. */
export const MISSING: Rule = {
  code: "NOT_FOUND",
  why: "there is none",
  hint: "Check the name, the VDOM, and that the device's version has it",
};

/** A value names something that does not exist. */
export const DANGLING: Rule = {
  code: "BAD_REFERENCE",
  why: "a value names something that does not exist",
  hint: "Create what it names first, in the same VDOM, and check the name of the VDOM itself",
};

/** The device's codes by what they mean. All others are DEVICE_ERROR, with the device's own words. */
const GROUPS: readonly (readonly [Rule, readonly number[]])[] = [
  [MISSING, [-3]],
  [DUPLICATE, [-5, -15, -34, -35, -82, -83, -100, -101, -224, -250, -251, -513]],
  [IN_USE, [-23, -94, -95, -96, -97, -99, -102, -107, -147, -157, -176, -313, -375, -514, -529, -800]],
  [FORBIDDEN, [-14, -37]],
  [
    BAD_VALUE,
    [
      -1, -2, -8, -9, -10, -11, -16, -17, -18, -19, -20, -33, -45, -48, -49, -50, -51, -56, -61, -72, -73, -88, -89,
      -158, -166, -173, -252, -254, -255, -257, -363, -515, -560, -650, -651, -652, -653, -713,
    ],
  ],
];

const BY_CODE: ReadonlyMap<number, Rule> = new Map(
  GROUPS.flatMap(([rule, codes]) => codes.map((code) => [code, rule] as const)),
);

/** The rule for a device code, if there is one. */
export function ruleOf(deviceCode: number): Rule | undefined {
  return BY_CODE.get(deviceCode);
}
