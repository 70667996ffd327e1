import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice, type TestDevice } from "../testing/client.ts";

const ADDRESS = "cmdb/firewall/address";

test("a snapshot holds what was done, by VDOM and table", async (t) => {
  const device = await startDevice(t);
  await device.post(ADDRESS, { name: "web", subnet: "10.0.0.1/32", color: 0 });
  await device.put(`${ADDRESS}/none`, { comment: "changed" });
  await device.delete("cmdb/firewall/addrgrp/G%20Suite");
  await device.put("cmdb/system/global", { admintimeout: 30 });
  await device.post("monitor/user/banned/add_users", { ip_addresses: ["203.0.113.9"], expiry: 60 });
  assert.deepEqual((await device.control("GET", "/snapshot")).body, {
    configuration: {
      global: { "system/global": { entries: [{ admintimeout: 30 }] } },
      root: {
        "firewall/address": {
          entries: [
            { comment: "changed", name: "none", subnet: "0.0.0.0 255.255.255.255" },
            { name: "web", subnet: "10.0.0.1 255.255.255.255" },
          ],
        },
        "firewall/addrgrp": { entries: [], deleted: ["G Suite"] },
      },
    },
    banned: [{ ip_address: "203.0.113.9", source: "administrative", seconds: 60 }],
  });
});

test("what is as the factory made it is not in a snapshot, whatever was done to it in between", async (t) => {
  const device = await startDevice(t);
  const set = async (path: string, ...changes: object[]): Promise<void> => {
    for (const change of changes) assert.equal((await device.put(path, change)).status, 200);
  };
  await set(`${ADDRESS}/none`, { comment: "for a while" }, { comment: "" });
  await set("cmdb/system/global", { admintimeout: 30 }, { admintimeout: 5 });
  await set(
    "cmdb/system/sdwan",
    { zone: [{ name: "virtual-wan-link" }, { name: "b" }] },
    { zone: [{ name: "virtual-wan-link" }] },
  );
  assert.deepEqual((await device.control("GET", "/snapshot")).body.configuration, {});
  await set("cmdb/system/dns", { primary: "0.0.0.0", secondary: "0.0.0.0" });
  assert.deepEqual((await device.control("GET", "/snapshot")).body.configuration, {
    global: { "system/dns": { entries: [{ primary: "0.0.0.0", secondary: "0.0.0.0" }] } },
  });
});

test("no name of a VDOM is special to a snapshot", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/system/vdom", { name: "__proto__" });
  await device.post(`${ADDRESS}?vdom=__proto__`, { name: "web" });
  const { configuration } = (await device.control("GET", "/snapshot")).body;
  assert.deepEqual(Object.keys(configuration), ["__proto__", "global"]);
});

test("devices that went through the same job compare equal, whatever the order and the time", async (t) => {
  const first = await startDevice(t);
  const clock = createTestClock();
  const second = await startDevice(t, { clock });
  const names = ["a", "b", "c"];
  const job = async (device: TestDevice, order: readonly string[]): Promise<void> => {
    await device.post("cmdb/firewall/addrgrp", { name: "blocked" });
    for (const name of order) {
      await device.post(ADDRESS, { name });
      await device.post("cmdb/firewall/addrgrp/blocked/member", { name });
      await device.post("monitor/user/banned/add_users", {
        ip_addresses: [`203.0.113.${names.indexOf(name)}`],
        expiry: 60,
      });
      clock.advance(1);
    }
    await device.put("cmdb/system/global", { timezone: "Europe/Berlin" });
  };
  await job(first, names);
  await job(second, names.toReversed());
  assert.deepEqual((await second.control("GET", "/snapshot")).body, (await first.control("GET", "/snapshot")).body);
  await second.delete("cmdb/firewall/addrgrp/blocked/member/a");
  assert.notDeepEqual((await second.control("GET", "/snapshot")).body, (await first.control("GET", "/snapshot")).body);
});
