/**
 * Follows references.
 *
 * @module
 */

/** Where a reference leads. */
export interface RefTarget {
  /** The table or object: `system/sdwan`. */
  readonly path: string;
  /** What is named in it: a field, or a field of a child table: `["members", "seq-num"]`. */
  readonly fields: readonly string[];
}

/**
 * Splits a reference such as `firewall.service.custom.name`, in which `/` is written as `.`, into the path of a table
 * and the fields in it. Undefined when it leads to no known table.
 */
export function resolveRef(ref: string, isPath: (path: string) => boolean): RefTarget | undefined {
  const parts = ref.split(".");
  for (let at = parts.length - 1; at > 0; at -= 1) {
    const path = `${parts.slice(0, at).join(".")}/${parts[at]}`;
    if (isPath(path)) return { path, fields: parts.slice(at + 1) };
  }
  return undefined;
}
