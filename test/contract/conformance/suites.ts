/**
 * Finds the suites of a product: each file of its folder is one.
 */

import { readdir } from "node:fs/promises";
import type { Suite } from "./case.ts";

/** @param folder Its files export a `suite` each. */
export async function loadSuites(folder: URL): Promise<readonly Suite[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".ts")).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const { suite } = (await import(new URL(file, folder).href)) as { readonly suite?: Suite };
      if (suite === undefined) throw new Error(`${file} exports no suite`);
      return suite;
    }),
  );
}
