/**
 * `system/config/backup`: the configuration as a file.
 *
 * @module
 */

import { Readable } from "node:stream";
import { configText } from "../cmdb/config-text.ts";
import { download } from "../http/reply.ts";
import { type Endpoint, hostnameOf } from "./answer.ts";

export interface BackupSettings {
  /** A backup has at least so many. */
  bytes: number;
}

const FILLER = `#${"-".repeat(62)}\n`.repeat(1024);

export const backup: Endpoint = (context, { vdom, params }) => {
  const { identity, holder, backups } = context;
  const { configuration } = holder;
  const isWhole = params.scope === "global";
  const tables = configuration.tables().filter((table) => isWhole || table.vdom === vdom);
  const head = `#config-version=FGVM64-${identity.version}-FW-build${identity.build}:opmode=0:vdom=0:user=admin\n`;
  const filename = `${hostnameOf(context)}.conf`;
  const text = `${head}${configText(configuration.schemas, tables)}\n`;
  const missing = backups.bytes - Buffer.byteLength(text);
  if (missing <= 0) return download(filename, text);
  const file = download(filename, Readable.from(filled(text, missing)));
  return { ...file, headers: { ...file.headers, "content-length": String(backups.bytes) } };
};

/** The text and so many bytes of comment lines, made as they are sent. */
function* filled(text: string, missing: number): Generator<string> {
  yield text;
  for (let left = missing; left > 0; left -= FILLER.length) yield left < FILLER.length ? FILLER.slice(-left) : FILLER;
}
