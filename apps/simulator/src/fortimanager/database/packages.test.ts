import assert from "node:assert/strict";
import { test } from "node:test";
import { openDatabase } from "../../testing/manager-database.ts";

const PACKAGES = "pm/pkg/adom/root";

test("packages lie in folders, and are shown as a tree", async () => {
  const { add, get } = await openDatabase();
  await add(PACKAGES, { name: "customers", type: "folder" });
  await add(`${PACKAGES}/customers`, { name: "north", type: "folder" });
  assert.equal((await add(`${PACKAGES}/customers/north`, { name: "web", type: "pkg" })).code, 0);
  const { data } = await get(PACKAGES);
  const folder = data.find(({ name }: { name: string }) => name === "customers");
  assert.deepEqual([folder.type, folder.subobj[0].name, folder.subobj[0].subobj[0].name], ["folder", "north", "web"]);
  assert.equal((await get(`${PACKAGES}/customers/north/web`)).data.name, "web");
});

test("the path of a package stands in the urls of its policies", async () => {
  const { database, add, update, get } = await openDatabase();
  await add(PACKAGES, [
    { name: "customers", type: "folder" },
    { name: "customers/web", type: "pkg" },
  ]);
  const policies = "pm/config/adom/root/pkg/customers/web/firewall/policy";
  assert.equal((await add(policies, { name: "p" })).code, 0);
  assert.equal((await get(`${policies}/1`)).data.name, "p");
  assert.deepEqual(
    (await database.entries(PACKAGES)).map(({ name }) => name),
    ["default", "customers", "customers/web"],
  );
  await update(`${PACKAGES}/customers/web`, { name: "www" });
  assert.equal((await get("pm/config/adom/root/pkg/customers/www/firewall/policy/1")).code, 0);
});

test("a folder may come with its content, and shows it", async () => {
  const { add, get } = await openDatabase();
  const inside = { name: "north", type: "folder", subobj: [{ name: "web", type: "pkg" }] };
  const content = [inside, { name: "dns", type: "pkg" }];
  assert.equal((await add(PACKAGES, { name: "customers", type: "folder", subobj: content })).code, 0);
  const { data } = await get(`${PACKAGES}/customers`);
  assert.deepEqual(
    [data.name, data.subobj.map(({ name }: { name: string }) => name), data.subobj[0].subobj[0].name],
    ["customers", ["north", "dns"], "web"],
  );
  assert.equal((await add(`${PACKAGES}/customers/north`, [{ name: "a", type: "pkg" }])).code, 0);
  assert.equal((await get("pm/config/adom/root/pkg/customers/north/a/firewall/policy")).code, 0);
});

test("a folder goes with what is in it", async () => {
  const { database, add, delete: remove, get } = await openDatabase();
  await add(PACKAGES, [
    { name: "customers", type: "folder" },
    { name: "customers/web", type: "pkg" },
  ]);
  await add("pm/config/adom/root/pkg/customers/web/firewall/policy", { name: "p" });
  assert.equal((await remove(`${PACKAGES}/customers`)).code, 0);
  assert.equal((await get(`${PACKAGES}/customers/web`)).code, -3);
  assert.deepEqual(database.tables("pm/config/adom/root/pkg/customers"), []);
});
