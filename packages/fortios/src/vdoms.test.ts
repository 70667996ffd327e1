import assert from "node:assert/strict";
import { test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedStep } from "@fortiweave/core/testing";
import { createFortiGate } from "./client.ts";

const has = (vdom: string, results: unknown, more: object = {}) => ({
  status: "success",
  http_status: 200,
  version: "v7.6.5",
  vdom,
  results,
  ...more,
});
const fails = (vdom: string, http_status: number, error: number) => ({ status: "error", http_status, vdom, error });
const answer = (envelopes: unknown, status = 200): ScriptedStep => ({ status, body: envelopes as never });

function connect(script: readonly ScriptedStep[]) {
  const transport = createScriptedTransport(script);
  const fgt = createFortiGate({ transport, runtime: createManualClock(), retry: { maxRetries: 0 }, vdom: "own" });
  return {
    fgt,
    addresses: fgt.cmdb("firewall/address"),
    transport,
    query: () => transport.requests.map((r) => r.query),
  };
}

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("all VDOMs, or some, are asked in one request", async () => {
  const both = [has("root", [{ name: "web" }]), has("guest", [])];
  const { addresses, fgt, query } = connect([answer(both), answer(both), answer([has("root", { hostname: "x" })])]);
  assert.deepEqual(await addresses.list({ vdom: "*", fields: ["subnet"] }), [
    { vdom: "root", results: [{ name: "web" }] },
    { vdom: "guest", results: [] },
  ]);
  await addresses.list({ vdom: ["root", "guest", "root"] });
  assert.deepEqual(await fgt.cmdb("system/global").get({ vdom: "*" }), [{ vdom: "root", results: { hostname: "x" } }]);
  assert.deepEqual(query(), [
    [
      ["vdom", "*"],
      ["format", "name|subnet"],
    ],
    [["vdom", "root,guest"]],
    [["vdom", "*"]],
  ]);
  assert.equal(fgt.version, "7.6.5");
});

test("what one VDOM refuses is its own failure", async () => {
  const { addresses } = connect([answer([has("root", [{ name: "web" }]), fails("guest", 403, -37)], 403)]);
  const [root, guest] = await addresses.list({ vdom: ["root", "guest"] });
  assert.equal(root?.results?.length, 1);
  assert.equal(guest?.results, undefined);
  assert.ok(isFortiError(guest?.error, "FORBIDDEN"));
  assert.match(guest.error.message, /in VDOM "guest"$/);
});

test("an entry that only one of them has", async () => {
  const web = { name: "web" };
  const { addresses } = connect([
    answer([has("root", [web]), fails("guest", 404, -3), has("third", [])], 404),
    answer([fails("root", 404, -3), has("guest", [])], 404),
  ]);
  const each = await addresses.get("web", { vdom: "*" });
  assert.deepEqual(
    each.map(({ vdom, results, error }) => [vdom, results, error?.code]),
    [
      ["root", web, undefined],
      ["guest", undefined, "NOT_FOUND"],
      ["third", undefined, "NOT_FOUND"],
    ],
  );
  await rejects(addresses.get("web", { vdom: ["root", "guest"] }), "NOT_FOUND");
});

test("when no VDOM has an answer, the call throws", async () => {
  const { addresses } = connect([
    answer([fails("a", 424, -3), fails("b", 424, -3)], 424),
    answer(fails("a", 403, -37), 403),
  ]);
  await rejects(addresses.list({ vdom: ["a", "b"] }), "BAD_REFERENCE", /there is no VDOM "a"/);
  await rejects(addresses.list({ vdom: ["a"] }), "FORBIDDEN");
});

test("what a device cuts short in one VDOM is read on there", async () => {
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `n${from + index}` }));
  const { addresses, query } = connect([
    answer([has("root", rows(0, 1000)), has("guest", rows(0, 2))]),
    answer(has("root", rows(1000, 1))),
  ]);
  const [root, guest] = await addresses.list({ vdom: "*" });
  assert.deepEqual([root?.results?.length, guest?.results?.length], [1001, 2]);
  assert.deepEqual(query(), [
    [["vdom", "*"]],
    [
      ["vdom", "root"],
      ["start", "1000"],
    ],
  ]);
});

test("monitor endpoints answer for each VDOM too", async () => {
  const { fgt, query } = connect([answer([has("root", [{ ip_address: "192.0.2.1" }]), has("guest", [])])]);
  const banned = await fgt.monitor("user/banned").get({}, { vdom: "*" });
  assert.deepEqual(banned[0], { vdom: "root", results: [{ ip_address: "192.0.2.1" }] });
  assert.deepEqual(query(), [[["vdom", "*"]]]);
});

test("everything else is for one VDOM, and sends nothing otherwise", async () => {
  const { fgt, addresses, transport } = connect([]);
  const many = { vdom: ["root", "guest"] } as never;
  const calls: Record<string, () => Promise<unknown>> = {
    create: () => addresses.create({ name: "web" }, many),
    update: () => addresses.update("web", { comment: "x" }, { vdom: "*" }),
    delete: () => addresses.delete("web", many),
    set: () => addresses.set({ name: "web" }, many),
    ensure: () => addresses.ensure({ name: "web" }, many),
    absent: () => addresses.absent("web", many),
    move: () => fgt.cmdb("firewall/policy").move(1, { before: 2 }, many),
    clone: () => addresses.clone("web", "db", many),
    members: () => fgt.cmdb("firewall/addrgrp").members("g", "member").add("web", many),
    iterate: () => addresses.iterate(many).next(),
    exists: () => addresses.exists("web", many),
    defaults: () => addresses.defaults(many),
    banned: () => fgt.quarantine.list(many),
    options: () => fgt.options("firewall/addrgrp", "member", many),
    "object ensure": () => fgt.cmdb("system/global").ensure({ hostname: "x" }, many),
    post: () => fgt.monitor("user/banned/add_users").post({ ip_addresses: ["192.0.2.1"], expiry: 1 }, many),
  };
  for (const [name, call] of Object.entries(calls)) {
    await assert.rejects(
      call(),
      (error) => isFortiError(error, "INVALID_INPUT") && /several VDOMs/.test(error.message),
      name,
    );
  }
  assert.equal(transport.requests.length, 0);
});

test("a client has one VDOM, or none", () => {
  const parts = { transport: createScriptedTransport([]), runtime: createManualClock() };
  for (const vdom of ["*", "a,b", ""]) {
    assert.throws(
      () => createFortiGate({ ...parts, vdom }),
      (error) => isFortiError(error, "INVALID_INPUT") && /list\(\{ vdom: "\*" \}\)/.test(error.hint ?? ""),
    );
    assert.throws(
      () => createFortiGate(parts).with({ vdom }),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});
