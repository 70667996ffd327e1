/**
 * What FortiManager adds to what it answers.
 *
 * @module
 */

import { FORTIMANAGER_KEYS } from "@fortiweave/catalog/compare";

/** Fields that only FortiManager writes. What was read is written back without them. */
export const ADDED: ReadonlySet<string> = new Set(FORTIMANAGER_KEYS);
