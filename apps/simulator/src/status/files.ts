/**
 * The files of the page.
 *
 * @module
 */

import { readFile } from "node:fs/promises";

/** The files stand beside this one, and in the published package beside what it was built into. */
const FOLDER = new URL("./page/", import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/** Nothing comes from elsewhere, nothing is written into the page, and no other page may frame it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

export interface PageFile {
  readonly contentType: string;
  readonly body: Buffer;
}

/** Undefined when there is no such file. */
export async function pageFile(path: string): Promise<PageFile | undefined> {
  const [, name = "index", extension = "html"] = /^\/(?:([a-z-]+)\.(html|css|js|svg))?$/.exec(path) ?? [undefined, ""];
  if (name === "") return undefined;
  try {
    const body = await readFile(new URL(`${name}.${extension}`, FOLDER));
    return { contentType: TYPES[extension] ?? "", body };
  } catch {
    return undefined;
  }
}
