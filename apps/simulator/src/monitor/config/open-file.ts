/**
 * What a configuration file says that somebody wants restored.
 *
 * @module
 */

import { ConfError } from "../../conf/conf-error.ts";
import { decryptFile, isEncryptedFile } from "../../conf/encrypted-file.ts";
import { type Header, readHeader } from "../../conf/header.ts";
import { parseConf, type Statement } from "../../conf/parse.ts";
import type { MonitorContext } from "../answer.ts";
import { numberIn, textIn } from "./config-file.ts";

export interface OpenFile {
  readonly header: Header;
  readonly statements: readonly Statement[];
}

/** Why a file cannot be restored, in the words of a device. */
export type FileProblem =
  | "config_file_not_found"
  | "config_invalid_password"
  | "config_invalid_file"
  | "config_platform_mismatch";

type Params = Readonly<Record<string, unknown>>;

/** The file that `source` means, read; or what is wrong with it. */
export function openFile(context: MonitorContext, params: Params): OpenFile | FileProblem {
  const bytes = bytesOf(context, params);
  if (bytes === undefined) return "config_file_not_found";
  const text = isEncryptedFile(bytes) ? decryptFile(bytes, textIn(params, "password")) : bytes.toString();
  if (text === undefined) return "config_invalid_password";
  const header = readHeader(text);
  const { platform } = context.identity.model;
  if (header.platform !== undefined && header.platform !== platform) return "config_platform_mismatch";
  try {
    const statements = parseConf(text);
    return statements.some(({ kind }) => kind === "config") ? { header, statements } : "config_invalid_file";
  } catch (error) {
    if (error instanceof ConfError) return "config_invalid_file";
    throw error;
  }
}

function bytesOf({ files }: MonitorContext, params: Params): Buffer | undefined {
  switch (params.source) {
    case "usb":
      return files.onStick(textIn(params, "usb_filename"));
    case "revision": {
      const revision = files.revision(numberIn(params, "config_id"));
      return revision && Buffer.from(revision.text);
    }
    default:
      return typeof params.file_content === "string" ? Buffer.from(params.file_content, "base64") : undefined;
  }
}
