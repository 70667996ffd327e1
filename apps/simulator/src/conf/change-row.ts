/**
 * What one line of the command line does to a table of a device.
 *
 * @module
 */

import type { Collection } from "../cmdb/collection.ts";
import { keyFromUrl, keyOf } from "../cmdb/key.ts";
import { checkRequired } from "../cmdb/read-entry.ts";
import { cloneEntry, deleteEntry, moveEntry, updateEntry, withUuid } from "../cmdb/write.ts";
import { notUnderstood } from "./conf-error.ts";
import { type Editing, editEntry } from "./edit-entry.ts";
import type { Statement } from "./parse.ts";
import { keyed } from "./rows.ts";

/** A change that is yet to be made. */
export interface RowChange {
  /** Of an entry that is there. */
  readonly key: string | undefined;
  /** Makes it. Answers the key of what was written; undefined when that is gone. */
  make(): string | undefined;
}

/** @param how Of the lines in an entry. @throws ConfError for a line that makes no sense in a table, or a wrong value. */
export function changeOfRow(rows: Collection, statement: Statement, how: Editing): RowChange {
  const { node } = rows;
  switch (statement.kind) {
    case "edit":
      return editOf(rows, statement, how);
    case "delete": {
      const key = keyFromUrl(node, statement.key);
      return { key, make: () => void deleteEntry(rows, key) };
    }
    case "move": {
      const key = keyFromUrl(node, statement.key);
      return {
        key,
        make() {
          moveEntry(rows, key, statement.side, statement.neighbour);
          return key;
        },
      };
    }
    case "clone":
      return { key: undefined, make: () => cloneEntry(rows, keyFromUrl(node, statement.key), statement.to) };
    case "rename": {
      const key = keyFromUrl(node, statement.key);
      return { key, make: () => updateEntry(rows, key, { [node.key?.name ?? ""]: statement.to }) };
    }
    default:
      throw notUnderstood(statement.kind === "command" ? (statement.words[0] ?? "") : statement.kind);
  }
}

function editOf(rows: Collection, { key: named, body }: Statement & { kind: "edit" }, how: Editing): RowChange {
  const { node } = rows;
  const own = keyed(node, named, rows.keys());
  const key = keyOf(node, own, rows.size);
  const before = rows.get(key);
  const after = editEntry(node, before ?? own, body, how);
  if (before === undefined) checkRequired(node, after);
  return {
    key: before === undefined ? undefined : key,
    make() {
      if (after !== before) rows.put(key, before === undefined ? withUuid(node, after) : after);
      return key;
    },
  };
}
