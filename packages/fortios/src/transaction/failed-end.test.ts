import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import type { ScriptedAnswer } from "@fortiweave/core/testing";
import { connect, create, gone, lost, refused, sent, success, unsent } from "../../test/transactions.ts";

test("an abort that fails as well goes with the function's error", async () => {
  const device = connect({ "transaction-abort": lost });
  const failing = device.fgt.transaction(() => {
    throw new Error("no");
  });
  await assert.rejects(failing, (error: Error & { suppressed?: unknown }) => {
    assert.equal(error.message, "no");
    assert.ok(isFortiError(error.suppressed, "NETWORK"));
    assert.match(
      error.suppressed.hint ?? "",
      /^Nothing of it takes effect: the device discards it at 1970-01-01T00:01:00/,
    );
    return true;
  });
  assert.equal(sent(device).filter((call) => call.startsWith("transaction-abort")).length, 1);
});

test("a commit that the device refuses is followed by an abort", async () => {
  const device = connect({ "transaction-commit": refused });
  await assert.rejects(
    device.fgt.transaction((txn) => create(txn)),
    (error) => isFortiError(error) && error.deviceCode === -651,
  );
  assert.deepEqual(sent(device).slice(-2), ["transaction-commit outside", "transaction-abort outside"]);
});

test("a transaction that the device has discarded before is said to be gone", async () => {
  const device = connect({ "transaction-commit": gone, "PUT /cmdb/firewall/address/web": gone });
  const txn = await device.fgt.beginTransaction();
  await assert.rejects(
    txn.cmdb("firewall/address").update("web", { comment: "x" }),
    (error) => isFortiError(error) && /may have discarded transaction 7/.test(error.hint ?? ""),
  );
  await assert.rejects(
    txn.commit(),
    (error) => isFortiError(error, "NOT_FOUND") && /has discarded it/.test(error.message),
  );
  assert.equal(txn.state.kind, "expired");
});

test("aborting what the device has discarded already is no failure", async () => {
  const device = connect({ "transaction-abort": gone });
  const txn = await device.fgt.beginTransaction();
  await txn.abort();
  assert.equal(txn.state.kind, "expired");
});

test("a start, a commit and an abort whose answer is lost are never sent again", async () => {
  for (const call of ["transaction-start", "transaction-commit", "transaction-abort"]) {
    const device = connect({ [call]: lost, "transaction-list": success([]) });
    const work = device.fgt.transaction((txn) => {
      if (call === "transaction-abort") throw new Error("no");
      return create(txn);
    });
    const failing = assert.rejects(work);
    await device.runtime.advance(60_000);
    await failing;
    assert.equal(sent(device).filter((name) => name.startsWith(call)).length, 1);
  }
});

test("a start whose answer is lost leaves the client able to begin again", async () => {
  let first = true;
  const device = connect({
    "transaction-start": () => {
      if (!first) return success({ "transaction-id": 8 });
      first = false;
      return lost();
    },
  });
  await assert.rejects(
    device.fgt.beginTransaction(),
    (error) => isFortiError(error, "NETWORK") && /unheard is discarded after 60 s/.test(error.hint ?? ""),
  );
  assert.equal((await device.fgt.beginTransaction()).id, 8);
});

test("of a commit whose answer is lost, the device's list tells that it did not happen", async () => {
  const device = connect({ "transaction-commit": lost, "transaction-list": success([{ "transaction-id": 7 }]) });
  const txn = await device.fgt.beginTransaction();
  await assert.rejects(
    txn.commit(),
    (error) => isFortiError(error, "NETWORK") && /so nothing of it is in effect/.test(error.hint ?? ""),
  );
  assert.equal(txn.state.kind, "open");
  await txn.abort();
});

test("of a commit whose answer is lost and that the device no longer lists, nobody knows", async () => {
  const device = connect({ "transaction-commit": lost, "transaction-list": success([{ "transaction-id": 99 }]) });
  const failing = device.fgt.transaction((txn) => create(txn));
  await assert.rejects(
    failing,
    (error) =>
      isFortiError(error, "NETWORK") &&
      /it was committed, unless/.test(error.hint ?? "") &&
      error.operation === "cmdb transaction commit",
  );
  assert.equal(sent(device).at(-1), "transaction-list outside", "nothing is left to abort");
});

test("of a commit whose answer is lost and that no list can tell of, nobody knows either", async () => {
  const old = connect({
    "transaction-commit": lost,
    "GET /monitor/system/status": success({}, "v7.4.0"),
    "transaction-start": success({ "transaction-id": 7 }, "v7.4.0"),
  });
  const txn = await old.fgt.beginTransaction();
  await assert.rejects(
    txn.commit(),
    (error) => isFortiError(error, "NETWORK") && /all of it or nothing/.test(error.hint ?? ""),
  );
  assert.equal(txn.state.kind, "in-doubt");
  await assert.rejects(
    create(txn),
    (error) => isFortiError(error, "INVALID_INPUT") && /nobody knows whether/.test(error.message),
  );
});

test("a commit that never left this machine may be tried again", async () => {
  let down = true;
  const device = connect({ "transaction-commit": () => (down ? unsent() : success({})) }, { retry: { maxRetries: 0 } });
  const txn = await device.fgt.beginTransaction();
  await assert.rejects(txn.commit(), (error) => isFortiError(error, "NETWORK"));
  assert.equal(txn.state.kind, "open");
  down = false;
  await txn.commit();
  assert.equal(txn.state.kind, "committed");
});

test("a commit that names something missing was refused, and is not taken for a transaction that is gone", async () => {
  const missing: ScriptedAnswer = {
    status: 500,
    body: { status: "error", http_status: 500, error: -3, cli_error: "entry not found in datasource\n" },
  };
  const device = connect({ "transaction-commit": missing });
  const txn = await device.fgt.beginTransaction();
  await assert.rejects(txn.commit(), (error) => isFortiError(error, "BAD_REFERENCE"));
  assert.equal(txn.state.kind, "open");
});
