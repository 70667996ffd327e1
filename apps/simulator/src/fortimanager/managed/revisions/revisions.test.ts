import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet } from "../../testing/fleet.ts";

const REVISIONS = "dvmdb/adom/root/revision";
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const SCOPE = [{ name: "fortigate-1", vdom: "root" }];

test("an ADOM goes back to a revision, which becomes the newest one", async () => {
  const fleet = await startFleet();
  await fleet.ask("add", ADDRESSES, { name: "kept", subnet: ["10.0.0.1", "255.255.255.255"] });
  const { version } = await fleet.ask("add", REVISIONS, { name: "first", desc: "before", locked: 0 });
  await fleet.ask("delete", `${ADDRESSES}/kept`);
  await fleet.ask("add", ADDRESSES, { name: "later", subnet: ["10.0.0.2", "255.255.255.255"] });
  const back = await fleet.ask("clone", `${REVISIONS}/${version}`, { name: "back" });
  assert.equal(back.version, 2);
  assert.equal((await fleet.ask("get", `${ADDRESSES}/kept`)).name, "kept");
  assert.equal((await fleet.call("get", `${ADDRESSES}/later`)).status.code, -3);
  const list: { name: string; created_by: string }[] = await fleet.ask("get", REVISIONS);
  assert.deepEqual(
    list.map(({ name, created_by: by }) => [name, by]),
    [
      ["first", "fortiweave"],
      ["back", "fortiweave"],
    ],
  );
  await fleet.ask("delete", `${REVISIONS}/1`);
  assert.equal((await fleet.call("clone", `${REVISIONS}/1`, {})).status.code, -3);
});

test("a device has a revision of each retrieve and installation, and its database goes back to one", async () => {
  const fleet = await startFleet();
  await fleet.ask("update", "pm/config/device/fortigate-1/global/system/dns", { primary: "192.0.2.53" });
  await fleet.task("securityconsole/install/device", { adom: "root", scope: SCOPE, dev_rev_comments: "new server" });
  const list = await fleet.ask("exec", "deployment/get/device/revision", { device: "fortigate-1" });
  assert.equal(list.base_ver, 2);
  assert.deepEqual(
    list.revinfo.map(({ revision, comments }: { revision: number; comments: string }) => [revision, comments]),
    [
      [2, "new server"],
      [1, ""],
    ],
  );
  const checkout = (revision: number) =>
    fleet.ask("exec", "deployment/checkout/revision", { device: "fortigate-1", revision });
  assert.match((await checkout(-1)).content, /set primary 192\.0\.2\.53/);
  assert.doesNotMatch((await checkout(1)).content, /192\.0\.2\.53/);
  await fleet.ask("exec", "deployment/revert", { device: "fortigate-1", revision: 1 });
  assert.equal((await fleet.gate(0, "GET", "cmdb/system/dns")).results.primary, "192.0.2.53");
  assert.equal((await fleet.ask("get", "dvmdb/device/fortigate-1")).db_status, "mod");
  await fleet.task("securityconsole/install/device", { adom: "root", scope: SCOPE });
  assert.equal((await fleet.gate(0, "GET", "cmdb/system/dns")).results.primary, "96.45.45.45");
});

test("a revision is a number, and one that is there", async () => {
  const fleet = await startFleet();
  const checkout = (revision: unknown) =>
    fleet.call("exec", "deployment/checkout/revision", { device: "fortigate-1", revision });
  assert.equal((await checkout("1")).status.code, -10);
  assert.equal((await checkout(99)).status.code, -3);
});
