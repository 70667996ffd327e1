import assert from "node:assert/strict";
import { test } from "node:test";
import { parseModel } from "../../../models/models.ts";
import { openDatabase } from "../../../testing/manager-database.ts";

for (const version of ["7.2.11", "7.4.8", "7.6.4"]) {
  test(`what ${version} starts with can be written back as it is`, async () => {
    const { database, set } = await openDatabase({ version });
    const tables = database.tables("pm/config");
    assert.ok(tables.length > 20, String(tables));
    for (const table of tables) {
      for (const { oid: _oid, ...entry } of await database.entries(table)) {
        assert.equal((await set(table, entry)).message, "OK", `${table} ${entry.name}`);
      }
    }
  });
}

test("it starts with what a FortiManager has", async () => {
  const { get } = await openDatabase();
  assert.deepEqual((await get("dvmdb/adom", { fields: ["name"] })).data[0].name, "root");
  assert.equal((await get("cli/global/system/global")).data["workspace-mode"], "disabled");
  assert.equal((await get("cli/global/system/admin/user/admin")).data.profileid, "Super_User");
  assert.equal((await get("cli/global/system/admin/profile/Super_User")).data["super-user-profile"], "enable");
  assert.deepEqual((await get("pm/config/adom/root/pkg/default/firewall/policy")).data, []);
  assert.equal((await get("pm/pkg/global/default")).data.type, "pkg");
  assert.equal((await get("pm/config/global/obj/firewall/address/gall")).code, 0);
  for (const name of ["HTTP", "HTTPS", "DNS", "SSH", "PING", "ALL"]) {
    assert.equal((await get(`pm/config/adom/root/obj/firewall/service/custom/${name}`)).code, 0, name);
  }
});

test("no two entries share a number", async () => {
  const { database } = await openDatabase();
  const numbers: unknown[] = [];
  for (const table of database.tables("")) {
    for (const { oid } of await database.entries(table)) if (oid !== undefined) numbers.push(oid);
  }
  assert.equal(new Set(numbers).size, numbers.length);
});

test("policies can name the interfaces of the devices at once", async () => {
  const { get } = await openDatabase({ models: [parseModel("FGT-60F"), parseModel("FGVM64")] });
  for (const name of ["port1", "wan1", "internal", "dmz"]) {
    const { data } = await get(`pm/config/adom/root/obj/dynamic/interface/${name}`);
    assert.deepEqual([data?.["default-mapping"], data?.["defmap-intf"]], ["enable", name], name);
  }
  assert.equal((await get("pm/config/adom/root/obj/dynamic/interface/x1")).code, -3);
});
