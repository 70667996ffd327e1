import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonValue } from "@fortiweave/core";
import { createManualClock, createScriptedTransport } from "@fortiweave/core/testing";
import { createFortiGate, type Transaction } from "../client.ts";

/** A device whose reads show nothing of what its transactions change, and which says so of every write. */
function connect(rows: Readonly<Record<string, JsonValue>>) {
  const transport = createScriptedTransport(({ method, path, query = [] }) => {
    const isStart = query.some(([, value]) => value === "transaction-start");
    const results: JsonValue = isStart ? { "transaction-id": 7 } : (rows[path.replace("/api/v2/cmdb/", "")] ?? []);
    const isMissing =
      method === "GET" && path.startsWith("/api/v2/cmdb/") && Array.isArray(results) && results.length === 0;
    const status = isMissing ? 404 : 200;
    return {
      status,
      body: {
        status: isMissing ? "error" : "success",
        http_status: status,
        version: "v7.6.5",
        revision_changed: false,
        results,
        ...(isMissing && { error: -3 }),
      },
    };
  });
  return { transport, fgt: createFortiGate({ transport, runtime: createManualClock() }) };
}

const web = { name: "web", q_origin_key: "web", type: "ipmask", subnet: "10.0.0.5 255.255.255.255", comment: "" };

/** What the work in a transaction answers, and what it wrote. */
async function staged<T>(rows: Readonly<Record<string, JsonValue>>, work: (txn: Transaction) => Promise<T>) {
  const { fgt, transport } = connect(rows);
  const value = await fgt.transaction(work);
  const writes = transport.requests
    .filter(({ headers }) => headers?.["x-transaction-id"] !== undefined)
    .filter(({ method }) => method !== "GET");
  return { value, writes: writes.map(({ method, path, body }) => [method, path.replace("/api/v2/cmdb/", ""), body]) };
}

test("ensure creates inside a transaction, and does not miss what it cannot see", async () => {
  const { value, writes } = await staged({}, (txn) =>
    txn.cmdb("firewall/address").ensure({ name: "web", subnet: "10.0.0.5/32" }),
  );
  assert.deepEqual([value.action, value.changed], ["created", true]);
  assert.equal(value.after.name, "web");
  assert.equal(writes.length, 1);
});

test("ensure updates inside a transaction, and foresees the row without its secrets", async () => {
  const rows = { "user/local/eve": [{ name: "eve", status: "enable", type: "password" }] };
  const { value, writes } = await staged(rows, (txn) =>
    txn
      .cmdb("user/local")
      .ensure({ name: "eve", status: "disable", type: "password", passwd: "geheim123" }, { secrets: "write" }),
  );
  assert.deepEqual([value.action, value.after.status], ["updated", "disable"]);
  assert.doesNotMatch(JSON.stringify(value), /geheim123/);
  assert.match(JSON.stringify(writes), /geheim123/);
});

test("ensure leaves alone what is right already", async () => {
  const { value, writes } = await staged({ "firewall/address/web": [web] }, (txn) =>
    txn.cmdb("firewall/address").ensure({ name: "web", subnet: "10.0.0.5/32" }),
  );
  assert.equal(value.changed, false);
  assert.deepEqual(writes, []);
});

test("members are added and removed inside a transaction without a look at what came of it", async () => {
  const rows = { "firewall/addrgrp/g/member": [{ name: "a" }, { name: "b" }] };
  const { value, writes } = await staged(rows, async (txn) => {
    const members = txn.cmdb("firewall/addrgrp").members("g", "member");
    return [await members.add(["b", "c"]), await members.remove("a")];
  });
  assert.deepEqual(
    value.map(({ added, removed, members }) => ({ added, removed, members })),
    [
      { added: ["c"], removed: [], members: ["a", "b", "c"] },
      { added: [], removed: ["a"], members: ["b"] },
    ],
  );
  assert.deepEqual(
    writes.map(([method, path]) => `${method} ${path}`),
    ["POST firewall/addrgrp/g/member", "DELETE firewall/addrgrp/g/member/a"],
  );
});

test("an entry moves inside a transaction next to one that only the transaction knows", async () => {
  const { value, writes } = await staged({}, (txn) => txn.cmdb("firewall/policy").move(1, { after: 2 }));
  assert.deepEqual(value, { mkey: 1, changed: true });
  assert.deepEqual(
    writes.map(([method, path]) => `${method} ${path}`),
    ["PUT firewall/policy/1"],
  );
});
