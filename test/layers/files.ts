// The files of the repository: what is tracked or about to be, nothing installed, built or cached.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "./rules.ts";

const SKIPPED: ReadonlySet<string> = new Set(["node_modules", "dist", ".cache", ".git"]);
const BINARY = /\.(?:png|jpe?g|gif|ico|woff2?|tgz|gz)$/;

export function readRepository(root: string, folder = ""): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((item) => {
    if (SKIPPED.has(item.name) || BINARY.test(item.name)) return [];
    const path = folder === "" ? item.name : `${folder}/${item.name}`;
    if (item.isDirectory()) return readRepository(root, path);
    return item.isFile() ? [{ path, text: readFileSync(join(root, path), "utf8") }] : [];
  });
}
