import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fortios } from "@fortiweave/catalog";
import type { FortiGate, ListOptions } from "@fortiweave/fortios/client";
import { searchEntries } from "./entry-search.ts";

/** Searches a table of these rows, and tells what the device was asked. */
async function search(path: string, rows: object[], words = "", paginationToken?: string) {
  const entry = await fortios.load("cmdb", path);
  assert.ok(entry);
  let asked: ListOptions | undefined;
  const list = async (options: ListOptions) => {
    asked = options;
    return rows.slice(options.start, (options.start ?? 0) + (options.count ?? 0));
  };
  const fgt = { untyped: () => ({ cmdb: () => ({ list }) }) } as unknown as FortiGate;
  const result = await searchEntries(fgt, { entry, options: { vdom: "blue" }, words, paginationToken });
  return { result, asked };
}

describe("searchEntries", () => {
  it("lists keys, asking for nothing else", async () => {
    const { result, asked } = await search("firewall/address", [{ name: "web" }, { name: "a/b" }]);
    assert.deepEqual(result, {
      results: [
        { name: "web", value: "web" },
        { name: "a/b", value: "a/b" },
      ],
    });
    assert.deepEqual(asked, { vdom: "blue", fields: ["name"], start: 0, count: 200 });
  });

  it("lets the device search", async () => {
    const { asked } = await search("firewall/address", [], " we ");
    assert.deepEqual(asked?.filter, [[["name", "=@", "we"]]]);
  });

  it("shows names beside numbers, and finds by either", async () => {
    const { result, asked } = await search(
      "firewall/policy",
      [
        { policyid: 7, name: "out" },
        { policyid: 8, name: "" },
      ],
      "7",
    );
    assert.deepEqual(result.results, [
      { name: "7: out", value: "7" },
      { name: "8", value: "8" },
    ]);
    assert.deepEqual(asked?.filter, [
      [
        ["name", "=@", "7"],
        ["policyid", "==", "7"],
      ],
    ]);
    assert.deepEqual((await search("firewall/policy", [], "out")).asked?.filter, [[["name", "=@", "out"]]]);
  });

  it("pages", async () => {
    const rows = Array.from({ length: 250 }, (_, index) => ({ name: `a${index}` }));
    const first = await search("firewall/address", rows);
    assert.equal(first.result.paginationToken, "200");
    const second = await search("firewall/address", rows, "", "200");
    assert.equal(second.result.results.length, 50);
    assert.equal(second.result.paginationToken, undefined);
  });

  it("has no entries for settings", async () => {
    assert.deepEqual((await search("system/global", [{ hostname: "x" }])).result, { results: [] });
  });
});
