import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice, type TestDevice } from "../../testing/client.ts";

// biome-ignore lint/suspicious/noExplicitAny: results of every shape
async function results(device: TestDevice, path: string): Promise<any> {
  const { status, body, text } = await device.get(`monitor/${path}`);
  assert.equal(status, 200, text);
  return body.results;
}

test("the fabric is this device, and those who ask to join it wait", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8", model: "FGT-60F" });
  const { devices, protocol_enabled } = await results(device, "system/csf");
  const [own] = devices.fortigate;
  assert.deepEqual(
    [own.serial, own.model, own.firmware_version_minor, own.ha_mode, own.is_vm, protocol_enabled],
    [device.handle.serial, "FGT60F", 4, "standalone", false, false],
  );
  assert.deepEqual([own.vdoms, own.vdom_info.root.is_management_vdom], [["root"], true]);
  await device.put("cmdb/system/csf", { status: "enable", "group-name": "office", "group-password": "x" });
  const appliance = { type: "fortiweb", mgmt_ip: "192.0.2.7", serial: "FVVM010000000000", hostname: "waf" };
  assert.equal((await device.post("monitor/system/csf/register-appliance", appliance)).status, 200);
  const fabric = await results(device, "system/csf");
  assert.deepEqual(
    [fabric.protocol_enabled, fabric.csf_group_name, fabric.pending[0].serial],
    [true, "office", appliance.serial],
  );
  assert.equal((await results(device, "system/csf/pending-authorizations")).length, 1);
});

test("the state of the device says who looks, and at what", async (t) => {
  const device = await startDevice(t);
  const state = await results(device, "web-ui/state");
  assert.deepEqual(
    [state.hostname, state.model, state.is_vm, state.ha_mode, state.admin.super_admin],
    ["fortigate-1", "FGVM64", true, 0, true],
  );
  const { body } = await device.control("POST", "/tokens", { profile: "super_admin_readonly", vdoms: ["root"] });
  const other = await device.call("GET", "monitor/web-ui/state", undefined, { token: body.token });
  assert.deepEqual([other.body.results.admin.super_admin, other.body.results.admin.global_admin], [false, false]);
});

test("a FortiManager that is configured is there, and can be left", async (t) => {
  const device = await startDevice(t);
  assert.equal((await results(device, "system/central-management/status")).status, "down");
  await device.post("monitor/system/fortimanager/config", { fortimanager_ip: "192.0.2.5" });
  const central = await results(device, "system/central-management/status");
  assert.deepEqual(
    [central.status, central.registration_status, central.mgmt_ip],
    ["up", "registered", "::ffff:192.0.2.5"],
  );
  assert.equal((await results(device, "system/fortimanager/status")).fortimanager_status_id, 2);
  assert.equal((await device.get("cmdb/system/central-management")).body.results.type, "fortimanager");
  await device.post("monitor/system/fortimanager/config", { unregister: true });
  assert.equal((await results(device, "system/central-management/status")).status, "down");
});

test("access points and switches are those of the configuration, and are let in and out", async (t) => {
  const device = await startDevice(t);
  const wtp = { "wtp-id": "FP231FTF20000001", name: "lobby", admin: "discovered", "wtp-profile": "FAP231F-default" };
  const created = await device.post("cmdb/wireless-controller/wtp", wtp);
  assert.equal(created.status, 200, created.text);
  const admin = async (): Promise<string> => (await results(device, "wifi/managed_ap"))[0].state;
  assert.equal(await admin(), "discovered");
  assert.equal(
    (await device.post("monitor/wifi/managed_ap/set_status", { wtpname: "lobby", admin: "enable" })).status,
    200,
  );
  assert.equal(await admin(), "authorized");
  assert.equal((await device.get("cmdb/wireless-controller/wtp/FP231FTF20000001")).body.results[0].admin, "enable");
  assert.deepEqual(
    [(await results(device, "wifi/ap_status")).wtp_down, (await results(device, "wifi/statistics")).wtp_session_count],
    [1, 1],
  );
  assert.equal((await device.post("monitor/wifi/managed_ap/set_status", { wtpname: "none" })).status, 404);
  assert.equal((await device.post("monitor/switch-controller/managed-switch/restart", { mkey: "none" })).status, 404);
  assert.deepEqual(await results(device, "switch-controller/managed-switch/status"), []);
});

test("what an administrator thinks of foreign access points is configuration", async (t) => {
  const device = await startDevice(t);
  const judge = (status: string) =>
    device.post("monitor/wifi/rogue_ap/set_status", { bssid: ["00:11:22:33:44:55"], ssid: ["evil"], status });
  assert.equal((await judge("rogue")).status, 200);
  assert.equal((await judge("accepted")).status, 200);
  const listed = async () => (await device.get("cmdb/wireless-controller/ap-status")).body.results;
  assert.deepEqual(
    (await listed()).map(({ id, ssid, status }: Record<string, unknown>) => [id, ssid, status]),
    [[1, "evil", "accepted"]],
  );
  await judge("unclassified");
  assert.deepEqual(await listed(), []);
});

test("a sandbox and an EMS are as they are configured", async (t) => {
  const device = await startDevice(t);
  assert.deepEqual(
    [
      (await results(device, "system/sandbox/status")).configured,
      (await results(device, "system/sandbox/connection")).status,
    ],
    [false, "unreachable"],
  );
  await device.put("cmdb/system/fortisandbox", { status: "enable", server: "192.0.2.3" });
  const sandbox = await results(device, "system/sandbox/status");
  assert.deepEqual(
    [sandbox.configured, sandbox.server, (await results(device, "system/sandbox/connection")).status],
    [true, "192.0.2.3", "reachable"],
  );
});

test("profiles of access points and keys of many are made as entries", async (t) => {
  const device = await startDevice(t);
  const make = "monitor/wifi/ap-profile/create-default";
  assert.equal((await device.post(make, { platform: "FAP432F" })).status, 200);
  const [profile] = (await device.get("cmdb/wireless-controller/wtp-profile/FAP432F-default")).body.results;
  assert.equal(profile.platform.type, "432F");
  assert.equal((await device.post(make, { platform: "toaster" })).status, 500);
  const group = { name: "guests", "mpsk-key": [{ name: "room1", passphrase: "12345678" }] };
  await device.post("cmdb/wireless-controller/mpsk-profile", { name: "hotel", "mpsk-group": [group] });
  const asked = { mpsk_profile: "hotel", group: "guests", prefix: "room", count: 3, key_length: 20 };
  assert.equal((await device.post("monitor/wifi/ssid/generate-keys", asked)).status, 200);
  const [hotel] = (await device.get("cmdb/wireless-controller/mpsk-profile/hotel")).body.results;
  const keys: { name: string }[] = hotel["mpsk-group"][0]["mpsk-key"];
  assert.deepEqual(
    keys.map(({ name }) => name),
    ["room1", "room2", "room3", "room4"],
  );
  const elsewhere = { ...asked, group: "staff" };
  assert.equal((await device.post("monitor/wifi/ssid/generate-keys", elsewhere)).status, 404);
});
