/**
 * `system/config...`: the configuration as files, and what came of them.
 *
 * @module
 */

import { download } from "../../http/reply.ts";
import type { Endpoint } from "../answer.ts";
import { backup } from "./backup.ts";
import { restore, restoreStatus } from "./restore.ts";
import { revisionEndpoints } from "./revisions.ts";
import { scriptEndpoints } from "./scripts.ts";

const errorLog: Endpoint = ({ files }) =>
  download(
    "config-error-log.txt",
    files
      .state()
      .errorLog.map((line) => `${line}\n`)
      .join(""),
  );

/** A stick is always plugged in. */
const stick: Endpoint = ({ files }) => ({ results: Object.keys(files.state().stick) });

export const configEndpoints: Readonly<Record<string, Endpoint>> = {
  ...revisionEndpoints,
  ...scriptEndpoints,
  "system/config/backup": backup,
  "system/config/restore": restore,
  "system/config/restore-status": restoreStatus,
  "system/config/usb-filelist": stick,
  "system/config-error-log/download": errorLog,
};
