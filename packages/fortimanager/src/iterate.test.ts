import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import type { GetOptions } from "./call-parameters.ts";
import { type IterateOptions, iterateRows } from "./iterate.ts";

const ADDRESSES = "pm/config/adom/root/obj/firewall/address";

/** A table of so many rows; `added` come in front of them after the first page. */
function table(rows: number, added = 0) {
  const asked: GetOptions[] = [];
  let names = Array.from({ length: rows }, (_, at) => `m${String(at).padStart(3, "0")}`);
  const get = (options: GetOptions): Promise<unknown> => {
    asked.push(options);
    const [offset = 0, count = 0] = options.range ?? [];
    const page = names.slice(offset, offset + count).map((name) => ({ name }));
    if (asked.length === 1) names = [...Array.from({ length: added }, (_, at) => `a${at}`), ...names];
    return Promise.resolve(page);
  };
  const read = async (options: IterateOptions = {}, url = ADDRESSES): Promise<unknown[]> => {
    const found: unknown[] = [];
    for await (const row of iterateRows(url, options, get)) found.push(row.name);
    return found;
  };
  return { asked, read, names };
}

test("pages follow each other until one is not full", async () => {
  const { asked, read, names } = table(25);
  assert.deepEqual(await read({ pageSize: 10 }), names);
  assert.deepEqual(
    asked.map(({ range }) => range),
    [
      [0, 10],
      [10, 10],
      [20, 10],
    ],
  );
});

test("a last page that is full takes one more look", async () => {
  const { asked, read } = table(20);
  assert.equal((await read({ pageSize: 10 })).length, 20);
  assert.equal(asked.length, 3);
});

test("rows come in the order of their keys, unless told or the table has its own", async () => {
  const addresses = table(3);
  await addresses.read();
  assert.equal(addresses.asked[0]?.sortings, "name");
  const other = table(3);
  await other.read({ sortings: "-name" });
  assert.equal(other.asked[0]?.sortings, "-name");
  const policies = table(3);
  await policies.read({}, "pm/config/adom/root/pkg/default/firewall/policy");
  assert.equal(policies.asked[0]?.sortings, undefined);
  const unknown = table(3);
  await unknown.read({}, "no/such/table");
  assert.equal(unknown.asked[0]?.sortings, undefined);
});

test("a row that comes again is dropped", async () => {
  const { read, names } = table(25, 2);
  assert.deepEqual(await read({ pageSize: 10 }), names);
});

test("a row that comes again is known by its number where the key is not known", async () => {
  const pages = [[{ oid: 1 }, { oid: 2 }], [{ oid: 2 }, { oid: 3 }], []];
  const found = [];
  for await (const { oid } of iterateRows("no/such/table", { pageSize: 2 }, () => Promise.resolve(pages.shift())))
    found.push(oid);
  assert.deepEqual(found, [1, 2, 3]);
});

test("start and count choose", async () => {
  const { asked, read, names } = table(50);
  assert.deepEqual(await read({ pageSize: 10, start: 5, count: 12 }), names.slice(5, 17));
  assert.equal(asked.length, 2);
  assert.deepEqual(await table(50).read({ count: 0 }), []);
});

test("no page is read before it is wanted, and no further one for a row that is left", async () => {
  const asked: GetOptions[] = [];
  const rows = iterateRows(ADDRESSES, { pageSize: 2 }, (options) => {
    asked.push(options);
    return Promise.resolve([{ name: "a" }, { name: "b" }]);
  });
  assert.equal(asked.length, 0);
  await rows.next();
  await rows.next();
  assert.equal(asked.length, 1);
});

test("a url that knows no ranges answers everything once", async () => {
  let requests = 0;
  const all = ["a", "b", "c", "d"].map((name) => ({ name }));
  const read = async (options: IterateOptions): Promise<unknown[]> => {
    const found = [];
    const get = () => Promise.resolve(requests++ < 9 ? all : []);
    for await (const { name } of iterateRows("no/such/table", options, get)) found.push(name);
    return found;
  };
  assert.deepEqual(await read({ pageSize: 2 }), ["a", "b", "c", "d"]);
  assert.deepEqual(await read({ pageSize: 2, start: 1, count: 2 }), ["b", "c"]);
  assert.equal(requests, 2);
});

test("numbers that are none are refused at the first step", async () => {
  for (const options of [{ pageSize: 0 }, { start: -1 }, { count: 1.5 }]) {
    await assert.rejects(table(1).read(options), (error) => isFortiError(error, "INVALID_INPUT"));
  }
});

test("an empty table, and an answer without data", async () => {
  assert.deepEqual(await table(0).read(), []);
  const rows = [];
  for await (const row of iterateRows(ADDRESSES, {}, () => Promise.resolve(undefined))) rows.push(row);
  assert.deepEqual(rows, []);
});
