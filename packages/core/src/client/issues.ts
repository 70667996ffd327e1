/**
 * Collects everything that is wrong, so that it can be said at once.
 *
 * @module
 */

import { isFortiError } from "../errors.ts";
import { invalidInput } from "./invalid-input.ts";

/** What is wrong with a document of desired state. */
export interface Issues {
  /** One thing, naming the entry. */
  add(issue: string): void;
  /** Does some work; when its input is refused, notes why and answers undefined. */
  collect<T>(work: () => T | Promise<T>): Promise<T | undefined>;
  /** The same for work that is done at once. */
  try<T>(work: () => T): T | undefined;
  /** Throws INVALID_INPUT listing every issue, when there is any. */
  refuse(): void;
}

/** Makes an empty collection. `what` ends the sentence "Cannot ...". */
export function createIssues(what = "plan this document"): Issues {
  const found = new Set<string>();
  const note = (error: unknown): undefined => {
    if (!isFortiError(error, "INVALID_INPUT")) throw error;
    found.add(error.message.replace(/^Cannot (?:address )?/, ""));
    return undefined;
  };
  return {
    add: (issue) => void found.add(issue),
    async collect(work) {
      try {
        return await work();
      } catch (error) {
        return note(error);
      }
    },
    try(work) {
      try {
        return work();
      } catch (error) {
        return note(error);
      }
    },
    refuse() {
      if (found.size === 0) return;
      throw invalidInput(`Cannot ${what}: ${[...found].join("; ")}`, "Nothing was changed; correct what is wanted");
    },
  };
}
