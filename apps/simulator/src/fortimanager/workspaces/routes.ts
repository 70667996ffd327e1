/**
 * The urls of locks and commits, in all their forms.
 *
 * @module
 */

import type { Answer, Database, Operation, Routes, Work } from "../parts.ts";
import { invalidMethod, invalidUrl } from "../rpc/refusals.ts";
import { type Rules, rulesOf } from "./modes.ts";
import { type Target, targetOf } from "./scope.ts";

/** Carries out one operation on a target. */
export type Action = (operation: Operation, target: Target, rules: Rules) => Promise<Answer>;

/** What can be done with locks, by the word in the url. */
export interface Actions {
  readonly lock: Action;
  readonly unlock: Action;
  readonly commit: Action;
  readonly lockinfo: Action;
  readonly dirty: Action;
}

const PLACES = ["dvmdb/adom/{adom}/workspace", "dvmdb/global/workspace"];
const OLDER_PLACES = ["pm/config/adom/{adom}/_workspace", "pm/config/global/_workspace"];

export function lockRoutes(database: Database, actions: Actions): Routes {
  /** @param kind What stands before the path, where the url does not say it. */
  const serve = (action: Action, ...kind: readonly string[]): Work => {
    return async (operation, { adom = "global", path }) => {
      const target = targetOf(adom, path === undefined ? [] : [...kind, ...path.split("/")]);
      if (target === undefined) throw invalidUrl();
      const rules = await rulesOf(database, adom);
      if (rules.mode === "disabled") throw invalidMethod();
      return action(operation, target, rules);
    };
  };
  const at = (url: string, work: Work): Routes => ({ [url]: work, [`${url}/{path...}`]: work });

  const all = PLACES.flatMap((place) => [
    ...(["lock", "unlock", "commit"] as const).map((name) => at(`exec ${place}/${name}`, serve(actions[name]))),
    ...(["lockinfo", "dirty"] as const).map((name) => at(`get ${place}/${name}`, serve(actions[name]))),
  ]);
  // The package is named without `pkg` in the older form.
  const older = OLDER_PLACES.flatMap((place) =>
    (["lock", "unlock", "commit"] as const).map((name) => at(`exec ${place}/${name}`, serve(actions[name], "pkg"))),
  );
  return Object.assign({ "exec pm/config/adom/{adom}/workspace/commit": serve(actions.commit) }, ...all, ...older);
}
