/**
 * Query parameters of the API's own, which hold numbers or words from a short list, and never a value of a field.
 *
 * @module
 */

/** Their names. */
export const OWN_PARAMETERS: ReadonlySet<string> = new Set([
  "action",
  "count",
  "datasource",
  "exclude-default-values",
  "format",
  "rows",
  "scope",
  "skip",
  "sort",
  "start",
  "vdom",
  "with_meta",
]);
