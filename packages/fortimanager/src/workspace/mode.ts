/**
 * How FortiManager guards changes against each other.
 *
 * @module
 */

import type { Engine } from "../engine.ts";
import { fieldsOf } from "../exec.ts";
import type { CallOptions } from "../types.ts";
import { urlFor } from "../url.ts";

/**
 * `disabled`: writes take effect at once. `normal`: lock, write, commit. `workflow`: lock, and submit what is written for
 * approval. `per-adom`: some ADOMs are `normal`, the others `disabled`.
 */
export type WorkspaceMode = "disabled" | "normal" | "workflow" | "per-adom";

/** In the order of their numbers. */
const MODES: readonly WorkspaceMode[] = ["disabled", "normal", "workflow", "per-adom"];

/** Asks for the mode; with the name of an ADOM for what holds there, which is never `per-adom`. */
export async function askMode(engine: Engine, adom: string | undefined, options: CallOptions): Promise<WorkspaceMode> {
  const global = { url: "cli/global/system/global", fields: ["workspace-mode"] };
  const { data } = await engine.send({ method: "get", items: [global] }, options);
  const told = fieldsOf(data)["workspace-mode"];
  const mode = MODES.find((name, number) => name === told || number === told) ?? "disabled";
  if (mode !== "per-adom" || adom === undefined) return mode;
  const own = { url: urlFor("dvmdb/adom/{adom}", { adom }), fields: ["workspace_mode"], loadsub: 0 };
  const answer = await engine.send({ method: "get", items: [own] }, options);
  return Number(fieldsOf(answer.data).workspace_mode) === 1 ? "normal" : "disabled";
}
