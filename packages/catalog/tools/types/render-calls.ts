/**
 * Writes the types of monitor, log and service endpoints: two maps each, by path. Answers have names of their own
 * rather than a generic `OneOrMany<...>`, which would cost every importer 700 type instantiations.
 */

import type { CallEntry, Param } from "../../src/types.ts";
import { BANNER } from "../render-shards.ts";
import { literals, mapDoc, pascalCase, propertyName } from "./names.ts";

/** The text of `call.ts`: what the three share. */
export const CALL_HELPERS: string = `${BANNER}
/** Takes no parameters. */
export interface NoParams {
  /** Nothing has a value. */
  readonly [name: string]: never;
}

/** An object whose form no source tells. */
export interface AnyObject {
  readonly [name: string]: unknown;
}
`;

/** The text of `monitor.ts`, `log.ts` or `service.ts`. */
export function renderCallTypes(area: "monitor" | "log" | "service", entries: readonly CallEntry[]): string {
  const prefix = pascalCase(area);
  const answers = entries.flatMap((entry) => renderAnswer(entry, prefix));
  assertUnique(entries.map((entry) => answerName(entry, prefix)));
  const maps = [
    ...renderMap(entries, "GET", prefix, `What a GET of a ${area} endpoint takes and answers, by path.`),
    ...renderMap(entries, "POST", prefix, `What a POST to a ${area} endpoint takes and answers, by path.`),
  ];
  const text = [...answers, ...maps].join("\n");
  const used = ["AnyObject", "NoParams"].filter((name) => text.includes(name));
  return `${BANNER}\nimport type { ${used.join(", ")} } from "./call.ts";\n\n${text}`;
}

function renderAnswer(entry: CallEntry, prefix: string): string[] {
  const fields = Object.entries(entry.response?.fields ?? {});
  if (fields.length === 0) return [];
  const lines = fields.map(([name, { type }]) => `  ${propertyName(name)}?: ${ANSWER_TYPES[type] ?? "unknown"};`);
  return [
    `/** In the answer of \`${entry.path}\`. */`,
    `export interface ${answerName(entry, prefix)} {`,
    ...lines,
    "}",
    "",
  ];
}

function answerName(entry: CallEntry, prefix: string): string {
  return `${prefix}${pascalCase(entry.path)}Result`;
}

/** Two interfaces of one name would silently become one. */
function assertUnique(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`Two endpoints would share the type ${twice}: give one another name`);
}

const ANSWER_TYPES: Readonly<Record<string, string>> = {
  string: "string",
  integer: "number",
  boolean: "boolean",
  array: "unknown[]",
};

function renderMap(entries: readonly CallEntry[], method: "GET" | "POST", prefix: string, what: string): string[] {
  const toLines = method === "GET" ? getLines : postLines;
  const lines = entries
    .filter(({ methods }) => methods.includes(method))
    .flatMap((entry) => [`  ${JSON.stringify(entry.path)}: {`, ...toLines(entry, resultsType(entry, prefix)), "  };"]);
  return [mapDoc(what), `export interface ${prefix}${pascalCase(method.toLowerCase())} {`, ...lines, "}", ""];
}

function getLines(entry: CallEntry, results: string): string[] {
  // An endpoint that changed its verb between versions takes the same parameters either way.
  const places: Param["in"][] = entry.methods.includes("POST") ? ["query", "path", "body"] : ["query", "path"];
  const form = entry.log === undefined ? [] : [`    form: ${JSON.stringify(logForm(entry.log.form))};`];
  return [`    params: ${paramsType(entry, places)};`, `    results: ${results};`, ...form];
}

/** How a log is read: entry by entry, line by line, or as a file. */
function logForm(form: string): "entries" | "lines" | "file" {
  if (form === "raw") return "lines";
  return form === "archive-download" ? "file" : "entries";
}

function postLines(entry: CallEntry, results: string): string[] {
  return [
    `    params: ${paramsType(entry, ["query", "path"])};`,
    `    body: ${paramsType(entry, ["body"])};`,
    `    results: ${results};`,
  ];
}

function paramsType(entry: CallEntry, places: readonly Param["in"][]): string {
  const params = Object.entries(entry.params).filter(([, param]) => places.includes(param.in));
  if (params.length === 0) return "NoParams";
  return block(
    params.map(([name, param]) => `${propertyName(name)}${param.required ? "" : "?"}: ${paramType(param)};`),
  );
}

function paramType({ type, options, multiple }: Param): string {
  if (multiple) return "string | readonly string[]";
  if (type === "string") return options === undefined ? "string" : literals(options);
  if (type === "integer" || type === "double") return "number";
  if (type === "boolean") return "boolean";
  if (type === "array") return "readonly unknown[]";
  return "AnyObject";
}

function resultsType(entry: CallEntry, prefix: string): string {
  if (entry.log?.form === "data") return "AnyObject[]";
  if (Object.keys(entry.response?.fields ?? {}).length === 0) return "unknown";
  // No source says whether the device answers one or a list.
  const name = answerName(entry, prefix);
  return `${name} | ${name}[]`;
}

function block(lines: readonly string[]): string {
  return ["{", ...lines.map((line) => `      ${line}`), "    }"].join("\n");
}
