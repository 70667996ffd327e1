/**
 * An ADOM: its tables, and all that is done with its devices and packages.
 *
 * @module
 */

import { type AdomParts, createAdomParts } from "./devices/adom-parts.ts";
import type { FollowTask } from "./install/device-task.ts";
import { createPackageActions, type PackageActions } from "./install/packages.ts";
import { createAdomTables, type TableParts } from "./tables/create-tables.ts";
import type { AdomTables, PolicyPackage } from "./tables/tables.ts";

/** A policy package of an ADOM. */
export interface AdomPackage extends PolicyPackage, PackageActions {}

/** An ADOM. */
export interface Adom extends Omit<AdomTables, "package">, AdomParts {
  /** A policy package. Folders stand before its name: `package("emea/branches")`. */
  package(name: string): AdomPackage;
}

/** Makes the handle of an ADOM. */
export function createAdom(parts: TableParts, follow: FollowTask, name: string): Adom {
  const { engine } = parts;
  const tables = createAdomTables(parts, name);
  return {
    ...tables,
    ...createAdomParts(engine, follow, name),
    package: (own) => ({ ...tables.package(own), ...createPackageActions(engine, follow, name, own) }),
  };
}
