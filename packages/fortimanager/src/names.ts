/**
 * Names, checked before they stand in data.
 *
 * @module
 */

import { invalidInput } from "@fortiweave/core/client";

/**
 * A name.
 *
 * @throws FortiError INVALID_INPUT when it is none.
 */
export function checkName(name: string, what: string): string {
  if (typeof name === "string" && name.trim() !== "") return name;
  throw invalidInput(`${what} needs a name, not ${JSON.stringify(name) ?? "nothing"}`);
}

/**
 * The path of a package or a group, folders first: `emea/france/branches`. Slashes part it, and do not stand around it.
 *
 * @throws FortiError INVALID_INPUT when a part of it is missing.
 */
export function checkPath(path: string, what: string): string {
  const trimmed = checkName(path, what).replace(/^\/+|\/+$/g, "");
  if (trimmed !== "" && !trimmed.split("/").includes("")) return trimmed;
  throw invalidInput(`${what} needs a name, with its folders before it, not ${JSON.stringify(path)}`);
}
