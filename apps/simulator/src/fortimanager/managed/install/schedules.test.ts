import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet, type TestFleet } from "../../testing/fleet.ts";

const SCOPE = [{ name: "fortigate-1", vdom: "root" }];
const PACKAGE = "pm/pkg/adom/root/default";
const POLICY = {
  name: "p",
  srcintf: "any",
  dstintf: "any",
  srcaddr: "all",
  dstaddr: "all",
  service: "ALL",
  schedule: "always",
  action: "accept",
};

async function scheduledIn(minutes: number): Promise<TestFleet> {
  const fleet = await startFleet();
  await fleet.ask("update", PACKAGE, { "scope member": SCOPE });
  await fleet.ask("add", "pm/config/adom/root/pkg/default/firewall/policy", POLICY);
  const time = new Date(fleet.manager.clock.now() + minutes * 60_000).toISOString().slice(0, 19).replace("T", " ");
  await fleet.ask("add", `${PACKAGE}/schedule`, { datetime: time, scope: SCOPE });
  return fleet;
}

async function policies(fleet: TestFleet): Promise<number> {
  return (await fleet.gate(0, "GET", "cmdb/firewall/policy")).results.length;
}

test("a package is installed when its time has come, and once", async () => {
  const fleet = await scheduledIn(10);
  assert.equal((await fleet.ask("get", `${PACKAGE}/schedule`)).scope[0].name, "fortigate-1");
  fleet.manager.advance(9 * 60_000);
  await fleet.ask("get", "task/task");
  assert.equal(await policies(fleet), 0);
  fleet.manager.advance(60_000);
  const [task] = await fleet.ask("get", "task/task");
  assert.deepEqual([task.title, task.user, task.num_err], ["Install Package", "system", 0]);
  assert.equal(await policies(fleet), 1);
  assert.equal((await fleet.ask("get", "task/task")).length, 1);
});

test("a schedule that is deleted begins nothing", async () => {
  const fleet = await scheduledIn(10);
  await fleet.ask("delete", `${PACKAGE}/schedule`);
  fleet.manager.advance(3_600_000);
  assert.deepEqual(await fleet.ask("get", "task/task"), []);
});
