/**
 * What a scope of a device holds when it leaves the factory.
 *
 * @module
 */

import type { Content, FactoryContent } from "../cmdb/configuration.ts";
import type { Keyed } from "../cmdb/table.ts";
import { MANAGEMENT_VDOM } from "../cmdb/vdoms.ts";

/** @param vdom Undefined for what exists once. */
export function contentOf(factory: FactoryContent, vdom: string | undefined): Content {
  if (vdom === undefined) return factory.global;
  return vdom === MANAGEMENT_VDOM ? new Map([...factory.vdom, ...factory.root]) : factory.vdom;
}

/** The same of one table. */
export function factoryRows(
  { global, vdom: ofEach, root }: FactoryContent,
  vdom: string | undefined,
  path: string,
): readonly Keyed[] {
  if (vdom === undefined) return global.get(path) ?? [];
  return (vdom === MANAGEMENT_VDOM ? root.get(path) : undefined) ?? ofEach.get(path) ?? [];
}
