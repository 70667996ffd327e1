/**
 * `cache/diff/...`: two states of an ADOM compared, under a token.
 *
 * @module
 */

import type { Snapshot } from "../../database/store/snapshots.ts";
import type { Answer, Operation, Routes } from "../../parts.ts";
import { invalidData, missing } from "../../rpc/refusals.ts";
import { dataOf, type Managing, requireAdom, textIn } from "../managing.ts";
import { databaseRoot } from "../packages/tree.ts";
import { commandLines } from "./command-lines.ts";
import { type Difference, differencesOf } from "./differences.ts";

/** A comparison is kept until so many others have come. */
const MOST_TOKENS = 100;

/** `adom/root/revision/2`, or `adom/root` as it is now. */
const STATE = /^adom\/([^/]+)(?:\/revision\/(\d+))?$/;

export interface Diffs {
  readonly routes: Routes;
  reset(): void;
}

export function createDiffs(managing: Managing): Diffs {
  const compared = new Map<string, readonly Difference[]>();
  let last = 0;

  async function start(operation: Operation): Promise<Answer> {
    const data = dataOf(operation);
    const [before, after] = [
      await stateOf(managing, textIn(data, "src")),
      await stateOf(managing, textIn(data, "dst")),
    ];
    last += 1;
    const token = `${last}-${managing.clock.now()}`;
    compared.set(token, differencesOf(before, after));
    for (const old of [...compared.keys()].slice(0, -MOST_TOKENS)) compared.delete(old);
    return { data: { token } };
  }

  function found({ item }: Operation): readonly Difference[] {
    const differences = compared.get(String(item.token));
    if (differences === undefined) throw invalidData();
    return differences;
  }

  const ofObjects = (operation: Operation) => found(operation).filter(({ pkg }) => pkg === undefined);
  const ofPackage = (operation: Operation, pkg: string | undefined) =>
    found(operation).filter((one) => one.pkg === pkg);
  const done = (more: object): Answer => ({ data: { percent: 100, ...more } });

  return {
    routes: {
      "exec cache/diff/start": start,
      "exec cache/diff/get/summary": (operation) => {
        const packages = Map.groupBy(
          found(operation).filter(({ pkg }) => pkg !== undefined),
          ({ pkg }) => pkg,
        );
        const changed = [...packages.keys()].map((name) => ({ name }));
        const summary = changed.length === 0 ? [] : [{ category: 0, changed }];
        return done({ obj: summaryOf(ofObjects(operation)), pkg: { changed: changed.length, summary } });
      },
      "exec cache/diff/get/summary/pkg/{pkg...}": (operation, { pkg }) =>
        done({ obj: summaryOf(ofPackage(operation, pkg)) }),
      "exec cache/diff/get/cli/obj": (operation) => done({ script: commandLines(ofObjects(operation)) }),
      "exec cache/diff/get/cli/pkg/{pkg...}": (operation, { pkg }) =>
        done({ script: commandLines(ofPackage(operation, pkg)) }),
      "exec cache/diff/get/detail/obj/all objs": (operation) => ({ data: ofObjects(operation).map(detail) }),
      "exec cache/diff/get/detail/pkg/{pkg...}/firewall/policy": (operation, { pkg }) => ({
        data: ofPackage(operation, pkg)
          .filter(({ path }) => path === "firewall/policy")
          .map(detail),
      }),
      "exec cache/diff/end": (operation) => {
        found(operation);
        compared.delete(String(operation.item.token));
        return {};
      },
    },
    reset: () => compared.clear(),
  };
}

/** @throws RpcRefusal when there is no such ADOM or revision. */
async function stateOf(managing: Managing, name: string): Promise<readonly Snapshot[]> {
  const [, adom, revision] = STATE.exec(name.replaceAll(/^\/+|\/+$/g, "")) ?? [];
  if (adom === undefined) throw invalidData();
  if (revision === undefined) {
    await requireAdom(managing, adom);
    return [managing.database.snapshot(databaseRoot(adom)) as Snapshot];
  }
  const copied = managing.copies.get(`${adom} ${revision}`);
  if (copied === undefined) throw missing();
  return copied as readonly Snapshot[];
}

function summaryOf(differences: readonly Difference[]): object {
  const added = differences.filter(({ before }) => before === undefined);
  const deleted = differences.filter(({ after }) => after === undefined);
  const changed = differences.length - added.length - deleted.length;
  const tables = Map.groupBy(differences, ({ path }) => path);
  const summary = Array.from(tables, ([path, own]) => {
    const named = (takes: (one: Difference) => boolean) => own.filter(takes).map(({ key }) => ({ mkey: key }));
    return {
      category: 0,
      name: path.replaceAll("/", " "),
      size: own.length,
      added: named(({ before }) => before === undefined),
      changed: named(({ before, after }) => before !== undefined && after !== undefined),
      deleted: named(({ after }) => after === undefined),
    };
  });
  return { added: added.length, changed, deleted: deleted.length, summary };
}

function detail({ path, key, before, after }: Difference): object {
  const [old, now] = [before ?? {}, after ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const attrs = names.filter((name) => JSON.stringify(old[name]) !== JSON.stringify(now[name]));
  return {
    category: path.replaceAll("/", " "),
    mkey: key,
    attr: attrs.map((name) => ({ name, src: old[name] ?? null, dst: now[name] ?? null })),
  };
}
