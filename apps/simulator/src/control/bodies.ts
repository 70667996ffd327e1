/**
 * What the control API takes: JSON Schemas of its bodies.
 *
 * @module
 */

import { FAULT_KINDS } from "../device/faults.ts";

export type JsonSchema = Readonly<Record<string, unknown>>;

const TEXT: JsonSchema = { type: "string", minLength: 1 };
const SWITCH: JsonSchema = { type: "boolean" };

export const FAULT: JsonSchema = {
  type: "object",
  required: ["kind"],
  additionalProperties: false,
  properties: {
    kind: { enum: FAULT_KINDS },
    match: {
      type: "object",
      additionalProperties: false,
      properties: { method: { type: "string" }, path: TEXT, item: TEXT },
    },
    times: { type: "integer", minimum: 1 },
    ms: { type: "integer", minimum: 0 },
    inTurn: SWITCH,
    status: { type: "integer", minimum: 200, maximum: 599 },
    code: { type: "integer" },
    when: { enum: ["before", "after", "unread", "mid-request", "mid-answer"] },
    retryAfter: { type: "integer", minimum: 0 },
  },
};

export const TOKEN: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: { profile: TEXT, vdoms: { type: "array", items: { type: "string" }, minItems: 1 } },
};

export const SIGN_IN: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    preDisclaimer: SWITCH,
    postDisclaimer: SWITCH,
    twoFactor: SWITCH,
    tokenCode: TEXT,
    changePassword: SWITCH,
  },
};

export const LOCKOUT: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: { address: TEXT, seconds: { type: "integer", minimum: 1 } },
};

export const LOGS: JsonSchema = {
  type: "object",
  required: ["count"],
  additionalProperties: false,
  properties: {
    path: TEXT,
    count: { type: "integer", minimum: 0, maximum: 100_000_000 },
    seed: { type: "integer" },
    completeAfter: { type: "integer", minimum: 1 },
  },
};

export const TIME: JsonSchema = {
  type: "object",
  required: ["advanceMs"],
  additionalProperties: false,
  properties: { advanceMs: { type: "integer", minimum: 0 } },
};

export const SETTINGS: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: { restartMs: { type: "integer", minimum: 0 } },
};

export const BACKUP: JsonSchema = {
  type: "object",
  required: ["bytes"],
  additionalProperties: false,
  properties: { bytes: { type: "integer", minimum: 0, maximum: 10_000_000_000 } },
};

export const SCHEMA: JsonSchema = {
  type: "object",
  additionalProperties: false,
  properties: {
    add: {
      type: "object",
      propertyNames: { pattern: "^[\\w.+-]+/[\\w.+-]+$" },
      additionalProperties: {
        type: "object",
        required: ["fields"],
        additionalProperties: false,
        properties: { mkey: TEXT, fields: { type: "object", additionalProperties: { type: "object" } } },
      },
    },
    hide: { type: "array", items: TEXT },
  },
};
