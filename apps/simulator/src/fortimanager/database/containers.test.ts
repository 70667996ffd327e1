import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase, type TestDatabase } from "../../testing/manager-database.ts";

const DEVICES = "dvmdb/adom/root/device";

async function withDevice(): Promise<TestDatabase> {
  const db = await openDatabase();
  await db.database.store({ table: DEVICES, key: "FGT1" }, { name: "FGT1", vdom: [{ name: "root" }] });
  return db;
}

test("a new ADOM has what it needs", async () => {
  const { add, get } = await openDatabase();
  assert.deepEqual((await add("dvmdb/adom", { name: "branch", desc: "Branches" })).data, { name: "branch" });
  const { data } = await get("dvmdb/adom/branch");
  assert.deepEqual([data.desc, data.mode, data.workspace_mode, data.tab_status], ["Branches", "gms", 0, null]);
  assert.ok(Number.isInteger(data.oid));
  assert.equal((await get("pm/config/adom/branch/obj/firewall/address/all")).code, 0);
  assert.equal((await get("pm/pkg/adom/branch/default")).data.type, "pkg");
  assert.equal((await add("dvmdb/adom", { name: "branch" })).code, -2);
});

test("an ADOM goes with all that is in it, but not while it has devices", async () => {
  const { database, add, delete: remove, get } = await withDevice();
  await add("dvmdb/adom", { name: "branch" });
  await add("dvmdb/adom/branch/object member", [{ name: "FGT1", vdom: "root" }]);
  assert.equal((await remove("dvmdb/adom/branch")).code, -20063);
  await remove("dvmdb/adom/branch/object member", { data: [{ name: "FGT1", vdom: "root" }] });
  assert.equal((await remove("dvmdb/adom/branch")).code, 0);
  assert.equal((await get("pm/config/adom/branch/obj/firewall/address")).code, -6);
  for (const prefix of ["pm/config/adom/branch", "pm/pkg/adom/branch", "dvmdb/adom/branch"]) {
    assert.deepEqual(database.tables(prefix), []);
  }
});

test("a device moves to the ADOM that takes it as a member", async () => {
  const { add, get } = await withDevice();
  await add("dvmdb/adom", { name: "branch" });
  await add("dvmdb/adom/branch/object member", [{ name: "FGT1", vdom: "root" }]);
  assert.equal((await get("dvmdb/adom/branch/device/FGT1")).code, 0);
  assert.equal((await get(`${DEVICES}/FGT1`)).code, -3);
  assert.equal((await get("dvmdb/device/FGT1")).code, 0);
  assert.equal((await add("dvmdb/adom/branch/object member", [{ name: "FGT9" }])).code, -3);
});

test("a package is renamed with its policies, and goes with them", async () => {
  const { database, add, update, delete: remove, get } = await openDatabase();
  await add("pm/pkg/adom/root", { name: "web", type: "pkg" });
  await add("pm/config/adom/root/pkg/web/firewall/policy", { name: "p" });
  await update("pm/pkg/adom/root/web", { name: "www" });
  assert.equal((await get("pm/config/adom/root/pkg/www/firewall/policy/1")).data.name, "p");
  assert.equal((await get("pm/config/adom/root/pkg/web/firewall/policy")).code, -6);
  await remove("pm/pkg/adom/root/www");
  assert.deepEqual(database.tables("pm/config/adom/root/pkg/www"), []);
});

test("a device goes with its database and its memberships", async () => {
  const { database, add, get } = await withDevice();
  const member = { name: "FGT1", vdom: "root" };
  await add("pm/pkg/adom/root/default/scope member", [member]);
  await add("dvmdb/adom/root/group", { name: "Branches" });
  await add("dvmdb/adom/root/group/Branches/object member", [member]);
  assert.equal(
    (await add("pm/config/device/FGT1/vdom/root/router/static", { "seq-num": 1, gateway: "10.0.0.1" })).code,
    0,
  );
  await database.store({ table: DEVICES, key: "FGT1" }, undefined);
  assert.deepEqual(database.tables("pm/config/device/FGT1"), []);
  assert.deepEqual((await get("pm/pkg/adom/root/default")).data["scope member"], []);
  const group = await get("dvmdb/adom/root/group/Branches", { option: "object member" });
  assert.deepEqual(group.data["object member"], []);
});

test("the list without an ADOM shows those of all", async () => {
  const { add, set, delete: remove, get } = await openDatabase();
  await add("dvmdb/adom", { name: "branch" });
  await add("dvmdb/adom/branch/script", { name: "s1", content: "get system status" });
  await add("dvmdb/script", { name: "s2" });
  const names = (await get("dvmdb/script", { fields: ["name"] })).data.map((row: { name: string }) => row.name);
  assert.deepEqual(names, ["s2", "s1"]);
  await set("dvmdb/script/s1", { desc: "status" });
  assert.equal((await get("dvmdb/adom/branch/script/s1")).data.desc, "status");
  assert.equal((await remove("dvmdb/script/s1")).code, 0);
  assert.equal((await get("dvmdb/script", { option: "count" })).data, 1);
});
