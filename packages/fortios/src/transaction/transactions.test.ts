import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { connect, create, lost, sent, success } from "../../test/transactions.ts";
import type { Transaction } from "../client.ts";

test("it commits when the function resolves, with the number on its own requests and on no others", async () => {
  const device = connect();
  const value = await device.fgt.transaction(async (txn) => {
    assert.equal(txn.id, 7);
    await Promise.all([create(txn), create(device.fgt, "outside")]);
    await txn.untyped().cmdb("firewall/addrgrp").update("g", { comment: "x" });
    return "done";
  });
  assert.equal(value, "done");
  assert.deepEqual(sent(device), [
    "GET /monitor/system/status outside",
    "transaction-start outside",
    "POST /cmdb/firewall/address 7",
    "POST /cmdb/firewall/address outside",
    "PUT /cmdb/firewall/addrgrp/g 7",
    "transaction-commit outside",
  ]);
  const [, start, , , , commit] = device.transport.requests;
  assert.deepEqual([start?.body, commit?.body], [{ timeout: 60 }, { "transaction-id": 7 }]);
  assert.deepEqual([start?.path, start?.effect, start?.idempotent], ["/api/v2/cmdb", "write", false]);
});

test("the timeout and the VDOM are those of the transaction", async () => {
  const device = connect({}, { vdom: "root" });
  await device.fgt.transaction((txn) => create(txn), { timeoutSeconds: 300, vdom: "guest" });
  const [, start, write, commit] = device.transport.requests;
  assert.deepEqual(start?.body, { timeout: 300 });
  for (const request of [start, write, commit])
    assert.deepEqual(
      request?.query?.find(([name]) => name === "vdom"),
      ["vdom", "guest"],
    );
});

test("what it changed is known from the commit on, so a write inside does not say", async () => {
  const { fgt } = connect();
  const inside = await fgt.transaction((txn) => create(txn));
  assert.deepEqual(inside, { mkey: "web", changed: undefined });
  assert.equal((await create(fgt)).changed, false);
});

test("it aborts when the function throws, and throws that very error", async () => {
  const device = connect();
  const error = new Error("no");
  await assert.rejects(
    device.fgt.transaction(async (txn) => {
      await create(txn);
      throw error;
    }),
    (thrown) => thrown === error && !("suppressed" in error),
  );
  assert.equal(sent(device).at(-1), "transaction-abort outside");
});

test("begun by hand, it is ended by hand, and its state follows", async () => {
  const { fgt, runtime } = connect();
  await using txn = await fgt.beginTransaction({ timeoutSeconds: 600 });
  assert.deepEqual(txn.state, { kind: "open", since: 0, expiresAt: 300_000 });
  await runtime.advance(1000);
  await create(txn);
  assert.deepEqual(txn.state, { kind: "open", since: 0, expiresAt: 301_000 });
  const commit = txn.commit();
  assert.deepEqual(txn.state, { kind: "ending", by: "commit" });
  await commit;
  assert.deepEqual(txn.state, { kind: "committed", at: 1000 });
});

test("leaving its block without a commit aborts it", async () => {
  const device = connect();
  {
    await using txn = await device.fgt.beginTransaction();
    await create(txn);
  }
  assert.equal(sent(device).at(-1), "transaction-abort outside");
});

test("a start that says no number fails", async () => {
  const { fgt } = connect({ "transaction-start": success({}) });
  await assert.rejects(fgt.beginTransaction(), (error) => isFortiError(error, "BAD_RESPONSE"));
});

test("the number may come in either spelling", async () => {
  const { fgt } = connect({ "transaction-start": success({ transaction_id: 12 }) });
  assert.equal((await fgt.beginTransaction()).id, 12);
});

test("without a function there is nothing to do, and nothing is sent", async () => {
  const device = connect();
  await assert.rejects(
    device.fgt.transaction(undefined as never),
    (error) => isFortiError(error, "INVALID_INPUT") && /beginTransaction/.test(error.hint ?? ""),
  );
  assert.deepEqual(sent(device), []);
});

test("they do not nest, and after the end another one may begin", async () => {
  const device = connect();
  await device.fgt.transaction(async (txn) => {
    await assert.rejects(
      device.fgt.transaction(() => 1),
      (error) =>
        isFortiError(error, "INVALID_INPUT") &&
        /transaction 7 of it is open/.test(error.message) &&
        /do not nest/.test(error.hint ?? ""),
    );
    assert.equal(txn.state.kind, "open");
  });
  const both = await Promise.allSettled([device.fgt.beginTransaction(), device.fgt.beginTransaction()]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ["fulfilled", "rejected"],
  );
});

test("without autoCommit the function decides, and what it leaves open is aborted", async () => {
  for (const [decide, last] of [
    [(txn: Transaction) => txn.commit(), "transaction-commit outside"],
    [(txn: Transaction) => txn.abort(), "transaction-abort outside"],
    [() => Promise.resolve(), "transaction-abort outside"],
  ] as const) {
    const device = connect();
    await device.fgt.transaction(decide, { autoCommit: false });
    assert.equal(sent(device).at(-1), last);
    assert.equal(sent(device).filter((call) => /commit|abort/.test(call)).length, 1);
  }
});

test("with autoCommit a function may still end it by itself", async () => {
  for (const end of ["commit", "abort"] as const) {
    const device = connect();
    await device.fgt.transaction((txn) => txn[end]());
    assert.equal(sent(device).filter((call) => /commit|abort/.test(call)).length, 1);
  }
});

test("they are listed and shown", async () => {
  const listed = [
    { "transaction-id": 7, vdom: "root", timeout: 60, user: "admin" },
    { transaction_id: 9 },
    { nonsense: true },
  ];
  const lines = ["config firewall address", '    edit "web"'];
  const device = connect({ "transaction-list": success(listed), "transaction-show": success(lines) });
  assert.deepEqual(await device.fgt.listTransactions(), [
    { id: 7, vdom: "root", timeoutSeconds: 60, details: listed[0] },
    { id: 9, details: listed[1] },
  ]);
  const txn = await device.fgt.beginTransaction();
  assert.deepEqual(await txn.show(), lines);
  assert.deepEqual(device.transport.requests.at(-1)?.query, [
    ["action", "transaction-show"],
    ["transaction-id", "7"],
  ]);
});

test("closing the client aborts what is open, and what is just beginning", async () => {
  const device = connect();
  const txn = await device.fgt.beginTransaction();
  await device.fgt.close();
  assert.deepEqual(txn.state, { kind: "aborted", at: 0, by: "client" });
  assert.equal(sent(device).at(-1), "transaction-abort outside");
  assert.equal(device.transport.closed, true);

  const other = connect();
  const beginning = other.fgt.beginTransaction();
  await other.fgt.close();
  assert.equal((await beginning).state.kind, "aborted");
});

test("a client that is closed under a function fails its transaction", async () => {
  const device = connect();
  await assert.rejects(
    device.fgt.transaction(() => device.fgt.close()),
    (error) => isFortiError(error, "INVALID_INPUT") && /was aborted with its client/.test(error.message),
  );
});

test("a client that cannot abort it closes all the same", async () => {
  const device = connect({ "transaction-abort": lost });
  await device.fgt.beginTransaction();
  await device.fgt.close();
  assert.equal(device.transport.closed, true);
});

test("a bad timeout sends nothing", async () => {
  for (const timeoutSeconds of [0, -1, 1.5, Number.NaN]) {
    const device = connect();
    await assert.rejects(device.fgt.beginTransaction({ timeoutSeconds }), (error) =>
      isFortiError(error, "INVALID_INPUT"),
    );
    assert.equal(device.transport.requests.length, 0);
  }
});

test("a view's VDOM, checks and signal hold for its transactions", async () => {
  const cancel = new AbortController();
  const device = connect();
  const view = device.fgt.with({ vdom: "guest", validate: "off", signal: cancel.signal });
  const running = view.transaction(async (txn) => {
    await txn.untyped().cmdb("firewall/policy").update(1, { status: "sometimes" });
    cancel.abort();
    await new Promise(() => {});
  });
  await assert.rejects(running, (error) => isFortiError(error, "ABORTED"));
  assert.deepEqual(sent(device).slice(1), [
    "transaction-start outside",
    "PUT /cmdb/firewall/policy/1 7",
    "transaction-abort outside",
  ]);
  const abort = device.transport.requests.at(-1);
  assert.deepEqual(abort?.query?.[0], ["vdom", "guest"]);
  assert.equal(abort?.signal, undefined, "the view's signal does not cancel the abort");
});
