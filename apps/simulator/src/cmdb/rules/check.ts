/**
 * Rules between the fields of an entry, and between entries: those that a device is known to have. What is not known is
 * allowed.
 *
 * @module
 */

import { checkNewReferences } from "../integrity.ts";
import type { Schema } from "../schema.ts";
import { isGlobal } from "../scope.ts";
import { firewallRules } from "./firewall.ts";
import { networkRules } from "./network.ts";
import type { Rules, Subject } from "./rule.ts";
import { userRules } from "./users.ts";

const RULES: Rules = { ...firewallRules, ...networkRules, ...userRules };

/**
 * Each value was taken on its own before, so that one that names nothing is refused first.
 *
 * @throws Refusal for the first rule that an entry breaks.
 */
export function checkRules(subject: Subject, schema: Schema): void {
  const rules = RULES[schema.path] ?? [];
  const { configuration, key, before, entry } = subject;
  const place = { vdom: isGlobal(schema.path) ? undefined : subject.vdom, path: schema.path, key };
  if (rules.length > 0) checkNewReferences(configuration, schema, place, before, entry);
  for (const rule of rules) {
    const refusal = rule(subject);
    if (refusal !== undefined) throw refusal;
  }
}
