/**
 * An install that somebody approves of, having seen what it does.
 *
 * @module
 */

import type { TaskStatus } from "@fortiweave/core/tasks";
import { mergeOptions } from "../call-options.ts";
import { read, startTask } from "../exec.ts";
import { createDeviceTask } from "./device-task.ts";
import { type InstallResult, toInstallResult } from "./install.ts";
import { checkSession, type PreviewPort } from "./prepare-preview.ts";
import { type PreviewOptions, type PreviewRequest, withPreview } from "./preview.ts";
import type { Preview } from "./preview-result.ts";

/** Says whether a preview may be installed. */
export type Approve = (preview: Preview) => boolean | Promise<boolean>;

/** How to install what was approved. */
export interface ApprovalOptions extends PreviewOptions {
  /** Hears of the install's progress. */
  readonly onProgress?: (status: TaskStatus) => void;
}

/** What came of it. */
export interface ApprovedInstall {
  /** What was shown. */
  readonly preview: Preview;
  /** False: the answer was no, or there was nothing to ask about. */
  readonly approved: boolean;
  /** Undefined unless it was approved. */
  readonly result: InstallResult | undefined;
}

/**
 * Previews, asks, and has FortiManager install what it has prepared for the preview, which it keeps until the answer is
 * there. Its session must live so long.
 */
export function previewAndInstall(
  port: PreviewPort,
  request: PreviewRequest,
  approve: Approve,
  options: ApprovalOptions = {},
): Promise<ApprovedInstall> {
  const { engine, follow } = port;
  return withPreview(port, request, options, async ({ preview, scope, session }) => {
    const approved = preview.changed && (await approve(preview));
    if (!approved) return { preview, approved, result: undefined };
    // A person may have thought it over for longer than a session lasts.
    await read(engine, "sys/status", options);
    checkSession(engine, session);
    const data = { adom: request.adom, scope: [...scope], flags: request.autoLock ? ["auto_lock_ws"] : undefined };
    const id = await startTask(engine, { url: "securityconsole/package/commit", data }, options);
    const install = createDeviceTask(follow(id), toInstallResult);
    const { signal } = mergeOptions(options, engine.defaults);
    const waiting = { ...(signal && { signal }), ...(options.pollMs !== undefined && { pollMs: options.pollMs }) };
    if (options.onProgress) for await (const status of install.steps(waiting)) options.onProgress(status);
    return { preview, approved, result: await install.wait(waiting) };
  });
}
