import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuditEvent, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedStep } from "@fortiweave/core/testing";
import { createFortiGate, type FortiGate } from "./client.ts";

const ok: ScriptedStep = { body: { status: "success", version: "v7.6.5", results: [] } };

function connect(script: readonly ScriptedStep[] = []) {
  const events: AuditEvent[] = [];
  const transport = createScriptedTransport(script);
  const audit = (event: AuditEvent): unknown => events.push(event);
  return { events, transport, fgt: createFortiGate({ transport, runtime: createManualClock(), audit }) };
}

const wrong = { name: "x".repeat(200) };
const rows = async (items: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of items) assert.fail("nothing was to be read");
};

/** Calls with input that cannot be right, with the operation and the verb that they are to be on record as. */
const CALLS: readonly [call: (fgt: FortiGate) => Promise<unknown>, operation: string, method: string][] = [
  [(fgt) => fgt.cmdb("firewall/address").create(wrong), "cmdb firewall/address create", "POST"],
  [(fgt) => fgt.cmdb("firewall/address").update("a", wrong), "cmdb firewall/address update", "PUT"],
  [(fgt) => fgt.cmdb("firewall/address").set(wrong), "cmdb firewall/address set", "PUT"],
  [(fgt) => fgt.cmdb("firewall/address").ensure(wrong), "cmdb firewall/address ensure", "PUT"],
  [(fgt) => fgt.cmdb("firewall/address").delete(""), "cmdb firewall/address delete", "DELETE"],
  [(fgt) => fgt.cmdb("firewall/address").absent(".."), "cmdb firewall/address absent", "DELETE"],
  [(fgt) => fgt.cmdb("firewall/address").get(""), "cmdb firewall/address get", "GET"],
  [(fgt) => fgt.cmdb("firewall/address").list({ start: -1 }), "cmdb firewall/address list", "GET"],
  [(fgt) => fgt.cmdb("firewall/address").list({ vdom: "a b" }), "cmdb firewall/address list", "GET"],
  [(fgt) => rows(fgt.cmdb("firewall/address").iterate({ count: 0.5 })), "cmdb firewall/address iterate", "GET"],
  [(fgt) => fgt.cmdb("firewall/policy").move(1, { after: 1 }), "cmdb firewall/policy move", "PUT"],
  [(fgt) => fgt.cmdb("firewall/address").clone("a", ""), "cmdb firewall/address clone", "POST"],
  [(fgt) => fgt.cmdb("firewall/addrgrp").members("g", "member").add(""), "cmdb firewall/addrgrp add member", "POST"],
  [
    (fgt) => fgt.cmdb("firewall/addrgrp").child("g", "member").delete(""),
    "cmdb firewall/addrgrp delete member",
    "DELETE",
  ],
  [(fgt) => fgt.cmdb("system/global").update({ hostname: "x".repeat(99) }), "cmdb system/global update", "PUT"],
  [(fgt) => fgt.monitor("user/banned/add_users").post({} as never), "monitor user/banned/add_users post", "POST"],
  [(fgt) => rows(fgt.log("disk/traffic/forward").search({ filter: [[]] })), "log disk/traffic/forward search", "GET"],
  [(fgt) => fgt.quarantine.ban("10.0.0.1"), "monitor user/banned ban", "POST"],
  [(fgt) => fgt.quarantine.unban("nonsense"), "monitor user/banned unban", "POST"],
  [(fgt) => fgt.options("firewall/address", "comment"), "cmdb firewall/address options", "GET"],
  [(fgt) => fgt.untyped().cmdb("firewall/address").create(wrong), "cmdb firewall/address create", "POST"],
  [(fgt) => fgt.untyped().monitor("../x").get(), "monitor ../x get", "GET"],
  [(fgt) => fgt.request({ method: "GET", url: "https://192.0.2.9/api/v2/x?access_token=geheim" }), "request", "GET"],
  [(fgt) => fgt.plan({ "firewall/address": { ensure: [wrong] } }), "plan", "GET"],
  [(fgt) => fgt.apply({ steps: [] } as never), "apply", "POST"],
  [(fgt) => fgt.drift({ concurrency: 0 }), "drift", "GET"],
  [(fgt) => fgt.profile({ requests: 0 }), "profile", "GET"],
  [(fgt) => fgt.beginTransaction({ timeoutSeconds: 0 }), "begin transaction", "POST"],
  [(fgt) => fgt.transaction(() => undefined, { timeoutSeconds: 0 }), "begin transaction", "POST"],
  [(fgt) => fgt.with({ vdom: "root" }).cmdb("firewall/address").create(wrong), "cmdb firewall/address create", "POST"],
];

for (const [call, operation, method] of CALLS) {
  test(`what is wrong in "${operation}" is refused, counted and on record, and sends nothing`, async () => {
    const { fgt, events, transport } = connect();
    await assert.rejects(call(fgt), (error) => isFortiError(error, "INVALID_INPUT"));
    assert.equal(transport.requests.length, 0);
    assert.deepEqual(
      events.map((event) => [event.operation, event.method, event.outcome, event.code]),
      [[operation, method, "refused", "INVALID_INPUT"]],
    );
    const { requests, failures, byCode } = fgt.stats();
    assert.deepEqual([requests, failures, byCode], [1, 1, { INVALID_INPUT: 1 }]);
  });
}

test("what is refused on the way is on record once", async () => {
  const { fgt, events } = connect();
  const list = fgt.cmdb("firewall/address").list({ totalTimeoutMs: 0.5 });
  await assert.rejects(list, (error) => isFortiError(error, "INVALID_INPUT"));
  assert.equal(events.length, 1);
  assert.equal(fgt.stats().requests, 1);
});

test("a call that answers its error in place of throwing it is on record all the same", async () => {
  const { fgt, events } = connect();
  const addresses = fgt.cmdb("firewall/address");
  assert.equal((await addresses.with({ onError: "return" }).create(wrong)).ok, false);
  assert.equal((await fgt.with({ onError: "return" }).cmdb("firewall/address").create(wrong)).ok, false);
  assert.deepEqual(
    events.map(({ outcome }) => outcome),
    ["refused", "refused"],
  );
});

test("a secret in input that is refused is neither on record nor in the error", async () => {
  const { fgt, events } = connect();
  const secret = `geheim,${"x".repeat(300)}`;
  const calls = [
    fgt.cmdb("user/local").create({ name: "eve", passwd: secret }),
    fgt.cmdb("user/local").create({ name: "eve", passwd: new Date(0) as never, ppk_secret: secret } as never),
    fgt.cmdb("user/local").list({ filter: [["passwd", "==", secret]] }),
    fgt.cmdb("user/local").update("eve", { passwd: secret, type: "nonsense" as never }),
    fgt.cmdb("vpn.ipsec/phase1-interface").create({ name: "tunnel-with-too-long-a-name", psksecret: secret }),
  ];
  const errors = await Promise.allSettled(calls);
  assert.ok(errors.every((result) => result.status === "rejected" && isFortiError(result.reason, "INVALID_INPUT")));
  assert.equal(events.length, calls.length);
  assert.doesNotMatch(JSON.stringify([events, errors]), /geheim/);
});

test("a read that goes well, a refusal of the device and a bug are left alone", async () => {
  const missing: ScriptedStep = { status: 404, body: { status: "error", http_status: 404, error: -3 } };
  const { fgt, events } = connect([ok, missing, new TypeError("a bug")]);
  const addresses = fgt.cmdb("firewall/address");
  await addresses.list();
  await assert.rejects(addresses.get("web"), (error) => isFortiError(error, "NOT_FOUND"));
  await assert.rejects(addresses.list(), TypeError);
  assert.deepEqual(
    events.map(({ outcome }) => outcome),
    ["ok", "failed", "failed"],
  );
});

test("rows are handed out one by one as ever, and a loop can be left early", async () => {
  const { fgt } = connect([{ body: { status: "success", results: [{ name: "a" }, { name: "b" }] } }]);
  const names: unknown[] = [];
  for await (const { name } of fgt.cmdb("firewall/address").iterate()) {
    names.push(name);
    break;
  }
  assert.deepEqual(names, ["a"]);
});

test("a path that nobody can encode is on record as far as it can be", async () => {
  const { fgt, events } = connect();
  await assert.rejects(fgt.untyped().monitor("a\nb\ud800").get(), (error) => isFortiError(error, "INVALID_INPUT"));
  assert.equal(events[0]?.path, "/api/v2/monitor/a%0Ab%EF%BF%BD");
});
