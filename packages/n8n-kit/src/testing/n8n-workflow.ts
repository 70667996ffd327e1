/**
 * Makes `n8n-workflow` loadable in plain Node: its ES module build lacks file extensions, so its CommonJS build is taken,
 * as n8n itself does. Import this first, and what needs `n8n-workflow` dynamically: static imports resolve before any
 * module runs.
 *
 * @module
 */

import { createRequire, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";

const commonJs: string = pathToFileURL(createRequire(import.meta.url).resolve("n8n-workflow")).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "n8n-workflow" ? { url: commonJs, format: "commonjs", shortCircuit: true } : next(specifier, context),
});
