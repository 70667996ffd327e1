/**
 * `system/config/backup`: the configuration as a file.
 *
 * @module
 */

import { Readable } from "node:stream";
import { encryptFile } from "../../conf/encrypted-file.ts";
import { yamlText } from "../../conf/yaml.ts";
import { download, type Reply } from "../../http/reply.ts";
import { type Endpoint, hostnameOf } from "../answer.ts";
import { configText, isOn, mayWrite, textIn, vdomIn } from "./config-file.ts";

export interface BackupSettings {
  /** A backup has at least so many. */
  bytes: number;
}

const FILLER = `#${"-".repeat(62)}\n`.repeat(1024);

export const backup: Endpoint = (context, call) => {
  const { identity, files, backups } = context;
  const { params } = call;
  const isMasked = isOn(params.password_mask) || !mayWrite(context, call);
  const text = configText(context, call, { vdom: vdomIn(context, call), isMasked });
  const isYaml = params.file_format === "yaml";
  const shown = isYaml ? yamlText(text) : text;
  const password = textIn(params, "password");
  const content = password === "" ? Buffer.from(shown) : encryptFile(shown, password, identity);
  const filename = `${hostnameOf(context)}.${isYaml ? "yaml" : "conf"}`;
  if (params.destination !== "usb") return filled(filename, content, backups.bytes);
  files.putOnStick(textIn(params, "usb_filename") || filename, content);
  return {};
};

/** The file, and as many bytes of comment lines as it lacks, made as they are sent. */
function filled(filename: string, content: Buffer, bytes: number): Reply {
  const missing = bytes - content.length;
  if (missing <= 0) return download(filename, content);
  const file = download(filename, Readable.from(withFiller(content, missing)));
  return { ...file, headers: { ...file.headers, "content-length": String(bytes) } };
}

function* withFiller(content: Buffer, missing: number): Generator<Buffer | string> {
  yield content;
  for (let left = missing; left > 0; left -= FILLER.length) yield left < FILLER.length ? FILLER.slice(-left) : FILLER;
}
