import assert from "node:assert/strict";
import { test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedStep } from "@fortiweave/core/testing";
import { createFortiGate } from "./client.ts";

const ok = (results?: unknown, more: object = {}): ScriptedStep => ({
  body: { status: "success", version: "v7.6.5", ...(results !== undefined && { results }), ...more } as never,
});
const no = (status: number, error: number): ScriptedStep => ({ status, body: { status: "error", error } });

function connect(script: readonly ScriptedStep[]) {
  const transport = createScriptedTransport(script);
  const fgt = createFortiGate({ transport, runtime: createManualClock(), retry: { maxRetries: 0 } });
  const sent = (): string[] =>
    transport.requests.map(({ method, path, query = [] }) => {
      const pairs = query.map(([name, value]) => `${name}=${value}`).join("&");
      return `${method} ${path.slice("/api/v2/cmdb/".length)}${pairs && `?${pairs}`}`;
    });
  return { fgt, transport, sent };
}

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("a child table has its own URLs, whatever its entry's key holds", async () => {
  const { fgt, sent } = connect([ok([]), ok([{ name: "x/y" }]), ok(), ok(), ok()]);
  const members = fgt.cmdb("firewall/addrgrp").child("a/b c", "member");
  await members.list();
  await members.get("x/y");
  await members.create({ name: "web" });
  await members.delete("web");
  await members.clone("web", "db");
  assert.deepEqual(sent(), [
    "GET firewall/addrgrp/a%2Fb%20c/member",
    "GET firewall/addrgrp/a%2Fb%20c/member/x%2Fy",
    "POST firewall/addrgrp/a%2Fb%20c/member",
    "DELETE firewall/addrgrp/a%2Fb%20c/member/web",
    "POST firewall/addrgrp/a%2Fb%20c/member/web?action=clone&nkey=db",
  ]);
});

test("of an object, of a child table, of a nested object", async () => {
  const { fgt, sent } = connect([ok([]), ok([]), ok({}), ok([]), ok([])]);
  const neighbors = fgt.cmdb("router/bgp").child("neighbor");
  await neighbors.list();
  await neighbors.child("192.0.2.1", "conditional-advertise").list();
  const guard = fgt.cmdb("webfilter/profile").nested("default", "ftgd-wf");
  await guard.get();
  await guard.child("filters").list();
  await fgt.cmdb("firewall/addrgrp").child("g", "tagging").child("t", "tags").list();
  assert.deepEqual(sent(), [
    "GET router/bgp/neighbor",
    "GET router/bgp/neighbor/192.0.2.1/conditional-advertise",
    "GET webfilter/profile/default/ftgd-wf",
    "GET webfilter/profile/default/ftgd-wf/filters",
    "GET firewall/addrgrp/g/tagging/t/tags",
  ]);
});

test("what the catalogue knows of a child is checked, and its secrets are marked", async () => {
  const { fgt, transport } = connect([ok()]);
  const neighbors = fgt.cmdb("router/bgp").child("neighbor");
  await rejects(neighbors.update("192.0.2.1", { weight: 99_999 }), "INVALID_INPUT", /weight/);
  await neighbors.update("192.0.2.1", { password: "geheim123" });
  assert.deepEqual(transport.requests[0]?.secrets, ["geheim123"]);
  const filters = fgt.cmdb("webfilter/profile").nested("default", "ftgd-wf").child("filters");
  await rejects(filters.get("one"), "INVALID_INPUT", /whole number/);
  assert.equal(transport.requests.length, 1);
});

test("the key of a child's entry is the catalogue's, also where it is only guessed", async () => {
  const { fgt, sent } = connect([no(404, -3), ok(undefined, { mkey: "192.0.2.1" })]);
  await fgt.cmdb("router/bgp").child("neighbor").set({ ip: "192.0.2.1", "remote-as": "65001" });
  assert.deepEqual(sent(), ["PUT router/bgp/neighbor/192.0.2.1", "POST router/bgp/neighbor"]);
  await rejects(
    fgt
      .cmdb("router/bgp")
      .child("neighbor")
      .set({} as never),
    "INVALID_INPUT",
    /^Cannot set an entry of router\/bgp\/neighbor without its key "ip"$/,
  );
});

test("members of an entry of a child table", async () => {
  const { fgt, sent } = connect([ok([]), ok(), ok([{ id: 7 }])]);
  const added = await fgt
    .untyped()
    .cmdb("router/bgp", { kind: "object" })
    .child("neighbor")
    .members("192.0.2.1", "x")
    .add("7")
    .catch((error: unknown) => error);
  assert.ok(isFortiError(added, "VERIFY_FAILED"));
  assert.deepEqual(sent(), [
    "GET router/bgp/neighbor/192.0.2.1/x",
    "POST router/bgp/neighbor/192.0.2.1/x",
    "GET router/bgp/neighbor/192.0.2.1/x",
  ]);
});

test("messages name the entry and what is in it", async () => {
  const { fgt } = connect([no(404, -3), no(404, -3), no(500, -5)]);
  const members = fgt.cmdb("firewall/addrgrp").child("blocked", "member");
  await rejects(members.get("web"), "NOT_FOUND", /^Cannot get member "web" of firewall\/addrgrp "blocked": /);
  await rejects(members.list(), "NOT_FOUND", /^Cannot list member of firewall\/addrgrp "blocked": /);
  await rejects(members.create({ name: "web" }), "DUPLICATE", /^Cannot create member "web" of firewall\/addrgrp /);
});

test("defaults and schema are the device's, the description is the catalogue's", async () => {
  const { fgt, sent } = connect([
    ok({ type: "ipmask" }),
    ok({ name: "address", children: {} }),
    ok({ weight: 0 }),
    ok({ mkey: "name" }),
    ok([]),
  ]);
  const addresses = fgt.cmdb("firewall/address");
  assert.deepEqual(await addresses.defaults(), { type: "ipmask" });
  assert.equal((await addresses.schema()).name, "address");
  assert.deepEqual(await fgt.cmdb("router/bgp").child("neighbor").defaults(), { weight: 0 });
  assert.equal((await fgt.cmdb("firewall/addrgrp").child("g", "member").schema()).mkey, "name");
  assert.deepEqual(sent(), [
    "GET firewall/address?action=default",
    "GET firewall/address?action=schema",
    "GET router/bgp/neighbor?action=default",
    "GET firewall/addrgrp/g/member?action=schema",
  ]);
  const { fields, mkey } = await fgt.cmdb("router/bgp").child("neighbor").describe();
  assert.equal(mkey, "ip");
  assert.deepEqual([fields.weight?.max, fields.password?.secret], [65535, true]);
  assert.equal((await fgt.cmdb("firewall/addrgrp").child("g", "member").describe()).fields.name?.maxLength, 79);
  await rejects(fgt.untyped().cmdb("brand/new").describe(), "INVALID_INPUT", /does not know brand\/new/);
  await rejects(addresses.schema(), "BAD_RESPONSE", /no schema of firewall\/address/);
});

test("a description leaves out what the device's version lacks, as soon as it is known", async () => {
  const { fgt } = connect([ok([], { version: "v6.0.5" })]);
  const addresses = fgt.cmdb("firewall/address");
  const optionsOf = async (): Promise<number> => (await addresses.describe()).fields.type?.options?.length ?? 0;
  const all = await optionsOf();
  await addresses.list();
  assert.ok((await optionsOf()) < all);
});
