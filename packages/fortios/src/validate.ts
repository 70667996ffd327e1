/**
 * Checks what is written against the catalogue and the version that the device reported, before anything is sent.
 *
 * @module
 */

import { type CmdbEntry, type Field, fortios } from "@fortiweave/catalog";
import { secretValues, validateCall, validateEntry } from "@fortiweave/catalog/validate";
import { checkChoice } from "@fortiweave/core";
import { invalidInput } from "@fortiweave/core/client";
import type { Mkey } from "./encode.ts";
import { entryAt, keyFieldAt } from "./entry-at.ts";

/** `strict`: also refuse fields that the catalogue does not know. `known`: check what it knows. `off`: check nothing. */
export type ValidateMode = "strict" | "known" | "off";

const MODES: readonly ValidateMode[] = ["strict", "known", "off"];

type Values = Readonly<Record<string, unknown>>;

/** What a validator found wrong. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Checks for one device. Each answers the secrets in what it was given, which must never be shown. */
export interface Validator {
  /** How the client checks. */
  readonly mode: ValidateMode;
  /** The catalogue's entry for a configuration path, also of a child table. */
  entry(path: string): Promise<CmdbEntry | undefined>;
  /** The key field of a table, also where the catalogue only guesses it. */
  keyField(path: string): Promise<string | undefined>;
  /**
   * Checks what is going to be written. `what` ends the sentence "Cannot ...". `own` is how this one is checked.
   *
   * @throws FortiError INVALID_INPUT listing every issue.
   */
  write(
    path: string,
    value: Values,
    mode: "create" | "update",
    what: string,
    own?: ValidateMode,
  ): Promise<readonly string[]>;
  /** The secrets in what is written without a check. */
  secrets(path: string, value: Values): Promise<readonly string[]>;
  /** Checks the parameters of a monitor, log or service call. */
  call(area: "monitor" | "log" | "service", path: string, query: Values, body: Values): Promise<readonly string[]>;
  /** Checks the key of an entry. */
  mkey(path: string, mkey: Mkey): Promise<void>;
}

/**
 * Makes a validator. Entries of the catalogue are read, and their schemas built, when they are first needed.
 *
 * @throws FortiError INVALID_INPUT for a mode that does not exist.
 */
export function createValidator(mode: ValidateMode, version: () => string | undefined): Validator {
  checkChoice("validate", mode, MODES);
  const options = (own: ValidateMode): { version?: string; strict: boolean } => {
    const known = version();
    return { strict: own === "strict", ...(known !== undefined && { version: known }) };
  };

  return {
    mode,
    entry: entryAt,
    keyField: keyFieldAt,
    async write(path, value, action, what, own = mode) {
      checkChoice("validate", own, MODES);
      const known = await entryAt(path);
      if (known === undefined) return [];
      if (own !== "off") refuse(what, validateEntry(known, value, { ...options(own), mode: action }));
      return secretValues(known, value);
    },
    async secrets(path, value) {
      const known = await entryAt(path);
      return known === undefined ? [] : secretValues(known, value);
    },
    async call(area, path, query, body) {
      const known = await fortios.load(area, path);
      if (known === undefined) return [];
      if (mode !== "off") {
        const issues = validateCall(known, { query, body }, { strict: mode === "strict" });
        refuse(`call ${area} ${path}`, issues.map(withoutPath));
      }
      return secretValues(known, { ...query, ...body });
    },
    async mkey(path, mkey) {
      if (mode === "off") return;
      const known = await entryAt(path);
      const field = known?.fields[known.mkey ?? ""];
      if (field !== undefined) checkMkey(path, mkey, field);
    },
  };
}

function checkMkey(path: string, mkey: Mkey, { type, maxLength }: Field): void {
  const text = String(mkey);
  const why =
    type === "integer" && !/^\d+$/.test(text)
      ? "the key of this table is a whole number"
      : maxLength !== undefined && text.length > maxLength
        ? `it has ${text.length} characters, and the device takes ${maxLength}`
        : undefined;
  if (why !== undefined) refuse(`address ${path} ${JSON.stringify(shorten(text))}`, [{ path: [], message: why }]);
}

function refuse(what: string, issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  throw invalidInput(`Cannot ${what}: ${issues.map(inWords).join("; ")}`, "Nothing was sent; correct the input");
}

/** A message names its field; one that lies deeper also needs the way there. */
function inWords({ path, message }: Issue): string {
  return path.length > 1 ? `${path.slice(0, -1).join(".")}: ${message}` : message;
}

/** A parameter is known by its name alone. */
function withoutPath({ message }: Issue): Issue {
  return { path: [], message };
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}
