/**
 * The playground's command line.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { SURFACE_NAMES, type SurfaceName } from "./surfaces/surface.ts";

export interface Arguments {
  readonly help: boolean;
  /** Stay up afterwards, for people to look around. */
  readonly open: boolean;
  /** In the order of {@link SURFACE_NAMES}, each once. */
  readonly surfaces: readonly SurfaceName[];
}

export const HELP: string = `Blocks 20 security alerts through every surface, each against its own simulated FortiGate, and compares the results.
Then brings a change from a simulated FortiManager to its FortiGate, in Deno.

Usage: npm run demo -- [options]
  --only <list>   only these surfaces, separated by commas: ${SURFACE_NAMES.join(", ")}
                  n8n is installed into .cache/ on first use: about 2 GB and a few minutes
  --open          stay up afterwards and print where the editors are and how to sign in, until Ctrl-C
  --help          this text`;

/** Throws an error for people when a flag or a surface is unknown. */
export function readArguments(args: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...args],
    options: { help: { type: "boolean", short: "h" }, open: { type: "boolean" }, only: { type: "string" } },
  });
  return { help: values.help ?? false, open: values.open ?? false, surfaces: readSurfaces(values.only) };
}

function readSurfaces(only: string | undefined): readonly SurfaceName[] {
  if (only === undefined) return SURFACE_NAMES;
  const names = only.split(",").map((name) => name.trim());
  for (const name of names) {
    if (!SURFACE_NAMES.some((surface) => surface === name)) {
      throw new Error(`Unknown surface "${name}": --only takes ${SURFACE_NAMES.join(", ")}, separated by commas`);
    }
  }
  return SURFACE_NAMES.filter((surface) => names.includes(surface));
}
