import type { FeatureResult } from "./run-feature-tests.ts";

/** A document, and why it must not be believed. */
export interface Rendered {
  readonly text: string;
  readonly problems: string[];
}

/** The table of features, tests and how they ended. Every feature needs a test, and every test a feature. */
export function renderTable(
  title: string,
  features: Readonly<Record<string, string>>,
  results: readonly FeatureResult[],
): Rendered {
  const problems: string[] = [];
  const rows = Object.entries(features).flatMap(([id, promise]) => {
    const tests = results.filter(({ feature }) => feature === id).sort((a, b) => (a.shows < b.shows ? -1 : 1));
    if (tests.length === 0) problems.push(`No test is named "feature ${id}: ..."`);
    return tests.map(({ shows, passed }, index) => {
      if (!passed) problems.push(`The test "feature ${id}: ${shows}" did not pass`);
      return `| ${index === 0 ? `**${id}**: ${cell(promise)}` : ""} | ${cell(shows)} | ${passed ? "passes" : "FAILS"} |`;
    });
  });
  for (const { feature, shows } of results) {
    if (!Object.hasOwn(features, feature)) problems.push(`The test "${shows}" belongs to no feature`);
  }
  return { text: `${head(title)}\n${rows.join("\n")}\n`, problems };
}

function head(title: string): string {
  return `# ${title}: features and their tests

Made by \`node test/features/table.ts\` from a run of \`test/features\` against the simulated device; CI runs it again and compares.

| feature | test | status |
| --- | --- | --- |`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
