// What the workspace needs, and how versions compare. No imports: any Node can load this file.

/** The oldest major version of Node that can start the launcher. */
export const OLDEST_NODE = 20;
/** The major versions that the workspace itself runs on, brought from npm when they are missing. */
export const NODE = 24;
export const PNPM = 12;

/** The major version in `24.1.0`, `v24.1.0` or `12`; undefined for anything else. */
export function majorOf(version) {
  const match = /^v?(\d+)(?:\.|$)/.exec(String(version).trim());
  return match === null ? undefined : Number(match[1]);
}

export function isAtLeast(version, major) {
  const found = majorOf(version);
  return found !== undefined && found >= major;
}

/** Says in one line what is missing or too old, or undefined when nothing is. */
export function whatIsMissing({ node, pnpm }) {
  const reasons = [];
  if (!isAtLeast(node, NODE)) reasons.push(`Node ${node} is older than ${NODE}`);
  if (pnpm === undefined) reasons.push("pnpm is not installed");
  else if (!isAtLeast(pnpm, PNPM)) reasons.push(`pnpm ${pnpm} is older than ${PNPM}`);
  return reasons.length === 0 ? undefined : reasons.join(" and ");
}
