/** Licences of what a bundle takes in, collected while it is built. */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** Writes the licence of every package from `node_modules` that ends up in the bundle into one file, if there are any. */
export function collectNotices(file: string): Plugin {
  return {
    name: "collect-notices",
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(async ({ metafile }) => {
        const folders = Object.keys(metafile?.inputs ?? {}).flatMap(packageFolder);
        const notices = await Promise.all([...new Set(folders)].sort().map(noticeOf));
        if (notices.length > 0) await writeFile(file, `${notices.join("\n\n")}\n`);
      });
    },
  };
}

function packageFolder(path: string): string[] {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = await readdir(folder);
  const licence = files.find((entry) => /^licen[cs]e/i.test(entry));
  if (licence !== undefined) return `${name} ${version}\n\n${(await readFile(join(folder, licence), "utf8")).trim()}`;
  // Some say it in a section of their README.
  const readme = files.find((entry) => /^readme/i.test(entry));
  const text = readme === undefined ? "" : await readFile(join(folder, readme), "utf8");
  const section = /^#+ *licen[cs]e\s+([^#]+)/im.exec(text)?.[1];
  if (section === undefined) throw new Error(`${name} has no licence file: do not bundle it`);
  return `${name} ${version}\n\n${section.trim()}`;
}
