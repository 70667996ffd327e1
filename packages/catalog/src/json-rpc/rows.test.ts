import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatIndexLine, parseIndex } from "../index-table.ts";
import { callColumns, objectColumns, toObjectRow, toRpcRow } from "./rows.ts";
import type { ObjectEntry, RpcEntry } from "./types.ts";

const ROOTS = ["pm/config/adom/{adom}/obj/", "pm/config/global/obj/", "cli/global/", ""];
const word = fc.stringMatching(/^[a-z][a-z-]{0,7}$/);
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("/"));
const url = fc.tuple(fc.constantFrom(...ROOTS), path).map((parts) => parts.join(""));

const object: fc.Arbitrary<ObjectEntry> = fc.record({
  path,
  kind: fc.constantFrom("table", "object", "member"),
  urls: fc.tuple(path, fc.array(url)).chain(([own, others]) => {
    const common = ROOTS.map((root) => root + own);
    return fc.shuffledSubarray([...new Set([...common, ...others])], { minLength: 1 });
  }),
  methods: fc.subarray(["get", "add", "set", "update", "delete", "clone", "move"]),
  fields: fc.constant({}),
});

test("an object's row says what its entry says", () => {
  fc.assert(
    fc.property(object, fc.option(word), (plain, item) => {
      const entry = item === null ? plain : { ...plain, item };
      const [line] = parseIndex(`\n#object-x\n${formatIndexLine(entry, objectColumns(entry))}\n`);
      const { fields: _, ...facts } = entry;
      assert.deepEqual(line && toObjectRow(line), { area: "object", ...facts });
    }),
  );
});

test("a call's row says what its entry says", () => {
  const entry: RpcEntry = { path: "dvmdb/adom/{adom}/where used", methods: ["get"], calls: [] };
  for (const more of [{}, { item: "tid" }, { apiver: 3 }, { item: "tid", apiver: 3 }] as const) {
    const whole = { ...entry, ...more };
    const [line] = parseIndex(`\n#call-x\n${formatIndexLine(whole, callColumns(whole))}\n`);
    assert.deepEqual(line && toRpcRow(line), { area: "call", path: entry.path, methods: ["get"], ...more });
  }
});
