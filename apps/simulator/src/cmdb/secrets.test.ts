import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";

test("secrets are kept but never shown, and a masked one changes nothing", async (t) => {
  const device = await startDevice(t);
  const path = "cmdb/user/local";
  await device.post(path, { name: "anna", type: "password", passwd: "s3cret-value" });
  const read = await device.get(`${path}/anna`);
  assert.equal(read.body.results[0].passwd, "ENC XXXX");
  assert.doesNotMatch(read.text, /s3cret/);
  assert.equal((await device.put(`${path}/anna`, { passwd: "ENC XXXX" })).body.revision_changed, false);
  assert.equal((await device.put(`${path}/anna`, { passwd: "another" })).body.revision_changed, true);
  assert.equal((await device.get(`${path}?filter=passwd==another`)).body.matched_count, 0);
  assert.equal((await device.get("cmdb/user/local/anna?format=passwd")).body.results[0].passwd, "ENC XXXX");
  assert.equal((await device.post(path, { name: "bert" })).status, 200);
  assert.equal((await device.get(`${path}/bert`)).body.results[0].passwd, "");
});

test("masked secrets count at any depth, row by row", async (t) => {
  const device = await startDevice(t);
  const path = "cmdb/vpn.ssl.web/portal/staff";
  const bookmark = (name: string, secret: string) => ({ name, url: "https://10.0.0.1", "logon-password": secret });
  const group = (...bookmarks: object[]) => ({ "bookmark-group": [{ name: "group", bookmarks }] });
  await device.post("cmdb/vpn.ssl.web/portal", { name: "staff", ...group(bookmark("a", "one"), bookmark("b", "two")) });
  const [shown] = (await device.get(path)).body.results;
  assert.equal(shown["bookmark-group"][0].bookmarks[1]["logon-password"], "ENC XXXX");
  assert.equal((await device.put(path, shown)).body.revision_changed, false);
  const onlyB = group(bookmark("b", "ENC XXXX"), bookmark("new", "ENC XXXX"));
  await device.put(path, onlyB);
  const { entries } = (await device.control("GET", "/snapshot")).body.configuration.root["vpn.ssl.web/portal"];
  const [b, added] = entries[0]["bookmark-group"][0].bookmarks;
  assert.deepEqual([b["logon-password"], "logon-password" in added], ["two", false]);
});
