import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { connect, sent, success } from "../../test/transactions.ts";

test("before 6.4.0 it is refused with the version's name, and nothing is begun", async () => {
  const device = connect({ "GET /monitor/system/status": success({}, "v6.2.16") });
  await assert.rejects(
    device.fgt.beginTransaction(),
    (error) => isFortiError(error, "UNSUPPORTED") && /FortiOS 6\.2\.16/.test(error.message),
  );
  assert.deepEqual(sent(device), ["GET /monitor/system/status outside"]);
  assert.equal((await connect({ "GET /monitor/system/status": success({}, "v6.4.0") }).fgt.beginTransaction()).id, 7);
});

test("before 7.4.1 they are neither listed nor shown", async () => {
  const device = connect({
    "GET /monitor/system/status": success({}, "v7.4.0"),
    "transaction-start": success({ "transaction-id": 7 }, "v7.4.0"),
  });
  await assert.rejects(
    device.fgt.listTransactions(),
    (error) => isFortiError(error, "UNSUPPORTED") && /FortiOS 7\.4\.0/.test(error.message),
  );
  const txn = await device.fgt.beginTransaction();
  await assert.rejects(txn.show(), (error) => isFortiError(error, "UNSUPPORTED"));
  assert.deepEqual(sent(device).slice(1), ["transaction-start outside"]);
});

test("an administrator who may not see the version may still begin one", async () => {
  const device = connect({
    "GET /monitor/system/status": { status: 403, body: { status: "error", http_status: 403 } },
  });
  assert.equal((await device.fgt.beginTransaction()).id, 7);
});
