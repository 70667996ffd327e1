import assert from "node:assert/strict";
import { test } from "node:test";
import { type Field, fortios } from "@fortiweave/catalog";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { createFortiGate } from "./client.ts";
import type { CmdbTables } from "./generated/types/cmdb.ts";

/** A table as its handle is used here: any path will do. */
type AnyPath = keyof CmdbTables;

const transport = createScriptedTransport(({ query = [] }) => {
  const [, action] = query.find(([name]) => name === "action") ?? [];
  return { body: { status: "success", results: action === "schema" ? { children: {} } : [{}] } };
});
const fgt = createFortiGate({ transport, runtime: createManualClock() });
const paths = fortios.rows("cmdb");

const childTable = (fields: Readonly<Record<string, Field>>): string | undefined =>
  Object.keys(fields).find((name) => fields[name]?.type === "table");

test("all 734 paths are handles, read at their own URL, and described", async () => {
  assert.equal(paths.length, 734);
  for (const { path, kind, mkey } of paths) {
    const before = transport.requests.length;
    const isTable = kind === "table";
    const handle = fgt.cmdb(path as AnyPath);
    await (isTable ? handle.list() : (handle as unknown as { get(): Promise<unknown> }).get());
    await handle.defaults();
    await handle.schema();
    const described = await handle.describe();
    assert.deepEqual([described.path, described.kind, described.mkey], [path, kind, mkey]);
    const sent = transport.requests.slice(before).map((request) => request.path);
    assert.deepEqual(sent, Array(3).fill(`/api/v2/cmdb/${path}`));
  }
});

test("and so are their child tables", async () => {
  let count = 0;
  for (const { path, kind } of paths) {
    const { fields } = await fgt.cmdb(path as AnyPath).describe();
    const field = childTable(fields);
    if (field === undefined) continue;
    const handle = fgt.untyped().cmdb(path, kind === "object" ? ({ kind } as never) : {});
    const child =
      kind === "table" ? handle.child("1", field) : (handle.child as unknown as (name: string) => typeof handle)(field);
    await child.list();
    const { path: described, kind: childKind } = await child.describe();
    assert.deepEqual([described, childKind], [`${path}/${field}`, "table"]);
    const url = kind === "table" ? `${path}/1/${field}` : `${path}/${field}`;
    assert.equal(transport.requests.at(-1)?.path, `/api/v2/cmdb/${url}`);
    count += 1;
  }
  assert.ok(count > 250, `only ${count}`);
});
