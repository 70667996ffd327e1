import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import fc from "fast-check";
import { parse } from "yaml";
import { formatRows } from "./format-rows.ts";

const rows = [
  { policyid: 1, q_origin_key: 1, name: "out", srcaddr: [{ name: "all", q_origin_key: "all" }], comments: 'say "hi"' },
  {
    policyid: 12,
    q_origin_key: 12,
    name: "in, then out",
    srcaddr: [{ name: "web" }, { name: "db 1" }],
    action: "deny",
  },
];
const columns = ["policyid", "name", "srcaddr"] as const;

test("a table is aligned, with a line under its head", () => {
  assert.equal(
    formatRows(rows, "table", { columns }),
    [
      "policyid  name          srcaddr", //
      "--------  ------------  ---------",
      "1         out           all",
      "12        in, then out  web, db 1",
      "",
    ].join("\n"),
  );
});

test("without columns, all that any row has are there, but for what the device adds", () => {
  const [head] = formatRows(rows, "table").split("\n");
  assert.deepEqual(head?.split(/ +/), ["policyid", "name", "srcaddr", "comments", "action"]);
  assert.equal(formatRows([], "table", { columns }).split("\n").length, 3);
  assert.equal(formatRows([], "csv") + formatRows([], "table"), "");
});

test("CSV is quoted where it must be, and no spreadsheet takes a cell for a formula", () => {
  assert.equal(
    formatRows(rows, "csv", { columns: ["name", "comments", "srcaddr"] }),
    'name,comments,srcaddr\r\nout,"say ""hi""",all\r\n"in, then out",,"web, db 1"\r\n',
  );
  assert.equal(formatRows([{ name: "=1+1" }], "csv"), "name\r\n'=1+1\r\n");
});

test("what is no list of names stands in a cell as JSON", () => {
  const cell = (value: unknown) => formatRows([{ value }], "table").split("\n")[2];
  assert.equal(cell([{ id: 1, q_origin_key: 1, ip: "10.0.0.1" }]), '[{"id":1,"ip":"10.0.0.1"}]');
  assert.equal(cell({ a: 1 }), '{"a":1}');
  assert.equal(cell([1, 2]), "1, 2");
  assert.equal(cell([]), "");
  assert.equal(cell(null), "");
  assert.equal(cell([[1]]), "[[1]]");
  assert.equal(cell([{ name: { a: 1 } }]), '[{"name":{"a":1}}]');
});

test("what a log line holds cannot move the cursor of a terminal", () => {
  const [, , line] = formatRows([{ msg: "a\u001b[2Jb\nc" }], "table").split("\n");
  assert.equal(line, "a\\u001b[2Jb\\u000ac");
});

test("JSON keeps the rows, or the columns of them", () => {
  assert.deepEqual(JSON.parse(formatRows(rows, "json")), rows);
  assert.deepEqual(JSON.parse(formatRows(rows, "json", { columns: ["policyid", "action"] as never })), [
    { policyid: 1 },
    { policyid: 12, action: "deny" },
  ]);
});

test("YAML is in block style", () => {
  assert.equal(
    formatRows(rows, "yaml", { columns: ["policyid", "name", "srcaddr"] }),
    [
      "- policyid: 1",
      "  name: out",
      "  srcaddr:",
      "    - name: all",
      "      q_origin_key: all",
      "- policyid: 12",
      '  name: "in, then out"',
      "  srcaddr:",
      "    - name: web",
      "    - name: db 1",
      "",
    ].join("\n"),
  );
  assert.equal(formatRows([], "yaml"), "[]\n");
});

test("texts that YAML would read as something else are quoted", () => {
  const values = [
    "no",
    "Yes",
    "null",
    "~",
    "1",
    "1e3",
    "0x1F",
    "1:20",
    "2024-01-01",
    "",
    " a",
    "a ",
    "- a",
    "a: b",
    "a #b",
    "*x",
    "&x",
    "!x",
    "%x",
    "@x",
    "`x",
    "{}",
    "[]",
    "'",
    '"',
    "|",
    ">",
    "?",
    "a\nb",
    "\u0085",
    "\u2028",
    ".inf",
    "<<",
    "=",
    "é",
  ];
  for (const version of ["1.1", "1.2"] as const) {
    assert.deepEqual(
      parse(
        formatRows(
          values.map((value) => ({ [value]: value })),
          "yaml",
        ),
        { version, uniqueKeys: false },
      ),
      values.map((value) => ({ [value]: value })),
    );
  }
});

test("every value that JSON carries comes back from YAML", () => {
  const row = fc.dictionary(
    fc.string({ unit: "binary" }).filter((text) => text !== "__proto__"),
    fc.jsonValue({ stringUnit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 4 }), (given) => {
      const plain = JSON.parse(JSON.stringify(given)) as unknown;
      assert.deepEqual(parse(formatRows(given, "yaml")), plain);
    }),
    { numRuns: 200 },
  );
});

test("another format, and what is no list, are refused", () => {
  const refused = (run: () => unknown, words: RegExp) =>
    assert.throws(run, (error) => isFortiError(error, "INVALID_INPUT") && words.test(error.message));
  refused(() => formatRows(rows, "xml" as "csv"), /"xml"/);
  refused(() => formatRows(rows, "toString" as "csv"), /toString/);
  refused(() => formatRows({ name: "x" } as never, "csv"), /list of rows/);
});
