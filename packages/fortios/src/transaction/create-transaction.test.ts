import assert from "node:assert/strict";
import { test } from "node:test";
import { FortiError, isFortiError } from "@fortiweave/core";
import { type Answer, connect, create, keyOf, sent, success } from "../../test/transactions.ts";
import type { Transaction } from "../client.ts";

test("after its end every call is refused, names it, and sends nothing", async () => {
  const ends: readonly [(txn: Transaction) => Promise<void>, string, RegExp][] = [
    [(txn) => txn.commit(), "committed", /transaction 7 was committed/],
    [(txn) => txn.abort(), "aborted", /transaction 7 was aborted/],
  ];
  for (const [end, kind, message] of ends) {
    const device = connect();
    const txn = await device.fgt.beginTransaction();
    await end(txn);
    assert.equal(txn.state.kind, kind);
    const before = device.transport.requests.length;
    for (const use of [() => create(txn), () => txn.commit(), () => txn.abort(), () => txn.show()]) {
      await assert.rejects(use, (error) => isFortiError(error, "INVALID_INPUT") && message.test(error.message));
    }
    await txn[Symbol.asyncDispose]();
    assert.equal(device.transport.requests.length, before);
  }
});

test("it expires with its timeout, or after five idle minutes, and then sends nothing any more", async () => {
  for (const [timeoutSeconds, ms] of [
    [30, 30_000],
    [3600, 300_000],
  ] as const) {
    const device = connect();
    const txn = await device.fgt.beginTransaction({ timeoutSeconds });
    await device.runtime.advance(ms - 1);
    assert.equal(txn.state.kind, "open");
    await device.runtime.advance(1);
    assert.deepEqual(txn.state, { kind: "expired", at: ms });
    const before = device.transport.requests.length;
    await assert.rejects(
      create(txn),
      (error) => isFortiError(error, "INVALID_INPUT") && /has expired/.test(error.message),
    );
    await txn[Symbol.asyncDispose]();
    assert.equal(device.transport.requests.length, before);
  }
});

test("a function that takes too long fails, and nothing is committed", async () => {
  const device = connect();
  await assert.rejects(
    device.fgt.transaction(() => device.runtime.advance(60_000)),
    (error) =>
      isFortiError(error, "INVALID_INPUT") && /Cannot commit transaction 7: .* has expired/.test(error.message),
  );
  assert.deepEqual(sent(device).slice(2), []);
});

test("commit and abort wait for what is under way, which belongs to the transaction", async () => {
  for (const end of ["commit", "abort"] as const) {
    let answer = (): void => {};
    const device = connect({
      "POST /cmdb/firewall/address": () =>
        new Promise((resolve) => {
          answer = () => resolve(success([]));
        }),
    });
    const txn = await device.fgt.beginTransaction();
    const writing = create(txn);
    await device.runtime.advance(0);
    const ending = txn[end]();
    await device.runtime.advance(0);
    assert.equal(sent(device).at(-1), "POST /cmdb/firewall/address 7");
    await assert.rejects(
      create(txn, "late"),
      (error) => isFortiError(error, "INVALID_INPUT") && /is waiting for the answer to its/.test(error.message),
    );
    answer();
    await writing;
    await ending;
    assert.equal(sent(device).at(-1), `transaction-${end} outside`);
  }
});

test("the signal aborts the transaction on the device, with a request that it does not cancel", async () => {
  const cancel = new AbortController();
  const device = connect({
    "POST /cmdb/firewall/address": () =>
      new Promise<Answer>((resolve) =>
        cancel.signal.addEventListener("abort", () =>
          resolve(new FortiError({ code: "ABORTED", message: "Cancelled", reached: "maybe" })),
        ),
      ),
  });
  const running = device.fgt.transaction((txn) => create(txn), { signal: cancel.signal });
  await device.runtime.advance(0);
  cancel.abort(new Error("enough"));
  await assert.rejects(
    running,
    (error) => isFortiError(error, "ABORTED") && /Transaction 7 was cancelled/.test(error.message),
  );
  const abort = device.transport.requests.at(-1);
  assert.equal(abort && keyOf(abort), "transaction-abort");
  assert.equal(abort?.signal, undefined);
});

test("the signal ends a function that does not listen to it, and the calls that it makes later are refused", async () => {
  const cancel = new AbortController();
  const device = connect();
  let late: Promise<unknown> | undefined;
  let go = (): void => {};
  const running = device.fgt.transaction(
    async (txn) => {
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      late = create(txn);
      await late;
    },
    { signal: cancel.signal },
  );
  await device.runtime.advance(0);
  cancel.abort();
  await assert.rejects(running, (error) => isFortiError(error, "ABORTED"));
  go();
  await device.runtime.advance(0);
  await assert.rejects(late ?? Promise.resolve(), (error) => isFortiError(error, "ABORTED") && error.reached === "no");
  assert.equal(sent(device).at(-1), "transaction-abort outside");
});

test("a signal during the commit does not cancel it", async () => {
  const cancel = new AbortController();
  const device = connect({
    "transaction-commit": () => {
      cancel.abort();
      return success({});
    },
  });
  const txn = await device.fgt.beginTransaction({ signal: cancel.signal });
  await txn.commit();
  assert.equal(txn.state.kind, "committed");
  assert.equal(sent(device).at(-1), "transaction-commit outside");
});

test("a signal that was aborted before begins nothing; one that is aborted while it begins ends it", async () => {
  const early = connect();
  await assert.rejects(early.fgt.transaction(() => 1, { signal: AbortSignal.abort() }));
  assert.ok(!sent(early).includes("transaction-commit outside"));
  const cancel = new AbortController();
  const device = connect({
    "transaction-start": () => {
      cancel.abort();
      return success({ "transaction-id": 7 });
    },
  });
  await assert.rejects(device.fgt.beginTransaction({ signal: cancel.signal }), (error) =>
    isFortiError(error, "ABORTED"),
  );
  assert.equal(sent(device).at(-1), "transaction-abort outside");
});
