/**
 * What is logged where, from the start.
 *
 * @module
 */

import type { Model } from "../models/model.ts";
import { numbered, type WireContent } from "./wire-content.ts";

const HIGH = [26, 61, 86];
const MEDIUM = [1, 3, 4, 5, 6, 12, 59, 62, 83];

/** Logs go to the disk of a model that has one, else to memory. */
export function logContent({ disk }: Model): WireContent {
  return {
    "log.disk/setting": [{ status: disk > 0 ? "enable" : "disable" }],
    "log.memory/setting": [{ status: disk > 0 ? "disable" : "enable" }],
    "log.null-device/setting": [{ status: "disable" }],
    "log/threat-weight": [
      {
        web: numbered([
          ...HIGH.map((category) => ({ category, level: "high" })),
          ...MEDIUM.map((category) => ({ category, level: "medium" })),
          { category: 72 },
          { category: 14 },
          { category: 96, level: "medium" },
        ]),
        application: numbered([{ category: 2 }, { category: 6, level: "medium" }]),
      },
    ],
  };
}
