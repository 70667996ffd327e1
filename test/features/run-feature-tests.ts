import { globSync } from "node:fs";
import { run } from "node:test";

/** One test of a feature, as it ended. */
export interface FeatureResult {
  /** What stands between `feature ` and the colon. */
  readonly feature: string;
  /** What the test shows. */
  readonly shows: string;
  readonly passed: boolean;
}

const NAME = /^feature ([a-z-]+): (.+)$/;

/** Runs the test files of a folder. A test that is not named after a feature counts as one of the feature `?`. */
export async function runFeatureTests(folder: string): Promise<FeatureResult[]> {
  const results: FeatureResult[] = [];
  const add = (name: string, passed: boolean): void => {
    const [, feature = "?", shows = name] = NAME.exec(name) ?? [];
    results.push({ feature, shows, passed });
  };
  const stream = run({ files: globSync(`${folder}/*.test.ts`).sort(), concurrency: 2 });
  // A skipped or unfinished test passes for the runner, and shows nothing.
  stream.on("test:pass", ({ nesting, name, skip, todo }) => {
    if (nesting === 0) add(name, skip === undefined && todo === undefined);
  });
  stream.on("test:fail", ({ nesting, name }) => {
    if (nesting === 0) add(name, false);
  });
  for await (const _ of stream);
  return results;
}
