import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";

const GROUP = "cmdb/firewall/addrgrp";

test("what is read again is the same, until something in it is written", async (t) => {
  const device = await startDevice(t);
  await device.post("cmdb/firewall/address", { name: "web" });
  await device.post(GROUP, { name: "servers", member: [{ name: "web" }] });
  const read = async () => [
    (await device.get(`${GROUP}/servers`)).body.results[0],
    (await device.get(`${GROUP}?filter=name==servers`)).body.results[0],
  ];
  const [entry, listed] = await read();
  assert.deepEqual(entry, listed);
  assert.deepEqual(await read(), [entry, listed]);
  await device.put(`${GROUP}/servers`, { comment: "new" });
  for (const shown of await read()) assert.deepEqual(shown, { ...entry, comment: "new" });
  await device.put("cmdb/firewall/address/web", { name: "www" });
  for (const shown of await read()) assert.deepEqual(shown.member, [{ name: "www", q_origin_key: "www" }]);
});

test("a selection of fields is not answered with what was kept of all", async (t) => {
  const device = await startDevice(t);
  await device.get("cmdb/firewall/address");
  const { body } = await device.get("cmdb/firewall/address?format=name");
  assert.deepEqual(Object.keys(body.results[0]), ["name", "q_origin_key"]);
});
