import assert from "node:assert/strict";
import { test } from "node:test";
import { startFleet } from "../../testing/fleet.ts";

test("a FortiGate knows who manages it, and that nobody does once it is removed", async () => {
  const fleet = await startFleet();
  const status = async () => (await fleet.gate(0, "GET", "monitor/system/fortimanager/status")).results;
  const central = async () => (await fleet.gate(0, "GET", "cmdb/system/central-management")).results;
  assert.deepEqual([(await status()).fortimanager_registration_status_id, (await central()).type], [2, "fortimanager"]);
  assert.equal((await central())["serial-number"], `"${fleet.manager.serial}"`);
  const device = await fleet.ask("get", "dvmdb/device/fortigate-1");
  assert.equal(device.conf_status, "insync", "FortiManager knows that it did so");
  await fleet.ask("exec", "dvm/cmd/del/device", { adom: "root", device: "fortigate-1" });
  assert.deepEqual([(await status()).fortimanager_registration_status_id, (await central()).type], [0, "none"]);
});
