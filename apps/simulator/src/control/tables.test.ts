import assert from "node:assert/strict";
import { test } from "node:test";
import { startDevice } from "../testing/client.ts";
import { startManager } from "../testing/manager.ts";

test("tables are listed with what each VDOM holds", async (t) => {
  const device = await startDevice(t, { fortios: "7.4.8" });
  await device.post("cmdb/system/vdom?vdom=root", { name: "guest" });
  const before = (await device.control("GET", "/tables")).body;
  assert.deepEqual(before.vdoms, ["root", "guest"]);
  const find = (list: typeof before, path: string) => list.tables.find((row: { path: string }) => row.path === path);
  const { kind, scope, counts } = find(before, "firewall/address");
  await device.post("cmdb/firewall/address?vdom=guest", { name: "web" });
  const after = find((await device.control("GET", "/tables")).body, "firewall/address").counts;
  assert.deepEqual([kind, scope], ["table", "vdom"]);
  assert.deepEqual(after, { ...counts, guest: counts.guest + 1 });
  assert.deepEqual([find(before, "system/global").kind, find(before, "system/global").scope], ["object", "global"]);
  assert.equal(find(before, "firewall/gizmo"), undefined);
});

test("entries are shown as the device shows them, with or without defaults, page by page", async (t) => {
  const device = await startDevice(t);
  for (const name of ["a", "b", "c"])
    await device.post("cmdb/user/local", { name, type: "password", passwd: "geheim" });
  const page = await device.control("GET", "/entries?table=user/local&start=1&count=1");
  assert.deepEqual([page.body.total, page.body.key, page.body.entries.length], [3 + (page.body.total - 3), "name", 1]);
  const { entries } = (await device.control("GET", "/entries?table=user/local&vdom=root&defaults=0")).body;
  const short = entries.find(({ name }: { name: string }) => name === "a");
  assert.deepEqual([short.passwd, "two-factor" in short], ["ENC XXXX", false]);
  const whole = (await device.control("GET", "/entries?table=user/local")).body.entries.find(
    ({ name }: { name: string }) => name === "a",
  );
  assert.equal(whole["two-factor"], "disable");
  const settings = (await device.control("GET", "/entries?table=system/global")).body;
  assert.deepEqual([settings.kind, settings.entries.length], ["object", 1]);
  for (const [query, message] of [
    ["", /Give one table/],
    ["?table=no/such", /no table "no\/such"/],
    ["?table=user/local&vdom=none", /no VDOM "none", but root/],
    ["?table=user/local&count=x", /whole number/],
  ] as const) {
    const refused = await device.control("GET", `/entries${query}`);
    assert.equal(refused.status, 400, query);
    assert.match(refused.body.message, message);
  }
});

test("a FortiManager's tables are listed by url, and shown without secrets", async (t) => {
  const manager = await startManager(t);
  const url = "pm/config/adom/root/obj/user/local";
  await manager.call("set", url, { data: { name: "anna", type: "password", passwd: ["geheim"] } });
  const rows = (await manager.control("GET", "/tables")).body;
  assert.deepEqual(rows.find((row: { url: string }) => row.url === url)?.count >= 1, true);
  const { text, body } = await manager.control("GET", `/entries?url=${url}`);
  assert.ok(body.entries.some(({ name }: { name: string }) => name === "anna"));
  assert.doesNotMatch(text, /geheim/);
});

test("faults and troubles are listed with what is left of them, and removed one by one", async (t) => {
  const manager = await startManager(t, { fortigates: 1 });
  await manager.control("POST", "/faults", { kind: "drop", times: 2, match: { item: "exec" } });
  await manager.control("POST", "/faults", { kind: "delay", ms: 1 });
  await manager.trouble({ kind: "slow-task", times: 3 });
  const faults = (await manager.control("GET", "/faults")).body;
  assert.deepEqual(faults, [
    { id: 1, kind: "drop", times: 2, match: { item: "exec" }, left: 2 },
    { id: 2, kind: "delay", ms: 1, left: null },
  ]);
  const [trouble] = (await manager.control("GET", "/troubles")).body;
  assert.deepEqual([trouble.kind, trouble.left], ["slow-task", 3]);
  assert.equal((await manager.control("DELETE", "/faults?id=1")).status, 204);
  assert.deepEqual(
    (await manager.control("GET", "/faults")).body.map(({ id }: { id: number }) => id),
    [2],
  );
  assert.match((await manager.control("DELETE", "/faults?id=1")).body.message, /No fault 1/);
  assert.equal((await manager.control("DELETE", `/troubles?id=${trouble.id}`)).status, 204);
  assert.deepEqual((await manager.control("GET", "/troubles")).body, []);
  assert.equal((await manager.control("GET", "/settings")).body.workspace, "disabled");
});

test("a FortiGate's clock is put forward", async (t) => {
  const device = await startDevice(t);
  await device.control("POST", "/lockouts", { seconds: 60 });
  const locked = () => device.call("GET", "monitor/system/status", undefined, { token: "no-such-token-no-such-token" });
  assert.equal((await locked()).status, 429);
  await device.control("POST", "/time", { advanceMs: 61_000 });
  assert.equal((await locked()).status, 401);
});
