import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../../testing/client.ts";

// biome-ignore lint/suspicious/noExplicitAny: results of every shape
async function license(device: TestDevice): Promise<any> {
  return (await device.get("monitor/license/status")).body.results;
}

test("everything that comes with a bundle is licensed, for less than a year", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  const now = clock.now() / 1000;
  const { forticare, antivirus, ips, web_filtering, fortianalyzer_cloud, vdom, vm } = await license(device);
  assert.deepEqual(
    [forticare.status, antivirus.status, web_filtering.status, fortianalyzer_cloud.status],
    ["registered", "licensed", "licensed", "no_license"],
  );
  assert.deepEqual(
    [
      antivirus.type,
      antivirus.entitlement,
      typeof antivirus.engine.version,
      typeof ips.configuration_script.last_update,
    ],
    ["downloaded_fds_object", "AVDB", "string", "number"],
  );
  for (const expires of [antivirus.expires, web_filtering.expires, forticare.support.enhanced.expires, vm.expires]) {
    assert.ok(expires > now && expires <= now + 365 * 24 * 3600);
  }
  assert.ok(antivirus.last_update_attempt <= now && antivirus.last_update_attempt > now - 3600);
  assert.deepEqual([vdom.used, vm.valid], [1, true]);
  await device.post("cmdb/system/vdom", { name: "branch" });
  assert.equal((await license(device)).vdom.used, 2);
  clock.advance(400 * 24 * 3600);
  assert.ok((await license(device)).antivirus.expires > clock.now() / 1000);
});

test("hardware has hardware support, and is no virtual machine; 7.6 knows more services", async (t) => {
  const device = await startDevice(t, { fortios: "7.2.13", model: "FGT-60F" });
  const { forticare, vm, genai_app } = await license(device);
  assert.deepEqual([forticare.support.hardware.status, vm, genai_app], ["licensed", undefined, undefined]);
  const recent = await license(await startDevice(t));
  assert.equal(recent.genai_app.status, "no_license");
});

test("accounts are those that somebody signed in with", async (t) => {
  const device = await startDevice(t);
  const credentials = { email: "it@example.org", password: "x", reseller_id: 1, reseller_name: "r" };
  const entered = await device.post("monitor/registration/forticare/login", credentials);
  assert.equal(entered.body.results.forticare_success, true);
  await device.post("monitor/registration/forticloud/login", credentials);
  const { forticare, forticloud } = await license(device);
  assert.deepEqual(
    [forticare.account, forticloud.status, forticloud.account],
    ["it@example.org", "cloud_logged_in", "it@example.org"],
  );
  await device.post("monitor/registration/forticloud/logout", {});
  assert.equal((await license(device)).forticloud.status, "cloud_logged_out");
});

test("an update is as old as its request, and a database as its file", async (t) => {
  const device = await startDevice(t);
  const status = async () => (await device.get("monitor/license/status")).body.results;
  const before = Math.floor(Date.now() / 1000);
  assert.equal((await device.post("monitor/system/fortiguard/update", {})).status, 200);
  assert.ok((await status()).fortiguard.last_connection_success >= before);
  const path = "monitor/license/database/upgrade";
  assert.equal((await device.post(path, { db_name: "isdb" })).status, 424);
  assert.equal((await device.post(path, { db_name: "isdb", file_content: "eA==" })).status, 200);
  const { last_update, last_update_method_status } = (await status()).internet_service_db;
  assert.ok(last_update >= before);
  assert.equal(last_update_method_status, "update_method_manual");
});
