/** Writes the types of what FortiManager and FortiAnalyzer are called for: a map for each verb, by url. */

import type { RpcCall, RpcEntry } from "../../src/json-rpc/types.ts";
import { placeholders } from "../../src/json-rpc/urls.ts";
import { BANNER } from "../render-shards.ts";
import { createNamer, pascalCase, propertyName, renderMap } from "./names.ts";
import { fieldType, type RowContext, renderGroup } from "./render-rows.ts";

/** One verb of one url, and the types it takes and answers. */
interface Line {
  readonly method: string;
  readonly text: string;
}

/** The text of `calls.ts` or `fortianalyzer.ts`. The prefix begins the name of every type: `Fmg`. */
export function renderRpcTypes(prefix: string, product: string, entries: readonly RpcEntry[]): string {
  const context: RowContext = { namer: createNamer(), tableOf: () => undefined };
  const rendered = entries.flatMap((entry) => entry.calls.map((call) => renderCall(prefix, entry, call, context)));
  const maps = [
    ...Map.groupBy(
      rendered.flatMap(({ lines }) => lines),
      ({ method }) => method,
    ),
  ].map(([method, lines]) =>
    renderMap(
      prefix + pascalCase(method),
      `What ${method} takes and answers on ${product}, by url.`,
      lines.map(({ text }) => text),
    ),
  );
  const text = [...rendered.flatMap(({ groups }) => groups.map((group) => `${group}\n`)), ...maps].join("\n");
  return `${BANNER}\nimport type { NoParams } from "./call.ts";\n\n${text}`;
}

function renderCall(
  prefix: string,
  entry: RpcEntry,
  { methods, params, returns }: RpcCall,
  context: RowContext,
): { groups: string[]; lines: Line[] } {
  const { path } = entry;
  const base = prefix + pascalCase([...methods, path.replace("/{adom}", "")].join("/"));
  const groups: string[] = [];
  const called = methods.join(", ");
  const group = (name: string, what: string, fields: RpcCall["params"]): string => {
    const own = context.namer(name);
    groups.push(renderGroup({ name: own, path, what, mkey: undefined, fields, isCall: true }, context));
    return own;
  };
  const takes =
    Object.keys(params).length === 0
      ? "NoParams"
      : group(base, `What stands beside \`url\` in the params item: ${called} of \`${path}\`.`, params);
  const inner =
    returns?.fields === undefined || Object.keys(returns.fields).length === 0
      ? undefined
      : group(`${base}Result`, `In the answer of ${called} of \`${path}\`.`, returns.fields);
  const answers = returns === undefined ? "unknown" : fieldType(returns, inner);
  const lines = methods.map((method) => ({ method, text: mapLine(entry, method, takes, answers) }));
  return { groups, lines };
}

function mapLine(entry: RpcEntry, method: string, takes: string, answers: string): string {
  const url = entry.itemMethods?.includes(method) ? `${entry.path}/{${entry.item}}` : entry.path;
  const names = placeholders(url).map((name) => `readonly ${propertyName(name)}: string`);
  const place = names.length === 0 ? "NoParams" : `{ ${names.join("; ")} }`;
  return `  ${JSON.stringify(url)}: { url: ${place}; params: ${takes}; returns: ${answers} };`;
}
