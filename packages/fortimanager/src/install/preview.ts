/**
 * What an install would do: four calls of FortiManager as one, and nothing of them left behind.
 *
 * @module
 */

import { isFortiError } from "@fortiweave/core";
import { mergeOptions } from "../call-options.ts";
import type { Engine } from "../engine.ts";
import { exec } from "../exec.ts";
import { checkName, checkPath } from "../names.ts";
import type { CallOptions } from "../types.ts";
import { extrasOf, type InstallExtras } from "./install.ts";
import { readPackageStatus } from "./package-status.ts";
import { type PreviewPlan, type PreviewPort, preparePreview } from "./prepare-preview.ts";
import { previewQuestions } from "./preview-questions.ts";
import type { Preview } from "./preview-result.ts";
import { type InstallScope, toScope, type WireScope } from "./scope.ts";

/** What to preview. */
export interface PreviewRequest extends InstallExtras {
  /** The ADOM. */
  readonly adom: string;
  /** The package, folders first. Default: none, only what the devices' own databases hold and they do not. */
  readonly package?: string;
  /** Devices and groups. Default: all that the package is assigned to. */
  readonly scope?: readonly InstallScope[];
}

/** How to wait for a preview. */
export interface PreviewOptions extends CallOptions {
  /**
   * A step that makes no progress for so long is stuck, as some are at 5 %: it is cancelled, and the preview is made once
   * more. In milliseconds. Default 120,000.
   */
  readonly staleTimeoutMs?: number;
  /** Milliseconds between two looks at where a step stands. Default: 100 at first, growing to 5,000. */
  readonly pollMs?: number;
}

/** A preview that is there until it is taken back. */
export interface StandingPreview {
  readonly preview: Preview;
  readonly scope: readonly WireScope[];
  /** The session that it belongs to. */
  readonly session: number;
}

/**
 * Has FortiManager prepare an install, hands what it would do to `use`, and takes it all back on every way out. A
 * preview that is stuck, or whose session was lost on the way, is made a second time.
 */
export async function withPreview<T>(
  port: PreviewPort,
  request: PreviewRequest,
  options: PreviewOptions,
  use: (standing: StandingPreview) => T | Promise<T>,
): Promise<T> {
  const { engine } = port;
  const { staleTimeoutMs = STALE_MS, pollMs } = options;
  const waiting = { staleTimeoutMs, timeoutMs: false, ...(pollMs !== undefined && { pollMs }) } as const;
  const scope = await scopeOf(engine, request, options);
  const plan = await planOf(engine, request, scope, options);
  let hasBegun = false;

  const prepare = async (): Promise<StandingPreview> => {
    const begun = (): void => {
      hasBegun = true;
    };
    const preview = await preparePreview(port, { ...plan, begun }, options, waiting);
    return { preview, scope, session: engine.sessionNumber };
  };
  const attempt = async <R>(work: () => Promise<R>): Promise<R> => {
    try {
      return await work();
    } catch (error) {
      if (hasBegun) await takeBack(engine, plan.adom);
      throw error;
    }
  };

  const standing = await attempt(prepare).catch((error: unknown) => {
    if (!isFortiError(error, "TIMEOUT", "SESSION_EXPIRED") || mergeOptions(options, engine.defaults).signal?.aborted)
      throw error;
    return attempt(prepare);
  });
  const result = await attempt(async () => await use(standing));
  await takeBack(engine, plan.adom);
  return result;
}

async function scopeOf(engine: Engine, request: PreviewRequest, options: CallOptions): Promise<readonly WireScope[]> {
  const { adom, scope, package: name } = request;
  if (scope !== undefined || name === undefined) return toScope(scope ?? [], "A preview");
  const assigned = await readPackageStatus(engine, adom, { package: checkPath(name, "A package") }, options);
  const devices = assigned.map(({ device, vdom }) => ({ name: device, vdom }));
  return toScope(devices, `A preview of package ${JSON.stringify(name)}, which is assigned to no device,`);
}

async function planOf(
  engine: Engine,
  request: PreviewRequest,
  scope: readonly WireScope[],
  options: CallOptions,
): Promise<Omit<PreviewPlan, "begun">> {
  const adom = checkName(request.adom, "An ADOM");
  const { flags = [], ...extras } = extrasOf(request);
  const stage = request.package !== undefined && {
    adom,
    pkg: checkPath(request.package, "A package"),
    scope: [...scope],
    ...extras,
    flags: ["preview", ...flags],
  };
  return { adom, stage: stage || undefined, questions: previewQuestions(await engine.version(options), scope) };
}

/**
 * Cancels on FortiManager what was prepared, whatever the caller's signal says. Should that fail, nothing is lost by it:
 * what was prepared reaches no device, and the next preview takes its place.
 */
async function takeBack(engine: Engine, adom: string): Promise<void> {
  const call = { url: "securityconsole/package/cancel/install", data: { adom }, isRepeatable: true };
  await exec(engine.unattended, call).catch((error: unknown) => {
    engine.logger?.log("warning", `Cannot cancel the preview in ADOM ${JSON.stringify(adom)}: ${String(error)}`);
  });
}

const STALE_MS = 120_000;
