/**
 * Runs a script line by line, and writes down what it does.
 *
 * @module
 */

import { EMPTY } from "../../../cmdb/entry.ts";
import { keyFromUrl, keyOf } from "../../../cmdb/key.ts";
import type { Schema } from "../../../cmdb/schema.ts";
import { isGlobal } from "../../../cmdb/scope.ts";
import { OBJECT_KEY } from "../../../cmdb/table.ts";
import { ConfError, notUnderstood } from "../../../conf/conf-error.ts";
import { editEntry } from "../../../conf/edit-entry.ts";
import { parseConf, type Statement } from "../../../conf/parse.ts";
import { keyed } from "../../../conf/rows.ts";
import type { Change } from "../install/change.ts";
import type { Place } from "./place.ts";

/** What came of a script. */
export interface ScriptResult {
  readonly output: string;
  readonly succeeded: boolean;
}

/** Lines after one that fails are run all the same, as on a console. */
export async function runScript(place: Place, text: string): Promise<ScriptResult> {
  const output: string[] = [];
  let succeeded = true;

  function fail(reason: string): void {
    output.push(reason);
    succeeded = false;
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ConfError)) throw error;
      fail(error.message);
    }
  }

  async function runAll(statements: readonly Statement[], vdom: string): Promise<void> {
    for (const statement of statements) await guarded(() => run(statement, vdom));
  }

  async function run(statement: Statement, vdom: string): Promise<void> {
    if (statement.kind === "command") {
      output.push(statement.words.join(" "));
      const shown = await place.command(statement.words);
      if (shown !== "") output.push(shown);
    } else if (statement.kind === "config") {
      await configure(statement.words, statement.body, vdom);
    } else {
      throw notUnderstood(statement.kind);
    }
  }

  async function configure(words: readonly string[], body: readonly Statement[], vdom: string): Promise<void> {
    output.push(`config ${words.join(" ")}`);
    const [first, second] = words;
    if (first === "global" && second === undefined) await runAll(body, vdom);
    else if (first === "vdom" && second === undefined) {
      for (const inner of body) if (inner.kind === "edit") await runAll(inner.body, inner.key);
    } else await configureTable(words, body, vdom);
    output.push("end");
  }

  async function configureTable(words: readonly string[], body: readonly Statement[], vdom: string): Promise<void> {
    const path = place.schemas.paths.find((own) => own.replaceAll(".", "/") === words.join("/"));
    const schema = path === undefined ? undefined : await place.schemas.load(path);
    if (schema === undefined) throw notUnderstood(words.join(" "));
    const at = { path: schema.path, vdom: isGlobal(schema.path) ? undefined : vdom, schema };
    if (schema.node.kind === "object") {
      const before = (await place.read(at, schema)).get(OBJECT_KEY) ?? EMPTY;
      echo(body);
      await write({ kind: "edit", ...at, key: OBJECT_KEY, before, after: editEntry(schema.node, before, body) });
      return;
    }
    for (const statement of body) await guarded(() => changeRow(schema, at, statement));
  }

  async function changeRow(
    schema: Schema,
    at: Pick<Change, "path" | "vdom" | "schema">,
    statement: Statement,
  ): Promise<void> {
    const { node } = schema;
    const rows = await place.read(at, schema);
    switch (statement.kind) {
      case "edit": {
        const own = keyed(node, statement.key, rows.keys());
        const key = keyOf(node, own, rows.size);
        const before = rows.get(key);
        output.push(`edit "${key}"`);
        echo(statement.body);
        await write({ kind: "edit", ...at, key, before, after: editEntry(node, before ?? own, statement.body) });
        output.push("next");
        return;
      }
      case "delete":
        output.push(`delete "${statement.key}"`);
        return write({ kind: "delete", ...at, key: keyFromUrl(node, statement.key) });
      case "purge":
        output.push("purge");
        for (const key of rows.keys()) await write({ kind: "delete", ...at, key });
        return;
      case "move":
        output.push(`move ${statement.key} ${statement.side} ${statement.neighbour}`);
        return write({ ...statement, ...at });
      default:
        throw notUnderstood(statement.kind);
    }
  }

  async function write(change: Change): Promise<void> {
    const refusal = await place.write(change);
    if (refusal !== undefined) fail(refusal);
  }

  function echo(body: readonly Statement[]): void {
    for (const line of body) {
      if (line.kind === "set" || line.kind === "append") {
        output.push(`${line.kind} ${line.field} ${line.values.map((value) => `"${value}"`).join(" ")}`);
      } else if (line.kind === "unset") {
        output.push(`unset ${line.field}`);
      } else if (line.kind === "config") {
        output.push(`config ${line.words.join(" ")}`);
        echo(line.body);
        output.push("end");
      } else if (line.kind === "edit") {
        output.push(`edit "${line.key}"`);
        echo(line.body);
        output.push("next");
      }
    }
  }

  await guarded(() => runAll(parseConf(text), place.vdom));
  return { output: output.join("\n"), succeeded };
}
