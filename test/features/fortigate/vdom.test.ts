import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createLogger, type FortiErrorCode, type FortiGate, isFortiError } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();

/** A device with the VDOMs root and guest, and an address of its own in each. */
beforeEach(async () => {
  await device.reset();
  await using fgt = device.connect();
  await fgt.cmdb("system/vdom").create({ name: "guest" });
  await fgt.cmdb("firewall/address").create({ name: "in-root" }, { vdom: "root" });
  await fgt.cmdb("firewall/address").create({ name: "in-guest" }, { vdom: "guest" });
  await device.forget();
});

const queries = async (): Promise<string[]> =>
  (await device.requests()).map(({ url }) => url.slice(url.indexOf("?") === -1 ? url.length : url.indexOf("?")));

const own = async (fgt: FortiGate, options = {}): Promise<string[]> =>
  (await fgt.cmdb("firewall/address").list(options)).map(({ name }) => name).filter((name) => name.startsWith("in-"));

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("feature vdom: the client's, and the call's before it", async () => {
  await using fgt = device.connect({ vdom: "guest" });
  assert.deepEqual(await own(fgt), ["in-guest"]);
  assert.deepEqual(await own(fgt, { vdom: "root" }), ["in-root"]);
  await fgt.cmdb("firewall/address").create({ name: "in-guest-2" });
  assert.deepEqual(await own(fgt.with({ vdom: "root" })), ["in-root"]);
  assert.deepEqual(await own(fgt.with({ vdom: "root" }), { vdom: "guest" }), ["in-guest", "in-guest-2"]);
  assert.deepEqual(await own(fgt), ["in-guest", "in-guest-2"], "a view leaves the client as it is");
});

test("feature vdom: without one the administrator's own counts, and root is nobody's guess", async () => {
  const token = await device.token({ vdoms: ["guest"] });
  await using fgt = device.connect({ token });
  assert.deepEqual(await own(fgt), ["in-guest"]);
  assert.deepEqual(await queries(), [""]);
});

test("feature vdom: the global scope, for one call and for a view, leaves the client's VDOM out", async () => {
  await using fgt = device.connect({ vdom: "guest" });
  await fgt.cmdb("system/global").update({ hostname: "edge" }, { scope: "global" });
  assert.equal((await fgt.with({ scope: "global" }).cmdb("system/global").get()).hostname, "edge");
  assert.deepEqual(await queries(), ["?scope=global", "?scope=global"]);
});

test("feature vdom: all at once, or some, for lists, entries, objects and monitor endpoints", async () => {
  await using fgt = device.connect({ vdom: "root" });
  const addresses = fgt.cmdb("firewall/address");
  const filter = [["name", "=@", "in-"]] as const;
  const listed = await addresses.list({ vdom: "*", filter });
  assert.deepEqual(
    listed.map(({ vdom, results }) => [vdom, results?.map(({ name }) => name)]),
    [
      ["root", ["in-root"]],
      ["guest", ["in-guest"]],
    ],
  );
  const [guest] = await addresses.list({ vdom: ["guest"], filter });
  assert.deepEqual([guest?.vdom, guest?.results?.[0]?.name], ["guest", "in-guest"]);
  const all = await addresses.get("all", { vdom: ["guest", "root"] });
  assert.deepEqual(
    all.map(({ vdom, results }) => [vdom, results?.name]),
    [
      ["guest", "all"],
      ["root", "all"],
    ],
  );
  await fgt.cmdb("system/settings").update({ comments: "of guest" }, { vdom: "guest" });
  const settings = await fgt.cmdb("system/settings").get({ vdom: "*" });
  assert.deepEqual(
    settings.map(({ results }) => results?.comments),
    ["", "of guest"],
  );
  await fgt.quarantine.ban("203.0.113.9");
  const banned = await fgt.monitor("user/banned").get({}, { vdom: "*" });
  assert.deepEqual(
    banned.map(({ vdom, results }) => [vdom, [results].flat()[0]?.ip_address]),
    [
      ["root", "203.0.113.9"],
      ["guest", "203.0.113.9"],
    ],
  );
  const untyped = await fgt.untyped().cmdb("firewall/address").list({ vdom: "*", filter });
  assert.deepEqual(untyped, listed);
});

test("feature vdom: what one of several refuses is its own failure, and hides nothing of the others", async () => {
  await using fgt = device.connect();
  const [root, nope] = await fgt.cmdb("firewall/address").list({ vdom: ["root", "nope"], filter: "name==in-root" });
  assert.equal(root?.results?.[0]?.name, "in-root");
  assert.ok(isFortiError(nope?.error, "BAD_REFERENCE"));
  assert.match(nope.error.message, /there is no VDOM "nope"/);
  const each = await fgt.cmdb("firewall/address").get("in-guest", { vdom: "*" });
  assert.deepEqual(
    each.map(({ vdom, error }) => [vdom, error?.code]),
    [
      ["root", "NOT_FOUND"],
      ["guest", undefined],
    ],
  );
  await rejects(fgt.cmdb("firewall/address").get("in-none", { vdom: "*" }), "NOT_FOUND");
});

test("feature vdom: one that is not there is named, and no entry is taken for absent because of it", async () => {
  await using fgt = device.connect({ vdom: "gust" });
  const addresses = fgt.cmdb("firewall/address");
  for (const call of [
    () => addresses.list(),
    () => addresses.get("all"),
    () => addresses.find("all"),
    () => addresses.exists("all"),
    () => addresses.absent("all"),
    () => addresses.delete("all"),
    () => addresses.create({ name: "web" }),
    () => fgt.cmdb("system/settings").get(),
  ]) {
    await rejects(call(), "BAD_REFERENCE", /there is no VDOM "gust"/);
  }
});

test("feature vdom: an administrator of one VDOM hears that another is not his", async () => {
  const token = await device.token({ vdoms: ["guest"] });
  await using fgt = device.connect({ token });
  await rejects(fgt.cmdb("firewall/address").list({ vdom: "root" }), "FORBIDDEN", /in VDOM "root"/);
});

test("feature vdom: a write to several is refused before anything is sent, and so is a client of several", async () => {
  await using fgt = device.connect();
  const many = { vdom: "*" };
  await rejects(fgt.cmdb("firewall/address").create({ name: "web" }, many), "INVALID_INPUT", /several VDOMs/);
  await rejects(fgt.cmdb("firewall/address").ensure({ name: "web" }, many), "INVALID_INPUT", /several VDOMs/);
  await rejects(fgt.cmdb("firewall/address").delete("web", many), "INVALID_INPUT", /several VDOMs/);
  await rejects(fgt.cmdb("firewall/policy").move(1, { before: 2 }, many), "INVALID_INPUT", /several VDOMs/);
  await rejects(fgt.cmdb("firewall/addrgrp").members("g", "member").add("web", many), "INVALID_INPUT", /several VDOMs/);
  assert.deepEqual(await device.calls(), []);
  assert.throws(
    () => device.connect({ vdom: "*" }),
    (error) => isFortiError(error, "INVALID_INPUT") && /A read can ask several/.test(error.hint ?? ""),
  );
});

test("feature vdom: a view shares everything with its client, and closing it closes nothing", async () => {
  const lines: string[] = [];
  await using fgt = device.connect({ logger: createLogger((_, line) => lines.push(line), "debug") });
  {
    await using guests = fgt.with({ vdom: "guest" });
    assert.deepEqual(await own(guests), ["in-guest"]);
  }
  assert.deepEqual(await own(fgt, { vdom: "root" }), ["in-root"]);
  assert.equal(fgt.stats().requests, 2);
  assert.equal(lines.length > 0, true);
});
