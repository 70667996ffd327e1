import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { isFortiError, type Transaction } from "@fortiweave/fortios";
import { openDevice, type TestDevice } from "./device.ts";

const device = await openDevice();
const old = await openDevice("7.2.11");

beforeEach(async () => {
  await device.reset();
  await old.reset();
});

const web = { name: "web", subnet: "192.0.2.1 255.255.255.255" } as const;

/** What was sent to begin, end and look up transactions. */
async function transactionCalls({ requests }: TestDevice): Promise<string[]> {
  const actions = (await requests()).map(({ url }) => /action=(transaction-\w+)/.exec(url)?.[1]);
  return actions.filter((action) => action !== undefined);
}

test("nothing of it is seen outside before the commit, and all of it after", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  await fgt.transaction(async (txn) => {
    await txn.cmdb("firewall/address").create(web);
    await txn.cmdb("firewall/addrgrp").create({ name: "servers", member: [{ name: "web" }] });
    assert.equal(await addresses.exists("web"), false);
    assert.equal((await txn.cmdb("firewall/address").get("web")).name, "web");
  });
  assert.equal(await addresses.exists("web"), true);
  assert.deepEqual(await fgt.cmdb("firewall/addrgrp").members("servers", "member").list(), ["web"]);
});

test("ensure, members, set, absent, move and clone work inside it", async () => {
  await using fgt = device.connect();
  const policy = {
    srcintf: [{ name: "port1" }],
    dstintf: [{ name: "port2" }],
    srcaddr: [{ name: "all" }],
    dstaddr: [{ name: "all" }],
    service: [{ name: "ALL" }],
    schedule: "always",
    action: "accept" as const,
  };
  await fgt.transaction(async (txn) => {
    const addresses = txn.cmdb("firewall/address");
    assert.equal((await addresses.ensure(web)).action, "created");
    await addresses.ensure({ name: "web", comment: "second" });
    await addresses.set({ name: "db", subnet: "192.0.2.2/32" });
    await addresses.clone("db", "copy");
    await addresses.absent("db");
    await txn.cmdb("firewall/addrgrp").create({ name: "servers", member: [{ name: "web" }] });
    await txn.cmdb("firewall/addrgrp").members("servers", "member").add("copy");
    for (const policyid of [1, 2, 3]) await txn.cmdb("firewall/policy").create({ policyid, ...policy });
    await txn.cmdb("firewall/policy").move(3, { before: 1 });
    await txn.cmdb("system/settings").ensure({ comments: "from a transaction" });
  });
  assert.equal((await fgt.cmdb("firewall/address").get("web")).comment, "second");
  assert.equal(await fgt.cmdb("firewall/address").exists("db"), false);
  assert.deepEqual(await fgt.cmdb("firewall/addrgrp").members("servers", "member").list(), ["web", "copy"]);
  const policies = await fgt.cmdb("firewall/policy").list({ fields: ["policyid"] });
  assert.deepEqual(
    policies.map(({ policyid }) => policyid),
    [3, 1, 2],
  );
  assert.equal((await fgt.cmdb("system/settings").get()).comments, "from a transaction");
});

test("a refusal inside leaves nothing behind", async () => {
  await using fgt = device.connect();
  const before = await device.snapshot();
  await assert.rejects(
    fgt.transaction(async (txn) => {
      await txn.cmdb("firewall/address").create(web);
      await txn.cmdb("firewall/addrgrp").create({ name: "servers", member: [{ name: "nobody" }] });
    }),
    (error) => isFortiError(error, "BAD_REFERENCE"),
  );
  assert.deepEqual(await device.snapshot(), before);
  await fgt.cmdb("firewall/address").create(web);
});

test("a commit that the device refuses leaves nothing behind, not even a lock", async () => {
  await using fgt = device.connect();
  await fgt.cmdb("firewall/address").create(web);
  await assert.rejects(
    fgt.transaction(async (txn) => {
      await txn.cmdb("firewall/addrgrp").create({ name: "servers", member: [{ name: "web" }] });
      await fgt.cmdb("firewall/address").delete("web");
    }),
    (error) => isFortiError(error, "BAD_REFERENCE"),
  );
  assert.deepEqual(await fgt.listTransactions(), []);
  await fgt.cmdb("firewall/addrgrp").create({ name: "servers", member: [{ name: "all" }] });
});

test("a table that it changed is locked for all others until it ends", async () => {
  await using fgt = device.connect();
  await using other = device.connect();
  const lock = (error: unknown): boolean => isFortiError(error, "LOCKED_BY_OTHER");
  await using txn = await fgt.beginTransaction();
  await using second = await other.beginTransaction();
  await txn.cmdb("firewall/address").create(web);
  await assert.rejects(fgt.cmdb("firewall/address").create({ name: "outside" }), lock);
  await assert.rejects(second.cmdb("firewall/address").create({ name: "inside" }), lock);
  await other.cmdb("firewall/address6").create({ name: "six" });
  await txn.abort();
  await fgt.cmdb("firewall/address").create({ name: "outside" });
});

test("it is in the VDOM that it names, and so are its calls", async () => {
  await using fgt = device.connect({ vdom: "root" });
  await fgt.cmdb("system/vdom").create({ name: "guest" });
  await fgt.transaction(
    async (txn) => {
      await txn.cmdb("firewall/address").create(web);
      assert.deepEqual(
        (await fgt.listTransactions()).map(({ id, vdom }) => [id, vdom]),
        [[txn.id, "guest"]],
      );
    },
    { vdom: "guest" },
  );
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), false);
  assert.equal(await fgt.cmdb("firewall/address").exists("web", { vdom: "guest" }), true);
});

test("a view's VDOM holds for its transactions as well", async () => {
  await using fgt = device.connect();
  await fgt.cmdb("system/vdom").create({ name: "guest" });
  await fgt.with({ vdom: "guest" }).transaction((txn) => txn.cmdb("firewall/address").create(web));
  assert.equal(await fgt.cmdb("firewall/address").exists("web", { vdom: "guest" }), true);
});

test("a commit whose answer is lost is sent once, and the error tells what the device's list shows", async () => {
  await using fgt = device.connect();
  const commit = { path: "action=transaction-commit" };
  await device.fault({ kind: "drop", when: "after", match: commit, times: 1 });
  const work = (txn: Transaction) => txn.cmdb("firewall/address").create(web);
  await assert.rejects(
    fgt.transaction(work),
    (error) => isFortiError(error, "NETWORK") && /no longer lists .* it was committed/.test(error.hint ?? ""),
  );
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), true);

  await fgt.cmdb("firewall/address").delete("web");
  await device.forget();
  await device.fault({ kind: "drop", when: "before", match: commit, times: 1 });
  await assert.rejects(
    fgt.transaction(work),
    (error) => isFortiError(error, "NETWORK") && /still lists .* nothing of it is in effect/.test(error.hint ?? ""),
  );
  assert.deepEqual(await transactionCalls(device), [
    "transaction-start",
    "transaction-commit",
    "transaction-list",
    "transaction-abort",
  ]);
  assert.equal(await fgt.cmdb("firewall/address").exists("web"), false);
});

test("before 7.4.1 nobody can tell what became of a lost commit, and the error says so", async () => {
  await using fgt = old.connect();
  await old.fault({ kind: "drop", when: "after", match: { path: "action=transaction-commit" }, times: 1 });
  const txn = await fgt.beginTransaction();
  await txn.cmdb("firewall/address").create(web);
  await assert.rejects(
    txn.commit(),
    (error) => isFortiError(error, "NETWORK") && /all of it or nothing/.test(error.hint ?? ""),
  );
  assert.equal(txn.state.kind, "in-doubt");
  assert.deepEqual(await transactionCalls(old), ["transaction-start", "transaction-commit"]);
});

test("a start or an abort whose answer is lost is not sent again", async () => {
  await using fgt = device.connect();
  for (const action of ["start", "abort"]) {
    await device.forget();
    await device.fault({ kind: "drop", when: "after", match: { path: `transaction-${action}` }, times: 1 });
    await assert.rejects(
      fgt.transaction(() => {
        throw new Error("no");
      }),
    );
    const calls = await transactionCalls(device);
    assert.equal(calls.filter((call) => call === `transaction-${action}`).length, 1);
  }
  await fgt.transaction((txn) => txn.cmdb("firewall/address").create(web));
});

test("a transaction that the device has lost is said to be gone, and the next one works", async () => {
  await using fgt = device.connect();
  const txn = await fgt.beginTransaction();
  await txn.cmdb("firewall/address").create(web);
  await device.reset();
  await assert.rejects(
    txn.cmdb("firewall/address").get("web"),
    (error) => isFortiError(error) && /may have discarded transaction/.test(error.hint ?? ""),
  );
  await assert.rejects(txn.commit(), (error) => isFortiError(error, "NOT_FOUND"));
  assert.equal(txn.state.kind, "expired");
  await fgt.transaction((next) => next.cmdb("firewall/address").create(web));
});

test("the signal aborts it on the device, while a call of it is under way", async () => {
  await using fgt = device.connect();
  const cancel = new AbortController();
  const running = fgt.transaction(
    async (txn) => {
      await txn.cmdb("firewall/address").create(web);
      cancel.abort();
      await txn.cmdb("firewall/address").create({ name: "never" });
    },
    { signal: cancel.signal },
  );
  await assert.rejects(running, (error) => isFortiError(error, "ABORTED"));
  assert.deepEqual(await fgt.listTransactions(), []);
  await fgt.cmdb("firewall/address").create(web);
});

test("closing the client aborts what is open", async () => {
  await using fgt = device.connect();
  const other = device.connect();
  await (await other.beginTransaction()).cmdb("firewall/address").create(web);
  assert.equal((await fgt.listTransactions()).length, 1);
  await other.close();
  assert.deepEqual(await fgt.listTransactions(), []);
});

test("a read-only client sends no write, and answers what it would have sent", async () => {
  await using fgt = device.connect({ readOnly: true });
  const answers = await fgt.transaction(async (txn) => {
    assert.equal(txn.id, 0);
    assert.equal(await txn.cmdb("firewall/address").exists("all"), true);
    return [
      await txn.cmdb("firewall/address").create(web),
      await txn.cmdb("firewall/address").ensure({ name: "all", comment: "x" }),
    ];
  });
  assert.deepEqual(
    answers.map(({ simulated }) => `${simulated?.method} ${simulated?.path}`),
    ["POST /api/v2/cmdb/firewall/address", "PUT /api/v2/cmdb/firewall/address/all"],
  );
  const requests = await device.requests();
  assert.ok(requests.every(({ method }) => method === "GET"));
  assert.ok(requests.every(({ headers }) => headers["x-transaction-id"] === undefined));

  await using refusing = device.connect({ readOnly: "refuse" });
  await assert.rejects(refusing.beginTransaction(), (error) => isFortiError(error, "READ_ONLY"));
});

test("secrets in a transaction stand in no audit line", async () => {
  const lines: string[] = [];
  await using fgt = device.connect({ audit: [(event) => void lines.push(JSON.stringify(event))] });
  await fgt.transaction((txn) => txn.cmdb("user/local").create({ name: "eve", type: "password", passwd: "geheim123" }));
  await fgt.close();
  assert.ok(lines.some((line) => line.includes("transaction commit")));
  assert.doesNotMatch(lines.join("\n"), /geheim123/);
});
