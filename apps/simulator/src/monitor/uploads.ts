/**
 * Files that clients uploaded: that they came, not what was in them.
 *
 * @module
 */

import { hash } from "node:crypto";
import type { CallEntry } from "@fortiweave/catalog";
import { badValue, missingAttribute } from "../cmdb/refusal.ts";

export interface Upload {
  /** `system/config/restore` */
  readonly path: string;
  /** Of the body: `file_content`, or `key_file_content`. */
  readonly parameter: string;
  /** Where the client gave one. */
  readonly filename: string | null;
  readonly vdom: string;
  readonly bytes: number;
  /** Hex digits. */
  readonly sha256: string;
}

export interface Uploads {
  add(upload: Upload): void;
  /** The oldest first. */
  all(): readonly Upload[];
  clear(): void;
}

const MOST_UPLOADS = 1000;
const CONTENT = /(?:^|_)file_content$/;

export function createUploads(): Uploads {
  let kept: Upload[] = [];
  return {
    add(upload) {
      kept.push(upload);
      if (kept.length > MOST_UPLOADS) kept.shift();
    },
    all: () => kept,
    clear() {
      kept = [];
    },
  };
}

/** The files in the body of a call. @throws Refusal when one is missing, or is not base64. */
export function uploadsIn(
  { path, params }: CallEntry,
  given: Readonly<Record<string, unknown>>,
  vdom: string,
): readonly Upload[] {
  const names = Object.keys(params).filter((name) => CONTENT.test(name));
  const [first] = names;
  if (first !== undefined && given.source === "upload" && !given[first]) throw missingAttribute(first);
  return names.flatMap((parameter) => {
    const content = given[parameter];
    if (content === undefined || content === "") return [];
    const text = typeof content === "string" ? content.replaceAll(/\s/g, "") : "";
    if (text === "" || !isBase64(text)) throw badValue(parameter);
    const bytes = Buffer.from(text, "base64");
    const filename = typeof given.filename === "string" ? given.filename : null;
    return [{ path, parameter, filename, vdom, bytes: bytes.length, sha256: hash("sha256", bytes) }];
  });
}

/** Looks for what does not belong: to match the whole of a large file would take more room than a pattern has. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && !/[^A-Za-z\d+/]/.test(text.replace(/={1,2}$/, ""));
}
