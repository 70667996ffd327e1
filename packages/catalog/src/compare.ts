/**
 * Compares what is wanted with what a device holds, and brings both into one spelling. What the clients of all products
 * share; scripts have no use for it.
 *
 * @module
 */

export { netmask4, network4 } from "./compare/canonical-address.ts";
export {
  canonicalValue,
  isNetwork,
  isSwitch,
  isUnset,
  optionValues,
  splitWords,
  switchWord,
} from "./compare/canonical-value.ts";
export { type Comparison, differences, type FieldDiff, isHidden, ORIGIN_KEY } from "./compare/differences.ts";
export { escapeAll } from "./compare/escape-all.ts";
export { hideSecret, hideSecrets } from "./compare/hide-secrets.ts";
export { inVersion } from "./compare/in-version.ts";
export { isRecord } from "./compare/is-record.ts";
export { toAdd, toRemove } from "./compare/member-set.ts";
export { placeOf } from "./compare/ordered.ts";
export { sameJson } from "./compare/same-json.ts";
export { type Device, splitByVersion, type VersionSplit } from "./compare/version-split.ts";
export { FORTIMANAGER_KEYS } from "./product.ts";
