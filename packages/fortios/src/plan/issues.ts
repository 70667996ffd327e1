/**
 * Collects everything that is wrong, so that it can be said at once.
 *
 * @module
 */

import { isFortiError } from "@fortiweave/core";
import { invalidInput } from "../invalid-input.ts";

/** What is wrong with a document. */
export interface Issues {
  /** One thing, naming the entry. */
  add(issue: string): void;
  /** Does some work; when its input is refused, notes why and answers undefined. */
  collect<T>(work: () => T | Promise<T>): Promise<T | undefined>;
  /** Throws INVALID_INPUT listing every issue, when there is any. */
  refuse(): void;
}

/** Makes an empty collection. */
export function createIssues(): Issues {
  const found = new Set<string>();
  return {
    add: (issue) => void found.add(issue),
    async collect(work) {
      try {
        return await work();
      } catch (error) {
        if (!isFortiError(error, "INVALID_INPUT")) throw error;
        found.add(error.message.replace(/^Cannot (?:address )?/, ""));
        return undefined;
      }
    },
    refuse() {
      if (found.size === 0) return;
      throw invalidInput(
        `Cannot plan this document: ${[...found].join("; ")}`,
        "Nothing was changed; correct the document",
      );
    },
  };
}
