import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestClock, startDevice } from "../../testing/client.ts";

const REVISION = "monitor/system/config-revision";

test("a revision is the configuration as it was, and the device can go back to it", async (t) => {
  const clock = createTestClock();
  const device = await startDevice(t, { clock });
  await device.post("cmdb/firewall/address", { name: "web" });
  const first = (await device.post(`${REVISION}/save`, { comments: "before" })).body.results.config_id;
  clock.advance(60);
  await device.delete("cmdb/firewall/address/web");
  const second = (await device.post(`${REVISION}/save`, {})).body.results.config_id;
  const { revisions } = (await device.get(REVISION)).body.results;
  assert.deepEqual(
    revisions.map(({ id, comment, time }: { id: number; comment: string; time: number }) => [id, comment, time]),
    [
      [second, "", 1_800_000_060],
      [first, "before", 1_800_000_000],
    ],
  );
  assert.equal((await device.get(`${REVISION}/select`)).body.results.revisions.length, 2);
  const file = await device.get(`${REVISION}/file?config_id=${first}`);
  assert.match(file.text, /^#config-version=FGVM64-/);
  assert.match(file.text, / {4}edit "web"/);
  assert.doesNotMatch((await device.get(`${REVISION}/file?config_id=${second}`)).text, / {4}edit "web"/);
  const back = { source: "revision", scope: "global", config_id: first };
  assert.equal((await device.post("monitor/system/config/restore", back)).status, 200);
  assert.equal((await device.get("cmdb/firewall/address/web")).status, 200);
  assert.equal((await device.get(REVISION)).body.results.revisions.length, 2, "revisions outlive a restore");
});

test("revisions are described anew, and deleted", async (t) => {
  const device = await startDevice(t);
  for (const comments of ["a", "b"]) await device.post(`${REVISION}/save`, { comments });
  assert.equal((await device.post(`${REVISION}/update-comments`, { config_id: 1, comments: "new" })).status, 200);
  assert.equal((await device.get(`${REVISION}/info?config_id=1`)).body.results.comment, "new");
  assert.equal((await device.post(`${REVISION}/delete`, { config_ids: [1] })).status, 200);
  assert.equal((await device.get(`${REVISION}/info?config_id=1`)).status, 404);
  assert.equal((await device.get(`${REVISION}/info?config_id=2`)).body.results.comment, "b");
  assert.equal((await device.get(`${REVISION}/info`)).body.error, -56);
  assert.equal((await device.post(`${REVISION}/update-comments`, { config_id: 1, comments: "x" })).status, 404);
  await device.control("POST", "/reset");
  assert.deepEqual((await device.get(REVISION)).body.results.revisions, []);
});

test("nobody gets a revision's secrets who would not see them in a backup", async (t) => {
  const device = await startDevice(t);
  await device.post(`${REVISION}/save`, {});
  await device.post("cmdb/system/vdom", { name: "branch" });
  await device.post("cmdb/system/accprofile", { name: "reader", scope: "global", sysgrp: "read" });
  for (const rights of [{ profile: "reader" }, { profile: "super_admin", vdoms: ["root"] }]) {
    const { token } = (await device.control("POST", "/tokens", rights)).body;
    const asked = (method: string, path: string, body?: object) =>
      device.call(method, `${REVISION}/${path}`, body, { token });
    assert.equal((await asked("GET", "info?config_id=1")).status, 200);
    assert.equal((await asked("GET", "file?config_id=1")).status, 403, JSON.stringify(rights));
    assert.equal((await asked("POST", "delete", { config_ids: [1] })).status, 403);
  }
  assert.equal((await device.get(`${REVISION}/file?config_id=1`)).status, 200);
});
