import assert from "node:assert/strict";
import { test } from "node:test";
import type { RpcCall, RpcItem, RpcMethod } from "./engine.ts";
import { isRepeatable } from "./repeatable.ts";

const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const POLICIES = "pm/config/adom/root/pkg/default/firewall/policy";
const call = (method: RpcMethod, item: RpcItem, more: Partial<RpcCall> = {}) =>
  isRepeatable({ method, items: [item], ...more });

test("what reads may be sent again, whatever its verb", () => {
  assert.ok(call("get", { url: ADDRESSES }));
  assert.ok(call("exec", { url: "sys/task/result" }, { effect: "read" }));
});

test("what creates, moves or does something is not sent again, nor a verb that nobody knows", () => {
  for (const method of ["add", "clone", "move", "exec", "execute", "other" as "exec"] as const) {
    assert.ok(!call(method, { url: `${ADDRESSES}/web` }), method);
  }
});

test("a task that is asked for twice runs twice", () => {
  assert.ok(call("delete", { url: `${ADDRESSES}/web` }));
  assert.ok(!call("delete", { url: `${ADDRESSES}/web` }, { createTask: { adom: "root" } }));
});

test("a set is sent again where it is known which entries it writes", () => {
  assert.ok(call("set", { url: `${POLICIES}/7`, data: { name: "a" } }));
  assert.ok(call("set", { url: POLICIES, data: { policyid: 7 } }));
  assert.ok(call("set", { url: ADDRESSES, data: [{ name: "a" }, { name: "b" }] }));
  assert.ok(call("set", { url: "cli/global/system/global", data: { hostname: "fmg" } }));
});

test("a set that leaves it to FortiManager to choose a key makes a new entry each time", () => {
  for (const data of [{ name: "a" }, { policyid: 0 }, { policyid: "" }, [{ policyid: 1 }, {}], undefined, null]) {
    assert.ok(!call("set", { url: POLICIES, ...(data !== undefined && { data }) }), JSON.stringify(data));
  }
  assert.ok(!call("set", { url: "pm/config/device/FGT1/vdom/root/router/static", data: { device: "port1" } }));
  const items = [{ url: `${POLICIES}/7` }, { url: POLICIES, data: { name: "a" } }];
  assert.ok(!isRepeatable({ method: "set", items }));
});
