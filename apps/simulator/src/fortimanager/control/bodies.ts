/**
 * What the control API of a FortiManager takes: JSON Schemas of its bodies.
 *
 * @module
 */

import type { JsonSchema } from "../../control/bodies.ts";
import { WORKSPACE_MODES } from "../factory.ts";

const TEXT: JsonSchema = { type: "string", minLength: 1 };
const SWITCH: JsonSchema = { type: "boolean" };
const COUNT: JsonSchema = { type: "integer", minimum: 0 };

export const SETTINGS: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    workspace: { enum: WORKSPACE_MODES },
    taskMs: COUNT,
    twoFactor: SWITCH,
    tokenCode: TEXT,
    commitTask: SWITCH,
    restartMs: COUNT,
    unreachable: { type: "array", items: TEXT },
    cloudTokenSeconds: COUNT,
  },
};

export const TROUBLE: JsonSchema = {
  type: "object",
  required: ["kind"],
  additionalProperties: false,
  properties: {
    kind: {
      enum: [
        "drop-poll",
        "key-race",
        "stuck-preview",
        "expire-session",
        "slow-task",
        "failed-line",
        "no-answer-after-install",
        "restart",
        "empty-log-page",
        "lost-log-search",
      ],
    },
    times: { type: "integer", minimum: 1 },
    device: TEXT,
    factor: { type: "number", minimum: 1 },
    after: COUNT,
  },
};

export const KEY: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: { user: TEXT },
};
