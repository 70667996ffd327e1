/**
 * What lines of the logs are made of.
 *
 * @module
 */

import type { Chance } from "../../world/chance.ts";
import type { Host } from "../../world/hosts.ts";
import type { Session } from "../../world/session.ts";
import type { LogLine } from "../line.ts";

/** What a line may tell of. */
export interface Material {
  readonly session: Session;
  /** The same for the same line. */
  readonly chance: Chance;
  /** VPN tunnels that are configured. */
  readonly tunnels: readonly string[];
  /** Who is behind the device. At least one. */
  readonly hosts: readonly Host[];
}

/** Makes the content of a line: it has at least `logid` and `level`. */
export type Kind = (material: Material) => LogLine;
