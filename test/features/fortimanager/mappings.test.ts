import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const [one, two] = manager.fortigates.map(({ handle }) => ({ name: handle.name, vdom: "root" }));
if (one === undefined || two === undefined) throw new Error("two FortiGates are needed");

beforeEach(() => manager.reset());

const refused = (code: string, words: RegExp) => (error: unknown) =>
  isFortiError(error) && error.code === code && words.test(error.message);

test("feature mappings: one mapping is added, changed and removed without touching the others", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await addresses.create({
    name: "web",
    subnet: "10.0.0.0/24",
    dynamic_mapping: [{ _scope: [two], subnet: "10.2.0.0/24", comment: "second" }],
  });
  const mappings = addresses.mappings("web");
  const added = await mappings.set(one, { subnet: "10.1.0.0/24" });
  assert.deepEqual(
    [added.changed, added.before, added.after?.subnet],
    [true, undefined, ["10.1.0.0", "255.255.255.0"]],
  );
  const changed = await mappings.set(one, { comment: "first" });
  assert.deepEqual([changed.changed, changed.before?.comment, changed.after?.comment], [true, null, "first"]);
  assert.deepEqual(changed.after?.subnet, ["10.1.0.0", "255.255.255.0"], "what is not named stays");
  const rows = await mappings.list();
  assert.deepEqual(
    rows.map(({ _scope, comment }) => [_scope[0]?.name, comment]),
    [
      [two.name, "second"],
      [one.name, "first"],
    ],
  );
  const removed = await mappings.remove(one);
  assert.deepEqual([removed.changed, removed.before?.comment, removed.after], [true, "first", undefined]);
  assert.equal((await mappings.list()).length, 1);
  assert.deepEqual((await addresses.get("web")).subnet, ["10.0.0.0", "255.255.255.0"]);
});

test("feature mappings: what is as wanted already is not written", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await addresses.create({ name: "web", dynamic_mapping: [{ _scope: [one], subnet: "10.1.0.0/24", type: "ipmask" }] });
  await manager.forget();
  const mappings = addresses.mappings("web");
  for (const subnet of ["10.1.0.0/24", "10.1.0.0 255.255.255.0", ["10.1.0.0", "255.255.255.0"]]) {
    assert.equal((await mappings.set(one, { subnet, type: "ipmask" })).changed, false);
  }
  assert.equal((await mappings.remove(two)).changed, false);
  assert.ok((await manager.calls()).every((call) => call.startsWith("get ")));
});

test("feature mappings: each is written at a url of its own, names with slashes included", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await addresses.create({ name: "10.0.0.0/8" });
  const mappings = addresses.mappings("10.0.0.0/8");
  await mappings.set(one, { color: 3 });
  await mappings.set(one, { color: 4 });
  await mappings.remove(one);
  const table = "pm/config/adom/root/obj/firewall/address/10.0.0.0\\/8/dynamic_mapping";
  const writes = (await manager.calls()).filter((call) => !call.startsWith("get ")).slice(1);
  assert.deepEqual(writes, [`add ${table}`, `update ${table}/${one.name}/root`, `delete ${table}/${one.name}/root`]);
});

test("feature mappings: a scope without a VDOM is a device group", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.table("dvmdb/group").create({ name: "branches", os_type: "fos" });
  const addresses = adom.table("firewall/address");
  await addresses.create({ name: "web" });
  const mappings = addresses.mappings("web");
  await mappings.set({ name: "branches" }, { subnet: "10.3.0.0/16" });
  assert.deepEqual((await mappings.find({ name: "branches" }))?.subnet, ["10.3.0.0", "255.255.0.0"]);
  assert.equal(await mappings.find({ name: "branches", vdom: "root" }), undefined);
  assert.equal((await mappings.remove({ name: "branches" })).changed, true);
});

test("feature mappings: a mapping is checked like an entry, and its entry must be there", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  await addresses.create({ name: "web" });
  await manager.forget();
  const mappings = addresses.mappings("web");
  await assert.rejects(
    mappings.set(one, { type: "ipmsk" as never }),
    refused("INVALID_INPUT", /dynamic_mapping.*"ipmask"/),
  );
  await assert.rejects(mappings.set({ name: "" }, {}), refused("INVALID_INPUT", /Not a device or group/));
  await assert.rejects(mappings.set("FGT1" as never, {}), refused("INVALID_INPUT", /Not a device or group/));
  assert.deepEqual(await manager.calls(), []);
  await assert.rejects(addresses.mappings("nothing").list(), refused("NOT_FOUND", /"nothing"/));
});

test("feature mappings: installation targets of a package are added and removed one by one", async () => {
  await using fmg = manager.connect();
  const adom = fmg.adom("root");
  await adom.table("pm/pkg").create({ name: "branch", type: "pkg" } as never);
  const { targets } = adom.package("branch");
  assert.deepEqual(await targets.list(), []);
  const added = await targets.add([one, two]);
  assert.deepEqual([added.changed, added.added, added.targets], [true, [one, two], [one, two]]);
  assert.deepEqual((await targets.add(one)).changed, false);
  await adom.table("dvmdb/group").create({ name: "branches", os_type: "fos" });
  assert.deepEqual((await targets.add({ name: "branches" })).added, [{ name: "branches" }]);
  const removed = await targets.remove([one, { name: "nothing" }]);
  assert.deepEqual([removed.changed, removed.removed], [true, [one]]);
  assert.deepEqual(await targets.list(), [two, { name: "branches" }]);
  const { length } = (await manager.calls()).filter((call) => call === "add pm/pkg/adom/root/branch/scope member");
  assert.equal(length, 2, "two at once, and the group");
});

test("feature mappings: members of a device group are added and removed one by one", async () => {
  await using fmg = manager.connect();
  const groups = fmg.adom("root").table("dvmdb/group");
  await groups.create({ name: "branches", os_type: "fos" });
  const targets = groups.targets("branches");
  assert.equal((await targets.add([one, two])).changed, true);
  assert.deepEqual((await targets.remove(one)).targets, [two]);
  assert.deepEqual(await targets.list(), [two]);
});

test("feature mappings: ensure compares mappings as a set, and writes the table whole only to take one away", async () => {
  await using fmg = manager.connect();
  const addresses = fmg.adom("root").table("firewall/address");
  const mapping = (scope: typeof one, subnet: string) => ({ _scope: [scope], subnet });
  await addresses.ensure({ name: "web", dynamic_mapping: [mapping(one, "10.1.0.0/24"), mapping(two, "10.2.0.0/24")] });
  await addresses.mappings("web").set(two, { comment: "kept" });
  const same = { name: "web", dynamic_mapping: [mapping(two, "10.2.0.0/24"), mapping(one, "10.1.0.0/24")] };
  assert.equal((await addresses.ensure(same)).changed, false);
  await addresses.ensure({ name: "web", dynamic_mapping: [mapping(one, "10.1.1.0/24"), mapping(two, "10.2.0.0/24")] });
  assert.equal((await addresses.mappings("web").find(two))?.comment, "kept");
  await addresses.ensure({ name: "web", dynamic_mapping: [mapping(two, "10.2.0.0/24")] });
  assert.deepEqual(
    (await addresses.mappings("web").list()).map(({ _scope, comment }) => [_scope[0]?.name, comment]),
    [[two.name, "kept"]],
  );
});

test("feature mappings: a client that simulates writes none", async () => {
  await using fmg = manager.connect();
  await fmg.adom("root").table("firewall/address").create({ name: "web" });
  await using reader = manager.connect({ readOnly: "simulate" });
  await manager.forget();
  const result = await reader.adom("root").table("firewall/address").mappings("web").set(one, { color: 3 });
  assert.ok(result.changed && result.simulated !== undefined && result.after === undefined);
  assert.ok((await manager.calls()).every((call) => call.startsWith("get ")));
});
