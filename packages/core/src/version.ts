/** The version of this package, for records that name their sender. `scripts/sync-deno-versions.mjs` keeps it in step. */
export const VERSION: string = "0.0.0";
