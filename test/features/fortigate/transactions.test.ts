import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { createDefaultTransport } from "@fortiweave/core";
import { createManualClock } from "@fortiweave/core/testing";
import { createFortiGate, isFortiError, token } from "@fortiweave/fortios";
import { openDevice } from "../../contract/device.ts";

const device = await openDevice();
const old = await openDevice("7.2.11");

beforeEach(async () => {
  await device.reset();
  await old.reset();
});

const web = { name: "web", subnet: "192.0.2.1 255.255.255.255" } as const;

test("feature transactions: what a function changes takes effect together when it resolves", async () => {
  await using fgt = device.connect();
  await fgt.transaction(async (txn) => {
    await txn.cmdb("firewall/address").create(web);
    await txn.cmdb("firewall/addrgrp").create({ name: "servers", member: [{ name: "web" }] });
    assert.equal(await fgt.cmdb("firewall/address").exists("web"), false);
  });
  assert.deepEqual(await fgt.cmdb("firewall/addrgrp").members("servers", "member").list(), ["web"]);
});

test("feature transactions: when it throws, nothing takes effect, and its own error is thrown", async () => {
  await using fgt = device.connect();
  const error = new Error("no");
  await assert.rejects(
    fgt.transaction(async (txn) => {
      await txn.cmdb("firewall/address").create(web);
      throw error;
    }),
    (thrown) => thrown === error,
  );
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), false);
  assert.deepEqual(await fgt.listTransactions(), []);
});

test("feature transactions: begun by hand it is ended by hand, and aborted at the end of its block", async () => {
  await using fgt = device.connect();
  for (const name of ["kept", "dropped"]) {
    await using txn = await fgt.beginTransaction();
    await txn.untyped().cmdb("firewall/address").create({ name });
    if (name === "kept") await txn.commit();
  }
  assert.equal(await fgt.cmdb("firewall/address").exists("kept"), true);
  assert.equal(await fgt.cmdb("firewall/address").exists("dropped"), false);
  assert.deepEqual(await fgt.listTransactions(), []);
});

test("feature transactions: without autoCommit the function decides", async () => {
  await using fgt = device.connect();
  for (const name of ["kept", "dropped", "forgotten"]) {
    await fgt.transaction(
      async (txn) => {
        await txn.cmdb("firewall/address").create({ name });
        if (name === "kept") await txn.commit();
        if (name === "dropped") await txn.abort();
      },
      { autoCommit: false },
    );
  }
  const names = (await fgt.cmdb("firewall/address").list({ fields: ["name"] })).map(({ name }) => name);
  assert.deepEqual(
    ["kept", "dropped", "forgotten"].map((name) => names.includes(name)),
    [true, false, false],
  );
});

test("feature transactions: the number belongs to the transaction, so parallel calls of the client stay outside", async () => {
  await using fgt = device.connect();
  await assert.rejects(
    fgt.transaction(async (txn) => {
      await Promise.all([
        txn.cmdb("firewall/address").create(web),
        fgt.cmdb("firewall/address6").create({ name: "outside" }),
        fgt.cmdb("system/global").get(),
      ]);
      throw new Error("no");
    }),
  );
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), false);
  assert.equal(await fgt.cmdb("firewall/address6").exists("outside"), true);
  const inside = (await device.requests()).filter(({ headers }) => headers["x-transaction-id"] !== undefined);
  assert.deepEqual(
    inside.map(({ method, url }) => `${method} ${url}`),
    ["POST /api/v2/cmdb/firewall/address"],
  );
});

test("feature transactions: after a start that failed, another one can be begun", async () => {
  await using fgt = device.connect();
  await device.fault({ kind: "status", status: 500, match: { path: "action=transaction-start" }, times: 1 });
  await assert.rejects(fgt.transaction(() => 1));
  await fgt.transaction((txn) => txn.cmdb("firewall/address").create(web));
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), true);
});

test("feature transactions: the open ones are listed with VDOM and timeout, and show what they changed", async () => {
  await using fgt = device.connect();
  await using txn = await fgt.beginTransaction({ timeoutSeconds: 120 });
  await txn.cmdb("firewall/address").create(web);
  const listed = await fgt.listTransactions();
  assert.deepEqual(
    listed.map(({ id, vdom, timeoutSeconds }) => ({ id, vdom, timeoutSeconds })),
    [{ id: txn.id, vdom: "root", timeoutSeconds: 120 }],
  );
  assert.ok((await txn.show()).some((line) => line.includes('edit "web"')));
});

test("feature transactions: the timeout goes to the device, and past it nothing is sent any more", async () => {
  const runtime = createManualClock();
  const { url, fingerprint, token: value } = device.handle;
  const transport = createDefaultTransport({ url, tls: { fingerprint } });
  await using fgt = createFortiGate({ transport, runtime, auth: token(value) });
  const txn = await fgt.beginTransaction({ timeoutSeconds: 90 });
  assert.equal((await fgt.listTransactions())[0]?.timeoutSeconds, 90);
  await runtime.advance(90_000);
  await device.forget();
  assert.equal(txn.state.kind, "expired");
  await assert.rejects(
    txn.cmdb("firewall/address").create(web),
    (error) => isFortiError(error, "INVALID_INPUT") && /has expired/.test(error.message),
  );
  assert.deepEqual(await device.requests(), []);
});

test("feature transactions: the signal aborts it on the device", async () => {
  await using fgt = device.connect();
  const cancel = new AbortController();
  const running = fgt.transaction(
    async (txn) => {
      await txn.cmdb("firewall/address").create(web);
      cancel.abort();
      await new Promise(() => {});
    },
    { signal: cancel.signal },
  );
  await assert.rejects(running, (error) => isFortiError(error, "ABORTED"));
  assert.deepEqual(await fgt.listTransactions(), []);
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), false);
});

test("feature transactions: they do not nest, and the refusal says so", async () => {
  await using fgt = device.connect();
  await fgt.transaction(async (txn) => {
    const nested = fgt.transaction(() => 1);
    await assert.rejects(
      nested,
      (error) => isFortiError(error, "INVALID_INPUT") && /do not nest/.test(error.hint ?? ""),
    );
    await txn.cmdb("firewall/address").create(web);
  });
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), true);
});

test("feature transactions: lists come with 7.4.1, and an older device is named", async () => {
  await using fgt = old.connect();
  await assert.rejects(
    fgt.listTransactions(),
    (error) => isFortiError(error, "UNSUPPORTED") && /FortiOS 7\.2\.11, .* 7\.4\.1/.test(error.message),
  );
  await fgt.transaction(async (txn) => {
    await txn.cmdb("firewall/address").create(web);
    await assert.rejects(txn.show(), (error) => isFortiError(error, "UNSUPPORTED"));
  });
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), true);
});

test("feature transactions: they come with 6.4.0, and on an older device nothing is begun", async () => {
  const { url, fingerprint } = old.handle;
  const { send, close } = createDefaultTransport({ url, tls: { fingerprint } });
  // A device that says it is older than any that is simulated.
  await using fgt = old.connect({
    transport: {
      close,
      send: async (request) => {
        const response = await send(request);
        return { ...response, body: String(response.body).replaceAll(old.handle.version, "v6.2.16") };
      },
    },
  });
  await assert.rejects(
    fgt.transaction((txn) => txn.cmdb("firewall/address").create(web)),
    (error) => isFortiError(error, "UNSUPPORTED") && /FortiOS 6\.2\.16, .* 6\.4\.0/.test(error.message),
  );
  assert.deepEqual(await old.calls(), ["GET /monitor/system/status"]);
});
