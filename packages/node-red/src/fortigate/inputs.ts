/** What an operation works on, read from the dialog and the message when it asks. */

import { type CmdbEntry, fortios } from "@fortiweave/catalog";
import { fromForm } from "@fortiweave/catalog/form";
import { FortiError } from "@fortiweave/core";
import type { NodeMessage } from "node-red";
import type { Evaluate } from "./evaluate.ts";
import type { FortigateSettings, Readable } from "./settings.ts";

/** Every method throws `INVALID_INPUT` when what it finds is of no use. */
export interface Inputs {
  /** Path of the table; of the message's `table` when the dialog has none. */
  table(): Promise<string>;
  /** Key of the entry; the message's `mkey` when the dialog has none. */
  mkey(): Promise<string | number>;
  /** Fields of an entry, in the form that the FortiGate takes. */
  values(): Promise<Record<string, unknown>>;
  /** The device's own filter text. */
  filter(): Promise<string | undefined>;
  /** Fields to answer; undefined for all. */
  only(): readonly string[] | undefined;
  /** Most entries to answer; undefined for all. */
  limit(): number | undefined;
  memberField(): string;
  /**
   * A list of names or addresses. One alone is a list of one, and a text may hold several addresses with commas between;
   * entries may be objects with a `name`.
   */
  names(property: "members" | "addresses" | "safeRanges"): Promise<readonly string[]>;
  /** A number of seconds or minutes; undefined when the dialog leaves it open. */
  duration(property: "expiry" | "ttl"): Promise<number | undefined>;
  alert(): Promise<unknown>;
  allowUnsafe(): boolean;
}

export function createInputs(settings: FortigateSettings, msg: NodeMessage, evaluate: Evaluate): Inputs {
  async function read(property: Readable): Promise<unknown> {
    try {
      return await evaluate(settings[property], settings[`${property}Type`]);
    } catch (error) {
      throw invalid(`Cannot read ${LABELS[property]}: ${(error as Error).message}`, error);
    }
  }

  /** A text that the dialog left empty comes from the message. */
  function readOrMessage(property: "table" | "mkey"): Promise<unknown> {
    const isEmpty = settings[property] === "" && settings[`${property}Type`] === "str";
    return isEmpty ? Promise.resolve(msg[property]) : read(property);
  }

  async function table(): Promise<string> {
    const path = await readOrMessage("table");
    if (typeof path === "string" && path !== "") return path;
    throw invalid("No table: choose one in the node, or set msg.table to a path such as firewall/address");
  }

  async function formValues(entry: CmdbEntry | undefined, path: string): Promise<Record<string, unknown>> {
    if (entry === undefined) throw invalid(`There is no form for ${path}: take the values from the message instead`);
    const typed: Record<string, unknown> = {};
    for (const { id, type, value } of settings.fields) {
      const result = await evaluate(value, type).catch((error: Error) => {
        throw invalid(`Cannot read the field ${id}: ${error.message}`, error);
      });
      // A message that lacks the property leaves the field alone.
      if (result !== undefined) typed[id] = result;
    }
    return fromForm(entry, typed);
  }

  return {
    table,
    async mkey() {
      const key = await readOrMessage("mkey");
      if ((typeof key === "string" && key !== "") || typeof key === "number") return key;
      throw invalid(`No key for ${await table()}: enter one in the node, or set msg.mkey`);
    },
    async values() {
      const path = await table();
      if (settings.source === "form") return formValues(await fortios.load("cmdb", path), path);
      const values = await read("input");
      if (isRecord(values)) return values;
      throw invalid(`The values for ${path} must be an object such as {"name": "web"}, not ${nameOf(values)}`);
    },
    async filter() {
      const text = await read("filter");
      if (text === undefined || text === "") return undefined;
      if (typeof text === "string") return text;
      throw invalid(`The filter must be a text such as name=@web, not ${nameOf(text)}`);
    },
    only() {
      const fields: unknown = JSON.parse(settings.only || "[]");
      return Array.isArray(fields) && fields.length > 0 ? fields : undefined;
    },
    limit: () => (settings.limit === "" ? undefined : wholeNumber(settings.limit, "The limit")),
    memberField() {
      if (settings.memberField) return settings.memberField;
      throw invalid("No member field: choose one in the node, such as member");
    },
    async names(property) {
      const value = settings[property] === "" ? [] : await read(property);
      const list = typeof value === "string" && property !== "members" ? splitAddresses(value) : [value].flat();
      return list.map((item) => nameIn(item, LABELS[property]));
    },
    async duration(property) {
      return settings[property] === "" ? undefined : wholeNumber(await read(property), LABELS[property]);
    },
    alert: () => read("alert"),
    allowUnsafe: () => settings.allowUnsafe,
  };
}

/** What the dialog calls a property, for errors. */
const LABELS: Record<Readable, string> = {
  table: "the table",
  mkey: "the key",
  input: "the values",
  members: "the members",
  filter: "the filter",
  addresses: "the addresses",
  expiry: "the duration of the ban",
  alert: "the alert",
  ttl: "the time to live",
  safeRanges: "the safe ranges",
};

/** No address holds a comma or a blank, but a name may. */
function splitAddresses(text: string): string[] {
  return text.split(/[\s,]+/).filter((address) => address !== "");
}

function nameIn(item: unknown, label: string): string {
  const name = isRecord(item) ? item.name : item;
  if (typeof name === "string" && name !== "") return name;
  if (typeof name === "number") return String(name);
  throw invalid(`Cannot use ${label}: expected a name or a list of names, got ${nameOf(item)}`);
}

function wholeNumber(value: unknown, label: string): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0) return number;
  throw invalid(`Cannot use ${label}: expected a whole number, got ${nameOf(value)}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value in words that are short and hold no secret. */
function nameOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function invalid(message: string, cause?: unknown): FortiError {
  return new FortiError({ code: "INVALID_INPUT", message, cause });
}
