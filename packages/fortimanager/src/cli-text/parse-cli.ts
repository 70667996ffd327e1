/**
 * Reads configuration text: backups, previews, revisions.
 *
 * @module
 */

import { readCommands } from "./read-commands.ts";
import type { CliStatement } from "./statement.ts";

/** A block that has not ended yet: a table or object, or an entry. */
type Block = { readonly body: CliStatement[] } & (
  | { readonly kind: "config"; readonly path: string }
  | { readonly kind: "edit"; readonly key: string }
);

/**
 * The statements of a configuration. Takes any text: remarks are left out, what is not closed ends with the text, and a
 * line that means nothing is a command like any other.
 */
export function parseCli(text: string): readonly CliStatement[] {
  const statements: CliStatement[] = [];
  const open: Block[] = [];
  const add = (statement: CliStatement): void => {
    (open.at(-1)?.body ?? statements).push(statement);
  };
  const enter = (block: Block): void => {
    add(block);
    open.push(block);
  };
  const leaveEntry = (): void => {
    if (open.at(-1)?.kind === "edit") open.pop();
  };

  for (const [verb = "", ...words] of readCommands(text)) {
    const [first = ""] = words;
    if (verb === "config" && words.length > 0) {
      enter({ kind: "config", path: words.join(" "), body: [] });
    } else if (verb === "edit" && words.length === 1 && open.length > 0) {
      // The text may leave out the `next` before it.
      leaveEntry();
      enter({ kind: "edit", key: first, body: [] });
    } else if (verb === "next" && open.at(-1)?.kind === "edit") {
      leaveEntry();
    } else if (verb === "end" && open.length > 0) {
      // Closes the entry as well: so a VDOM ends in a backup.
      leaveEntry();
      open.pop();
    } else {
      add({ kind: "command", verb, words });
    }
  }
  return statements;
}
