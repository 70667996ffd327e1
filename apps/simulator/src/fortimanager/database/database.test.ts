import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase, sessionNamed, type TestDatabase } from "../../testing/manager-database.ts";
import type { Spot } from "../parts.ts";
import { RpcRefusal } from "../rpc-refusal.ts";

const ADDRESS = "pm/config/adom/root/obj/firewall/address";
const GROUP = "pm/config/adom/root/obj/firewall/addrgrp";
const POLICY = "pm/config/adom/root/pkg/default/firewall/policy";
const OTHER = sessionNamed("other");
const ALL = (): boolean => true;

const openStaged = (): Promise<TestDatabase> => openDatabase({ isStaged: () => true });

test("a session sees what it has staged, nobody else does before it is committed", async () => {
  const { database, session, add, get } = await openStaged();
  await add(ADDRESS, { name: "web" });
  assert.equal((await get(`${ADDRESS}/web`)).code, 0);
  assert.equal((await get(`${ADDRESS}/web`, {}, OTHER)).code, -3);
  assert.equal(await database.entry({ table: ADDRESS, key: "web" }), undefined);
  assert.ok(await database.entry({ table: ADDRESS, key: "web" }, session));
  assert.deepEqual(database.commit(session, ALL), [{ table: ADDRESS, key: "web" }]);
  assert.equal((await get(`${ADDRESS}/web`, {}, OTHER)).code, 0);
  assert.equal(database.isDirty(session, ALL), false);
});

test("discarded, it is gone", async () => {
  const { database, session, add, delete: remove, get } = await openStaged();
  await add(ADDRESS, { name: "web" });
  await remove(`${ADDRESS}/gmail.com`, { option: "force" });
  assert.equal(database.isDirty(session, ALL), true);
  const spots = database.discard(session, ALL);
  assert.ok(spots.some(({ key }) => key === "gmail.com"));
  assert.deepEqual([(await get(`${ADDRESS}/web`)).code, (await get(`${ADDRESS}/gmail.com`)).code], [-3, 0]);
});

test("commit and discard take only what they cover", async () => {
  const { database, session, add, get } = await openStaged();
  await add(ADDRESS, { name: "web" });
  await add(POLICY, { name: "p", srcaddr: "web" });
  const inPackage = ({ table }: Spot): boolean => table.includes("/pkg/");
  assert.deepEqual(
    database.commit(session, ({ table }) => !inPackage({ table })),
    [{ table: ADDRESS, key: "web" }],
  );
  assert.deepEqual(
    [database.isDirty(session, inPackage), database.isDirty(session, (spot) => !inPackage(spot))],
    [true, false],
  );
  database.discard(session, inPackage);
  assert.equal((await get(POLICY, { option: "count" })).data, 0);
});

test("what another session commits shows through, row by row", async () => {
  const { database, session, call, get } = await openStaged();
  await call("add", ADDRESS, { data: { name: "mine" } });
  await call("add", ADDRESS, { data: { name: "theirs" } }, OTHER);
  database.commit(OTHER, ALL);
  const names = (await get(ADDRESS, { filter: ["name", "in", "mine", "theirs"] })).data;
  assert.equal(names.length, 2);
  database.commit(session, ALL);
  assert.equal((await get(ADDRESS, { filter: ["name", "in", "mine", "theirs"] }, OTHER)).data.length, 2);
});

test("order, renames and references are staged and committed with the rest", async () => {
  const { database, session, add, call, update } = await openStaged();
  await add(ADDRESS, { name: "web" });
  await add(POLICY, [{ policyid: 1, srcaddr: "web" }, { policyid: 2 }]);
  await call("move", `${POLICY}/2`, { option: "before", target: 1 });
  await update(`${ADDRESS}/web`, { name: "www" });
  database.commit(session, ALL);
  const policies = await database.entries(POLICY);
  assert.deepEqual(
    policies.map(({ policyid, srcaddr }) => [policyid, srcaddr]),
    [
      [2, undefined],
      [1, ["www"]],
    ],
  );
});

test("what one session has staged can be handed to another", async () => {
  const { database, session, add, get } = await openStaged();
  await add(ADDRESS, { name: "web" });
  database.copyStaged(session, OTHER, ALL);
  database.discard(session, ALL);
  assert.deepEqual([(await get(`${ADDRESS}/web`)).code, (await get(`${ADDRESS}/web`, {}, OTHER)).code], [-3, 0]);
});

test("every write is asked about first, spot by spot", async () => {
  const asked: Spot[] = [];
  const isStaged = (spot: Spot): boolean => {
    asked.push(spot);
    if (spot.key === "secret") throw new RpcRefusal(-10147, "no write permission");
    return false;
  };
  const { add, set, call, get } = await openDatabase({ isStaged });
  await add(ADDRESS, [{ name: "a" }, { name: "b" }]);
  await add(`${ADDRESS}/a/dynamic_mapping`, { _scope: [{ name: "FGT1", vdom: "root" }] });
  await set("cli/global/system/global", { hostname: "x" });
  await add(POLICY, { name: "p" });
  await call("get", ADDRESS);
  assert.deepEqual(asked, [
    { table: ADDRESS, key: "a" },
    { table: ADDRESS, key: "b" },
    { table: ADDRESS, key: "a" },
    { table: "cli/global/system/global" },
    { table: POLICY },
  ]);
  assert.equal((await add(ADDRESS, [{ name: "c" }, { name: "secret" }])).code, -10147);
  assert.equal((await get(`${ADDRESS}/c`)).code, -3);
});

test("FortiManager itself stores without asking, and everybody hears of it", async () => {
  const { database, get } = await openDatabase({
    isStaged: () => {
      throw new RpcRefusal(-10147, "no write permission");
    },
  });
  const heard: Spot[] = [];
  database.onCommitted((spots) => heard.push(...spots));
  const spot = { table: "dvmdb/adom/root/device", key: "FGT1" };
  await database.store(spot, { name: "FGT1", conn_status: "up" });
  const { data } = await get("dvmdb/device/FGT1");
  assert.deepEqual([data.name, data.conn_status, Number.isInteger(data.oid)], ["FGT1", "up", true]);
  await database.store(spot, { name: "FGT1", conn_status: "down" });
  assert.equal((await get("dvmdb/device/FGT1")).data.oid, data.oid);
  await database.store(spot, undefined);
  assert.equal((await get("dvmdb/device/FGT1")).code, -3);
  assert.deepEqual(heard, [spot, spot, spot]);
});

test("a snapshot brings back what was there, and takes away what was not", async () => {
  const { database, add, update, delete: remove, get } = await openDatabase();
  await add(ADDRESS, [{ name: "keep", color: 1 }, { name: "gone" }]);
  await add(POLICY, [{ policyid: 1 }, { policyid: 2 }]);
  const snapshot = database.snapshot("pm/config/adom/root");
  await update(`${ADDRESS}/keep`, { color: 2 });
  await remove(`${ADDRESS}/gone`);
  await add(GROUP, { name: "new", member: "keep" });
  await remove(`${POLICY}/1`);
  database.restore(snapshot);
  assert.deepEqual([(await get(`${ADDRESS}/keep`)).data.color, (await get(`${ADDRESS}/gone`)).code], [1, 0]);
  assert.equal((await get(`${GROUP}/new`)).code, -3);
  assert.deepEqual(
    (await database.entries(POLICY)).map(({ policyid }) => policyid),
    [1, 2],
  );
});

test("a reset leaves what it had from the factory", async () => {
  const { database, session, add, get } = await openStaged();
  await add(ADDRESS, { name: "web" });
  database.commit(session, ALL);
  await add(ADDRESS, { name: "staged" });
  await database.reset();
  assert.deepEqual([(await get(`${ADDRESS}/web`)).code, (await get(`${ADDRESS}/staged`)).code], [-3, -3]);
  assert.equal((await get(`${ADDRESS}/all`)).code, 0);
});

test("a thousand entries take a moment, and twenty of them next to none", async (t) => {
  const { add, get } = await openDatabase();
  const rows = Array.from({ length: 1000 }, (_, at) => ({ name: `h${at}`, subnet: `10.0.${at >> 8}.${at & 255}/32` }));
  await add(ADDRESS, rows[0]);
  const start = performance.now();
  for (const row of rows.slice(1)) await add(ADDRESS, row);
  const added = performance.now() - start;
  await get(ADDRESS, { range: [0, 20] });
  const asked = performance.now();
  await get(ADDRESS, { range: [0, 20] });
  const read = performance.now() - asked;
  t.diagnostic(`${added.toFixed(0)} ms, ${read.toFixed(2)} ms`);
  assert.ok(added < 1500, `${added} ms`);
  assert.ok(read < 20, `${read} ms`);
});
