/** What the dialog asks while someone fills it in: tables, the form of a table, keys and choices from the FortiGate. */

import { fortios, labelOf } from "@fortiweave/catalog";
import { formFields } from "@fortiweave/catalog/form";
import { FortiError, isFortiError } from "@fortiweave/core";
import type { CallOptions, FortiGate } from "@fortiweave/fortios";
import type { NodeAPI } from "node-red";
import type { FortigateConfigNode } from "../fortigate-config/fortigate-config.ts";
import type { KeySuggestions, TableForm, TableSuggestion } from "./suggestions.ts";

/** The query of a request. */
type Query = Readonly<Record<string, string | undefined>>;

/** Enough to recognise what one looks for, few enough to look through. */
const MOST_SUGGESTIONS = 50;

/** Someone is waiting with a dialog open. */
const PATIENCE_MS = 5_000;

/** The form can do without the version. */
const VERSION_PATIENCE_MS = 2_000;

/** Serves `GET /fortiweave/fortigate/...`. Whoever may not read flows learns nothing here either. */
export function serveSuggestions(RED: NodeAPI): void {
  serve("tables", ({ server, search = "" }) => suggestTables(search, clientOf(server)?.version));
  serve("form", async ({ server, table = "" }) => describeForm(table, await versionOf(clientOf(server))));
  serve("keys", ({ server, vdom, table = "", search = "" }) =>
    suggestKeys(deployed(server), table, search, patientCall(vdom)),
  );
  serve("choices", ({ server, vdom, table = "", field = "", search = "" }) =>
    suggestChoices(deployed(server), table, field, search, patientCall(vdom)),
  );

  function serve(name: string, answer: (query: Query) => unknown): void {
    const guard = RED.auth.needsPermission("fortigate.read");
    RED.httpAdmin.get(`/fortiweave/fortigate/${name}`, guard, async (request, response) => {
      try {
        response.json(await answer(request.query as Query));
      } catch (error) {
        response.status(statusOf(error)).json({ error: isFortiError(error) ? error : { message: String(error) } });
      }
    });
  }

  /** The client of a deployed configuration; undefined when there is none yet or its settings are of no use. */
  function clientOf(server: string | undefined): FortiGate | undefined {
    try {
      return deployed(server);
    } catch {
      return undefined;
    }
  }

  function deployed(server = ""): FortiGate {
    const node = RED.nodes.getNode(server) as FortigateConfigNode | null;
    if (node?.connection !== undefined) return node.connection.client();
    throw new FortiError({
      code: "INVALID_INPUT",
      message: "The FortiGate's configuration is not deployed yet",
      hint: "Deploy once, then names from the FortiGate appear here",
    });
  }
}

/** Bounds the whole call, retries included. */
function patientCall(vdom = "", patienceMs = PATIENCE_MS): CallOptions {
  return { signal: AbortSignal.timeout(patienceMs), ...(vdom === "" ? {} : { vdom }) };
}

function suggestTables(search: string, version: string | undefined): TableSuggestion[] {
  const rows = fortios.search(search, {
    area: "cmdb",
    limit: MOST_SUGGESTIONS,
    ...(version === undefined ? {} : { version }),
  });
  return rows.map(({ path, kind = "table" }) => ({ path, kind, label: labelOf(path) }));
}

async function describeForm(path: string, version: string | undefined): Promise<TableForm> {
  const entry = await fortios.load("cmdb", path);
  if (entry === undefined) {
    throw new FortiError({ code: "NOT_FOUND", message: `The catalogue has no table ${JSON.stringify(path)}` });
  }
  const { kind, mkey } = entry;
  return { path, kind, mkey, label: labelOf(path), version, fields: formFields(entry, version) };
}

async function suggestKeys(
  fortigate: FortiGate,
  path: string,
  search: string,
  call: CallOptions,
): Promise<KeySuggestions> {
  const mkey = fortios.find("cmdb", path)?.mkey;
  if (mkey === undefined) return [];
  const filter = search === "" ? {} : { filter: [[mkey, "=@", search]] as const };
  const rows = await fortigate
    .untyped()
    .cmdb(path)
    .list({ ...call, ...filter, fields: [mkey], count: MOST_SUGGESTIONS });
  return rows.map((row) => String(row[mkey]));
}

async function suggestChoices(
  fortigate: FortiGate,
  path: string,
  field: string,
  search: string,
  call: CallOptions,
): Promise<KeySuggestions> {
  const wanted = search.toLowerCase();
  const choices = await fortigate.options(path, field, call);
  return choices.filter((name) => name.toLowerCase().includes(wanted)).slice(0, MOST_SUGGESTIONS);
}

/** The client learns the version from any answer. A FortiGate that does not answer leaves the form unfiltered. */
async function versionOf(fortigate: FortiGate | undefined): Promise<string | undefined> {
  if (fortigate === undefined || fortigate.version !== undefined) return fortigate?.version;
  await fortigate
    .untyped()
    .monitor("system/status")
    .get({}, patientCall("", VERSION_PATIENCE_MS))
    .catch(() => undefined);
  return fortigate.version;
}

function statusOf(error: unknown): number {
  if (isFortiError(error, "INVALID_INPUT")) return 400;
  return isFortiError(error, "NOT_FOUND") ? 404 : 502;
}
