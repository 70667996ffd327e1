/**
 * The blocks of a text by what they are about: the whole device, or a VDOM.
 *
 * @module
 */

import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";
import type { Statement } from "./parse.ts";

/** One `config` block of a table, or a line that is none. */
export interface ScopedStatement {
  /** The VDOM that it is for, or the management VDOM where none is named. */
  readonly vdom: string;
  readonly statement: Statement;
}

export interface Scopes {
  readonly statements: readonly ScopedStatement[];
  /** VDOMs that are named, whether or not anything is in them. */
  readonly vdoms: readonly string[];
}

/** Takes apart `config global` and `config vdom`. @param home The VDOM of what stands outside of both. */
export function scopesOf(statements: readonly Statement[], home: string = MANAGEMENT_VDOM): Scopes {
  const found: ScopedStatement[] = [];
  const vdoms = new Set<string>();
  for (const statement of statements) {
    if (statement.kind !== "config" || statement.words.length !== 1) {
      found.push({ vdom: home, statement });
    } else if (statement.words[0] === "global") {
      found.push(...statement.body.map((inner) => ({ vdom: home, statement: inner })));
    } else if (statement.words[0] === "vdom") {
      for (const block of statement.body) {
        if (block.kind !== "edit") {
          found.push({ vdom: home, statement: block });
          continue;
        }
        vdoms.add(block.key);
        found.push(...block.body.map((inner) => ({ vdom: block.key, statement: inner })));
      }
    } else {
      found.push({ vdom: home, statement });
    }
  }
  return { statements: found, vdoms: [...vdoms] };
}
