// Which test files there are, and which of them belong to the quick run.
import { globSync } from "node:fs";

const SKIPPED = new Set(["node_modules", "dist", ".cache"]);

/** Every test file of the workspace, as paths from its root, sorted. */
export function listTests(root) {
  const exclude = ({ name }) => SKIPPED.has(name);
  const found = globSync("{packages,apps,scripts,test}/**/*.test.{ts,mjs}", {
    cwd: root,
    exclude,
    withFileTypes: true,
  });
  return found.map((file) => `${file.parentPath}/${file.name}`.slice(root.length).replace(/^\//, "")).sort();
}

/** Slow files need a browser, a real n8n or minutes; their names say so. */
export function isSlow(path) {
  return path.endsWith(".slow.test.ts");
}

/** The files for `test [--slow] [words]`: of the one group, and with any of the words in their path. */
export function selectTests(paths, args) {
  const words = args.filter((arg) => arg !== "--slow");
  const slow = args.includes("--slow");
  return paths.filter(
    (path) => isSlow(path) === slow && (words.length === 0 || words.some((word) => path.includes(word))),
  );
}
