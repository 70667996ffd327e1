/**
 * Reads `multipart/form-data`: what the device's own pages, and some clients, send files as.
 *
 * @module
 */

import { decodeForm } from "./url.ts";

/** Fields as text, and files in base64. */
export type Form = Readonly<Record<string, string>>;

const TYPE = /^multipart\/form-data\b/i;
const BOUNDARY = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i;
/** Ends the name of a field that holds a file. */
const CONTENT = "file_content";
const GAP = "\r\n\r\n";

export function isMultipart(contentType: string | undefined): boolean {
  return TYPE.test(contentType ?? "");
}

/**
 * A file stands as `file_content`, and what it is called as `filename`, whatever the field is called: clients give it
 * many names.
 *
 * @param body One character for each byte. @returns Undefined for a body that is no form.
 */
export function parseForm(contentType: string, body: string): Form | undefined {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined || !body.includes(`--${boundary}--`)) return undefined;
  const form: Record<string, string> = {};
  for (const part of body.split(`--${boundary}`).slice(1, -1)) {
    const gap = part.indexOf(GAP);
    const head = utf8(part.slice(0, gap));
    const content = part.slice(gap + GAP.length, part.endsWith("\r\n") ? -2 : undefined);
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    if (gap === -1 || name === undefined) return undefined;
    const filename = filenameIn(head);
    if (filename === undefined) {
      form[name] = utf8(content);
    } else {
      form[name.endsWith(CONTENT) ? name : CONTENT] = Buffer.from(content, "latin1").toString("base64");
      form.filename ??= filename;
    }
  }
  return form;
}

/** Python's clients write `filename*=utf-8''...` for names beyond ASCII. Undefined where there is none. */
function filenameIn(head: string): string | undefined {
  const [, plain, encoded] = /\bfilename(?:="([^"]*)"|\*=utf-8''([^\s;]*))/i.exec(head) ?? [];
  return plain ?? (encoded === undefined ? undefined : decodeForm(encoded));
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}
