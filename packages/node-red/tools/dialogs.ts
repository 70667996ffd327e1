/** Puts together the files that the editor reads: Node-RED looks for them beside each node's program. */

import { cp, glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** Copies help texts, labels and icons. */
export async function copyTexts(from: string, to: string): Promise<void> {
  for await (const file of glob(`${from}/*/{locales,icons}/**/*.{html,json,svg}`)) {
    const target = join(to, relative(from, file));
    await mkdir(dirname(target), { recursive: true });
    await cp(file, target);
  }
}

/** Writes each dialog with its built script in the place where the source names it, so that the editor has all of it at once. */
export async function writeDialogs(from: string, to: string): Promise<void> {
  for await (const file of glob(`${from}/*/*.html`)) {
    const folder = join(to, relative(from, dirname(file)));
    const script = join(folder, "editor.js");
    const dialog = insertScript(await readFile(file, "utf8"), await readFile(script, "utf8"));
    await writeFile(join(to, relative(from, file)), dialog);
    await rm(script);
  }
}

function insertScript(html: string, script: string): string {
  const place = '<script src="./editor/main.ts"></script>';
  if (!html.includes(place)) throw new Error(`The dialog does not name its script: write ${place}`);
  if (script.includes("</script")) throw new Error("The script would end itself: it holds </script");
  return html.replace(place, () => `<script type="text/javascript">\n${script}</script>`);
}
