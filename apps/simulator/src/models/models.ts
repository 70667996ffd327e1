/**
 * All models that can be simulated.
 *
 * @module
 */

import { FGT_40F, FGT_60F, FGT_61F, FGT_80F, FGT_90G } from "./desktop.ts";
import type { Model } from "./model.ts";
import { FGT_100F, FGT_101F, FGT_200F, FGT_201F, FGT_400F, FGT_600F, FGT_900G, FGT_1000F, FGT_1800F } from "./rack.ts";
import { FGVM64 } from "./virtual.ts";

/** From the smallest to the largest, behind the virtual machine. */
export const MODELS: readonly Model[] = [
  FGVM64,
  FGT_40F,
  FGT_60F,
  FGT_61F,
  FGT_80F,
  FGT_90G,
  FGT_100F,
  FGT_101F,
  FGT_200F,
  FGT_201F,
  FGT_400F,
  FGT_600F,
  FGT_900G,
  FGT_1000F,
  FGT_1800F,
];

export const DEFAULT_MODEL: Model = FGVM64;

/**
 * The model of an id: `FGT-60F`. Case and hyphens do not count.
 *
 * @throws Error that lists what there is.
 */
export function parseModel(id: string): Model {
  const model = MODELS.find((known) => plain(known.id) === plain(id));
  if (model !== undefined) return model;
  throw new Error(`Cannot simulate the model "${id}": give one of ${MODELS.map((known) => known.id).join(", ")}`);
}

/** The model whose serial numbers begin like this one; the default where none does. */
export function modelOfSerial(serial: string): Model {
  return MODELS.find(({ serialPrefix }) => serial.startsWith(serialPrefix)) ?? DEFAULT_MODEL;
}

function plain(id: string): string {
  return id.replaceAll("-", "").toUpperCase();
}
