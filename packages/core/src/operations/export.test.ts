import assert from "node:assert/strict";
import { test } from "node:test";
import { constantFrom, assert as forAll, integer, jsonValue, option, property, record, string } from "fast-check";
import { isFortiError } from "../errors.ts";
import { exportOperations, type OperationFormat } from "./export.ts";
import type { OperationRecord } from "./record.ts";

const OPERATION: OperationRecord = {
  timestamp: "2026-11-05T10:00:00.000Z",
  operation: "cmdb firewall/address create",
  effect: "write",
  method: "POST",
  area: "cmdb",
  path: "/api/v2/cmdb/firewall/address",
  query: "datasource=true",
  vdom: "root",
  body: { name: "web", comment: 'a "quoted", text\nin lines' },
  outcome: "failed",
  status: 500,
  code: "DUPLICATE",
  message: "It is there already",
  durationMs: 12,
};

/** Reads CSV as RFC 4180 has it. */
function readCsv(text: string): string[][] {
  const cells = [...text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, cell = "", end] of cells) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}

test("JSON is what it was", () => {
  assert.deepEqual(JSON.parse(exportOperations([OPERATION, OPERATION], "json")), [OPERATION, OPERATION]);
  assert.equal(exportOperations([], "json"), "[]");
});

test("CSV has a header, a row for each operation, and survives quotes, commas and line breaks", () => {
  const [header = [], row = [], ...more] = readCsv(exportOperations([OPERATION], "csv"));
  const cells = Object.fromEntries(header.map((name, index) => [name, row[index]]));
  assert.deepEqual(more, []);
  assert.deepEqual(JSON.parse(cells.body ?? ""), OPERATION.body);
  assert.deepEqual({ ...cells, body: undefined }, { ...OPERATION, status: "500", durationMs: "12", body: undefined });
});

test("what an operation has not is an empty cell", () => {
  const { vdom: _vdom, body: _body, status: _status, code: _code, message: _message, ...rest } = OPERATION;
  const [header = [], row = []] = readCsv(exportOperations([rest], "csv"));
  for (const name of ["vdom", "body", "status", "code", "message"]) assert.equal(row[header.indexOf(name)], "", name);
});

test("no cell is a formula", () => {
  for (const text of ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "\uff1d1"]) {
    const [header = [], row = []] = readCsv(exportOperations([{ ...OPERATION, message: text, body: text }], "csv"));
    assert.equal(row[header.indexOf("message")], `'${text}`);
    assert.doesNotMatch(row[header.indexOf("body")] ?? "", /^[=+\-@\t\r]/);
  }
});

test("text has one line for each operation", () => {
  const { body: _body, message: _message, code: _code, query: _query, ...short } = OPERATION;
  assert.equal(
    exportOperations([{ ...short, outcome: "ok", status: 200 }, OPERATION], "text"),
    "2026-11-05T10:00:00.000Z POST /api/v2/cmdb/firewall/address vdom=root ok 200 12 ms\n" +
      "2026-11-05T10:00:00.000Z POST /api/v2/cmdb/firewall/address?datasource=true vdom=root failed 500 DUPLICATE 12 ms " +
      '{"name":"web","comment":"a \\"quoted\\", text\\nin lines"} "It is there already"\n',
  );
});

test("no text makes a line of its own", () => {
  const text = exportOperations([{ ...OPERATION, path: "/a\r\n2026 GET /forged", vdom: "x\u2028\ny" }], "text");
  assert.match(text, /^[^\r\n\u2028]+\n$/);
});

test("any operation can be exported in any format", () => {
  const text = string({ unit: "binary" });
  const records = record(
    { ...recordOf(text), body: jsonValue(), message: text, code: constantFrom("IN_USE", "TIMEOUT"), status: integer() },
    { requiredKeys: ["timestamp", "operation", "effect", "method", "area", "path", "outcome", "durationMs"] },
  );
  forAll(
    property(records, constantFrom<OperationFormat>("json", "csv", "text"), (given, format) => {
      const exported = exportOperations([given as OperationRecord], format);
      if (format === "csv") assert.equal(readCsv(exported).length, 2);
      if (format === "text") assert.equal(exported.split("\n").length, 2);
      if (format === "json") assert.deepEqual(JSON.parse(exported), JSON.parse(JSON.stringify([given])));
    }),
  );
});

test("a format that does not exist is refused by name", () => {
  assert.throws(
    () => exportOperations([], "xml" as "csv"),
    (error) =>
      isFortiError(error, "INVALID_INPUT") && /format is "xml", not one of json, csv, text/.test(error.message),
  );
});

function recordOf(text: ReturnType<typeof string>) {
  return {
    timestamp: text,
    operation: text,
    effect: constantFrom("read", "write"),
    method: constantFrom("GET", "POST"),
    area: constantFrom("cmdb", "other"),
    path: text,
    vdom: option(text, { nil: undefined }),
    outcome: constantFrom("ok", "failed"),
    durationMs: integer(),
  };
}

test("what a path does not say stands in its place, in lines and cells", () => {
  const target = "add pm/config/adom/root/obj/firewall/address";
  const { query: _query, vdom: _vdom, ...rest } = OPERATION;
  const record: OperationRecord = { ...rest, path: "/jsonrpc", target };
  assert.match(exportOperations([record], "text"), new RegExp(`POST ${target} failed`));
  const [header = [], row = []] = readCsv(exportOperations([record], "csv"));
  assert.equal(row[header.indexOf("path")], target);
});
