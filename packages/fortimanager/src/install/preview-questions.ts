/**
 * How a version is asked for a preview.
 *
 * @module
 */

import { isInVersion } from "@fortiweave/catalog/fortimanager";
import { FortiError } from "@fortiweave/core";
import type { WireScope } from "./scope.ts";

/** One question for a preview: what is sent to have it made, and what to be told it. */
export interface PreviewQuestion {
  /** The device, where the answer does not name it. */
  readonly device: string;
  readonly make: Readonly<Record<string, string | string[] | WireScope[]>>;
  readonly tell: Readonly<Record<string, string | WireScope[]>>;
}

/**
 * Since 7.4.4 one question is enough for everything; before that each device is asked about by itself.
 *
 * @throws FortiError UNSUPPORTED for a group, where devices are asked about one by one.
 */
export function previewQuestions(version: string, scope: readonly WireScope[]): PreviewQuestion[] {
  const all = [...scope];
  if (isInVersion([["7.4.4", null]], version)) {
    return [{ device: all[0]?.name ?? "", make: { scope: all }, tell: { scope: all } }];
  }
  const group = all.find(({ vdom }) => vdom === undefined);
  if (group !== undefined) {
    throw new FortiError({
      code: "UNSUPPORTED",
      message: `FortiManager ${version} makes no preview of the device group "${group.name}": it can since 7.4.4`,
      hint: "Name its devices in the scope",
      reached: "no",
    });
  }
  const byDevice = Map.groupBy(all, ({ name }) => name);
  return [...byDevice].map(([device, vdoms]) => ({
    device,
    make: { device, vdoms: vdoms.flatMap(({ vdom }) => vdom ?? []) },
    tell: { device },
  }));
}
