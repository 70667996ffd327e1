import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  type FortiErrorCode,
  type FortiGate,
  isFortiError,
  type Plan,
  type PlanDocument,
  type PlanStep,
} from "@fortiweave/fortios";
import { openDevice } from "./device.ts";
import { document, furnish, policy } from "./office.ts";

const device = await openDevice();

beforeEach(() => device.reset());

const once = { retry: { maxRetries: 0 } };
const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));
const inWords = (steps: readonly PlanStep[]): string[] =>
  steps.map(({ action, table, mkey }) => `${action} ${table}${mkey === undefined ? "" : ` ${mkey}`}`);
const writes = async (): Promise<string[]> => (await device.calls()).filter((call) => !call.startsWith("GET "));

async function prepared(fgt: FortiGate): Promise<Plan> {
  await furnish(fgt);
  const plan = await fgt.plan(document);
  await device.forget();
  return plan;
}

test("a plan reads, says every change in an order that works, and writes nothing", async () => {
  await using fgt = device.connect();
  await furnish(fgt);
  const before = await device.snapshot();
  await device.forget();
  const plan = await fgt.plan(document);
  assert.deepEqual(await writes(), []);
  assert.deepEqual(await device.snapshot(), before);
  assert.deepEqual(inWords(plan.steps), [
    "create firewall/address mail",
    "create firewall/policy 5",
    "update firewall/policy 1",
    "update firewall/addrgrp servers",
    "update firewall/address web",
    "create user/local admin-2",
    "update system/global",
    "move firewall/policy 5",
    "move firewall/policy 4",
    "move firewall/policy 2",
    "delete firewall/policy 3",
    "delete firewall/address old",
  ]);
  assert.equal(plan.unchanged, 1);
  assert.equal(plan.version, "7.6.5");
  assert.deepEqual(
    plan.steps[3]?.changes.map(({ field }) => field),
    ["comment", "member"],
  );
  assert.deepEqual(plan.steps[1]?.dependsOn, [1]);
  assert.deepEqual(plan.steps.at(-1)?.dependsOn, [4], "the group lets go of it first");
  assert.doesNotMatch(JSON.stringify(plan) + plan.text(), /geheim/);
});

for (const transaction of [true, false]) {
  const how = transaction ? "in a transaction" : "step by step";

  test(`${how}: what is applied is there, and the same document finds nothing to do`, async () => {
    await using fgt = device.connect();
    const plan = await prepared(fgt);
    const heard: string[] = [];
    const result = await fgt.apply(plan, {
      transaction,
      onStep: ({ step, status }) => heard.push(`${status} ${step.id}`),
    });
    assert.deepEqual([result.ok, result.mode, result.failed], [true, transaction ? "transaction" : "steps", []]);
    assert.deepEqual(result.applied, plan.steps);
    assert.deepEqual(
      heard,
      plan.steps.flatMap(({ id }) => [`started ${id}`, `done ${id}`]),
    );
    const order = (await fgt.cmdb("firewall/policy").list()).map(({ policyid }) => policyid);
    assert.deepEqual(order, [5, 4, 2, 1]);
    assert.equal((await fgt.cmdb("system/global").get()).hostname, "edge");
    const again = await fgt.plan(document);
    assert.ok(again.isEmpty, again.text());
    assert.equal(again.unchanged, 10);
    const nothing = await fgt.apply(again);
    assert.deepEqual([nothing.ok, nothing.mode, nothing.applied], [true, "none", []]);
  });

  for (const fault of [
    { kind: "status", status: 500 },
    { kind: "drop", when: "after" },
  ] as const) {
    test(`${how}: whichever step fails (${fault.kind}), the device is as it was`, async () => {
      for (let index = 0; index < 12; index += 1) {
        await device.reset();
        await using fgt = device.connect(once);
        const plan = await prepared(fgt);
        const before = await device.snapshot();
        const step = plan.steps[index] as PlanStep;
        await device.fault({ ...fault, times: 1, match: matchOf(step) });
        const result = await fgt.apply(plan, { transaction });
        const about = `${inWords([step])} ${JSON.stringify(result.notRolledBack)}`;
        assert.equal(result.ok, false, about);
        assert.equal(result.failed[0]?.step?.id, step.id, about);
        assert.deepEqual([result.applied, result.notRolledBack], [[], []], about);
        assert.deepEqual(result.skipped, plan.steps.slice(index + 1), about);
        assert.ok(result.rolledBack.length >= index, about);
        assert.deepEqual(await device.snapshot(), before, about);
        const order = (await fgt.cmdb("firewall/policy").list()).map(({ policyid }) => policyid);
        assert.deepEqual(order, [1, 2, 3, 4], about);
        assert.deepEqual(await fgt.listTransactions(), [], about);
      }
    });
  }
}

for (const when of ["before", "after"] as const) {
  test(`the answer to a commit is lost (${when} the device did it): what is there decides`, async () => {
    await using fgt = device.connect(once);
    const plan = await prepared(fgt);
    const before = await device.snapshot();
    await device.fault({ kind: "drop", when, times: 1, match: { path: "action=transaction-commit" } });
    const { ok, applied, failed, rolledBack } = await fgt.apply(plan);
    assert.equal(ok, when === "after");
    assert.equal(applied.length, ok ? 12 : 0);
    assert.equal(rolledBack.length, ok ? 0 : 12);
    if (ok) assert.ok((await fgt.plan(document)).isEmpty);
    else
      assert.deepEqual(
        [await device.snapshot(), failed[0]?.step, failed[0]?.error.code],
        [before, undefined, "NETWORK"],
      );
  });
}

test("a device that refuses a table inside a transaction gets it step by step, unless a transaction is insisted on", async () => {
  await using fgt = device.connect(once);
  const plan = await prepared(fgt);
  const before = await device.snapshot();
  await device.fault({ kind: "status", status: 405, times: 2, match: { method: "POST", path: "cmdb/user/local" } });
  const insisted = await fgt.apply(plan, { transaction: true });
  assert.deepEqual([insisted.ok, insisted.failed[0]?.error.code], [false, "UNSUPPORTED"]);
  assert.deepEqual(await device.snapshot(), before);
  const { ok, mode } = await fgt.apply(plan);
  assert.deepEqual([ok, mode], [true, "steps"]);
  assert.ok((await fgt.plan(document)).isEmpty);
});

test("what the device accepts and does not take is a failure, and all is taken back", async () => {
  await using fgt = device.connect(once);
  await furnish(fgt);
  const before = await device.snapshot();
  const plan = await fgt.plan({ "firewall/address": { ensure: [{ name: "web", comment: "x" }, { name: "new" }] } });
  const last = plan.steps.at(-1);
  await device.fault({
    kind: "empty",
    status: 200,
    times: 1,
    match: { method: "PUT", path: "cmdb/firewall/address/web" },
  });
  const { ok, failed, rolledBack } = await fgt.apply(plan, { transaction: false });
  assert.equal(ok, false);
  assert.deepEqual([failed[0]?.error.code, failed[0]?.step?.mkey], ["VERIFY_FAILED", "web"]);
  assert.match(failed[0]?.error.message ?? "", /did not take: comment/);
  assert.equal(rolledBack.length, 2);
  assert.equal(last?.mkey, "new");
  assert.deepEqual(await device.snapshot(), before);
});

test("what cannot be undone is said: a secret that the device never told, and what fails again", async () => {
  await using fgt = device.connect(once);
  await furnish(fgt);
  const plan = await fgt.plan(
    {
      "firewall/address": { ensure: [{ name: "new" }] },
      "user/local": { ensure: [{ name: "visitor", passwd: "geheim-9", "email-to": "a@example.net" }] },
      "system/global": { hostname: "edge" },
    },
    { secrets: "write" },
  );
  await device.fault({ kind: "status", times: 1, match: { method: "PUT", path: "cmdb/system/global" } });
  await device.fault({ kind: "status", match: { method: "DELETE", path: "cmdb/firewall/address/new" } });
  const { rolledBack, notRolledBack, applied } = await fgt.apply(plan, { transaction: false });
  assert.deepEqual(
    rolledBack.map(({ step, lost }) => [step.mkey, lost]),
    [["visitor", ["passwd"]]],
  );
  assert.deepEqual(
    notRolledBack.map(({ step }) => step?.mkey),
    ["new"],
  );
  assert.deepEqual(
    applied.map(({ mkey }) => mkey),
    ["new"],
  );
  assert.equal((await fgt.cmdb("user/local").get("visitor"))["email-to"], "");
});

test("without stopOnError the rest goes on, but for what needs what failed", async () => {
  await using fgt = device.connect(once);
  const plan = await prepared(fgt);
  await device.fault({ kind: "status", times: 1, match: { method: "POST", path: "cmdb/firewall/address" } });
  const { ok, mode, failed, skipped, applied, rolledBack } = await fgt.apply(plan, { stopOnError: false });
  assert.deepEqual([ok, mode, failed.length, rolledBack.length], [false, "steps", 1, 0]);
  assert.deepEqual(inWords(skipped), [
    "create firewall/policy 5",
    "update firewall/addrgrp servers",
    "move firewall/policy 5",
    "move firewall/policy 4",
    "move firewall/policy 2",
    "delete firewall/address old",
  ]);
  assert.equal(applied.length, 5);
  assert.equal((await fgt.cmdb("system/global").get()).hostname, "edge");
});

test("cancelled on its way it is taken back all the same", async () => {
  for (const transaction of [true, false]) {
    await device.reset();
    await using fgt = device.connect(once);
    const plan = await prepared(fgt);
    const before = await device.snapshot();
    const cancel = new AbortController();
    const { ok, failed } = await fgt.apply(plan, {
      transaction,
      signal: cancel.signal,
      onStep({ step, status }) {
        if (step.id === 4 && status === "done") cancel.abort();
        throw new Error("nobody hears of this");
      },
    });
    assert.deepEqual([ok, failed[0]?.error.code, failed[0]?.step?.id], [false, "ABORTED", 5]);
    assert.deepEqual(await device.snapshot(), before);
    assert.deepEqual(await fgt.listTransactions(), []);
  }
});

test("a dry run and a read-only client send no write, and answer what would be sent", async () => {
  await using fgt = device.connect();
  const plan = await prepared(fgt);
  const events: string[] = [];
  await using simulating = device.connect({ readOnly: true, audit: [({ outcome }) => void events.push(outcome)] });
  const dry = await fgt.apply(plan, { dryRun: true });
  const simulated = await simulating.apply(await simulating.plan(document));
  assert.deepEqual(await writes(), []);
  assert.deepEqual(
    dry.simulated.map(({ step }) => step),
    plan.steps,
  );
  assert.deepEqual(simulated.simulated, dry.simulated);
  for (const { ok, mode, applied } of [dry, simulated]) assert.deepEqual([ok, mode, applied], [true, "dry-run", []]);
  assert.deepEqual(dry.simulated.map(({ request }) => `${request.method} ${request.path.slice(13)}`).slice(0, 3), [
    "POST firewall/address",
    "POST firewall/policy",
    "PUT firewall/policy/1",
  ]);
  assert.doesNotMatch(JSON.stringify(dry), /geheim/);
  await simulating.close();
  assert.equal(events.filter((outcome) => outcome === "simulated").length, 12);
  await using refusing = device.connect({ readOnly: "refuse" });
  await rejects(refusing.apply(await refusing.plan(document)), "READ_ONLY");
});

test("a plan is good for the state that it was made for", async () => {
  await using fgt = device.connect();
  const changes: readonly [what: RegExp, change: () => Promise<unknown>][] = [
    [/firewall\/address "mail"/, () => fgt.cmdb("firewall/address").create({ name: "mail" })],
    [/firewall\/addrgrp "servers"/, () => fgt.cmdb("firewall/addrgrp").members("servers", "member").add("all")],
    [/firewall\/address "old"/, () => fgt.cmdb("firewall/address").update("old", { comment: "not to go" })],
    [/the order of firewall\/policy/, () => fgt.cmdb("firewall/policy").move(2, { before: 1 })],
    [/system\/global/, () => fgt.cmdb("system/global").update({ hostname: "other" })],
  ];
  for (const [what, change] of changes) {
    await device.reset();
    const plan = await prepared(fgt);
    await change();
    await device.forget();
    await rejects(fgt.apply(plan), "VERIFY_FAILED", what);
    assert.deepEqual(await writes(), []);
  }
  await device.reset();
  const plan = await prepared(fgt);
  await fgt.cmdb("firewall/address").create({ name: "unrelated" });
  await fgt.cmdb("firewall/address").update("web", { comment: "unrelated too" });
  assert.equal((await fgt.apply(plan)).ok, true);
});

test("a stored plan is applied with its document, by any client, and only as it was approved", async () => {
  await using fgt = device.connect();
  const stored = JSON.parse(JSON.stringify(await prepared(fgt)));
  await using other = device.connect();
  await rejects(other.apply(stored), "INVALID_INPUT", /without its document/);
  await rejects(
    other.apply(stored, { document: { ...document, "system/global": { hostname: "x" } } }),
    "VERIFY_FAILED",
  );
  await fgt.cmdb("firewall/address").update("web", { subnet: "10.0.0.99/32" });
  await rejects(other.apply(stored, { document }), "VERIFY_FAILED", /another plan/);
  await fgt.cmdb("firewall/address").update("web", { subnet: "10.0.0.2/32" });
  await device.forget();
  assert.equal((await other.apply(stored, { document })).ok, true);
  assert.ok((await fgt.plan(document)).isEmpty);
});

test("who uses what is to go is named, also in tables that the document does not name, and nothing is sent", async () => {
  await using fgt = device.connect();
  await furnish(fgt);
  const plan = await fgt.plan({ "firewall/address": { absent: ["old"] } });
  assert.deepEqual(
    plan.obstacles.map(({ kind, mkey, message }) => [kind, mkey, message]),
    [["in-use", "old", 'firewall/address "old" cannot be deleted: firewall/addrgrp "servers" would still use it']],
  );
  assert.match(plan.text(), /Cannot be applied:\n.*servers/);
  await device.forget();
  await rejects(fgt.apply(plan), "IN_USE", /servers/);
  assert.deepEqual(await device.calls(), []);
  const kept = await fgt.plan({
    "firewall/address": { absent: ["old"] },
    "firewall/addrgrp": { ensure: [{ name: "servers", comment: "x" }] },
  });
  assert.equal(kept.obstacles.length, 1);
  const let_go = await fgt.plan({
    "firewall/address": { absent: ["old"] },
    "firewall/addrgrp": { ensure: [{ name: "servers", member: [{ name: "web" }] }] },
  });
  assert.deepEqual(let_go.obstacles, []);
  await device.forget();
  await fgt.plan({ "firewall/address": { absent: ["never-there"] } });
  assert.equal((await device.calls()).length, 1, "nobody is looked for without need");
});

test("groups that hold each other are made, and go", async () => {
  await using fgt = device.connect();
  const groups = ["a", "b"].map((name, index) => ({
    name,
    member: [{ name: "all" }, { name: ["b", "a"][index] ?? "" }],
  }));
  const made = await fgt.apply(await fgt.plan({ "firewall/addrgrp": { ensure: groups } }), { transaction: false });
  assert.equal(made.ok, true, String(made.failed[0]?.error));
  const gone = await fgt.apply(await fgt.plan({ "firewall/addrgrp": { absent: ["a", "b"] } }), { transaction: false });
  assert.equal(gone.ok, true, String(gone.failed[0]?.error));
  assert.equal(await fgt.cmdb("firewall/addrgrp").exists("a"), false);
});

test("exact deletes all others, only when it is allowed, and never what comes with the device", async () => {
  await using fgt = device.connect();
  const ensure = [{ name: "web", subnet: "10.0.0.2/32" }];
  for (const name of ["a", "b", "kept"]) await fgt.cmdb("firewall/address").create({ name });
  const exact: PlanDocument = { "firewall/address": { ensure, exact: { keep: ["kept"] } } };
  await device.forget();
  await rejects(fgt.plan(exact), "INVALID_INPUT", /allow it with the option purge/);
  await rejects(fgt.plan({ "system/admin": { exact: true } }, { purge: true }), "INVALID_INPUT", /could cut/);
  assert.deepEqual(await device.calls(), []);
  const plan = await fgt.plan(exact, { purge: true });
  assert.deepEqual(inWords(plan.steps), [
    "create firewall/address web",
    "delete firewall/address a",
    "delete firewall/address b",
  ]);
  assert.ok(plan.warnings.some(({ kind, mkey }) => kind === "built-in" && mkey === "all"));
  assert.equal((await fgt.apply(plan)).ok, true);
  assert.ok((await fgt.plan(exact, { purge: true })).isEmpty);
  const stored = JSON.parse(
    JSON.stringify(await fgt.plan({ "firewall/address": { ensure, exact: true } }, { purge: true })),
  );
  assert.equal(
    (await fgt.apply(stored, { document: { "firewall/address": { ensure, exact: true } } })).applied.length,
    1,
  );
});

test("everything that is wrong is said at once, naming table, key and field, and nothing is sent", async () => {
  await using fgt = device.connect();
  const wrong = {
    "firewall/adress": {},
    "firewall/address": {
      ensure: [
        { name: "web", subnet: "300.1.1.1/24" },
        { name: "web" },
        { subnet: "10.0.0.1/32" },
        { name: "x".repeat(90) },
      ],
      absent: ["web", 5.5, {}],
      delete: ["x"],
    },
    "firewall/policy": { ensure: [{ policyid: 0 }, { policyid: 1, action: "alow", status: "on" }], order: [1, 1] },
    "firewall/addrgrp": [{ name: "g" }],
    "system/global": { admintimeout: "soon" },
  } as unknown as PlanDocument;
  const error = await fgt.plan(wrong).catch((thrown: unknown) => thrown);
  assert.ok(isFortiError(error, "INVALID_INPUT"));
  for (const words of [
    'no table "firewall/adress": did you mean "firewall/address"?',
    'firewall/address "web": Field "subnet" must be an IPv4 network',
    'firewall/address "web" is there twice',
    'firewall/address: entry 3 of "ensure" does not say its key "name"',
    "it has 90 characters",
    'firewall/address "web" is to be there and to be absent',
    'firewall/address: "absent" holds something that is no key',
    'firewall/address: there is no "delete"',
    'firewall/policy: entry 1 of "ensure" does not say its key "policyid"',
    'firewall/policy 1: Field "action" can be',
    'firewall/policy 1 is in "order" twice',
    "firewall/addrgrp: { ensure: [entries]",
    'system/global: Field "admintimeout" must be a whole number',
  ])
    assert.ok(error.message.includes(words), `${words}\n${error.message}`);
  for (const odd of [undefined, [], "x"]) await rejects(fgt.plan(odd as never), "INVALID_INPUT", /must be an object/);
  assert.deepEqual(await device.calls(), []);
  await rejects(
    fgt.plan({ "firewall/policy": { order: [9] } }),
    "INVALID_INPUT",
    /firewall\/policy 9 has a place in the order and is not there/,
  );
});

test("policies that let anybody reach anything, and changes that may lock out, are flagged", async () => {
  await using fgt = device.connect();
  const open = { ...policy(1, "all"), service: [{ name: "ALL" }] };
  const kinds = async (wanted: PlanDocument) => (await fgt.plan(wanted)).warnings.map(({ kind }) => kind);
  assert.deepEqual(await kinds({ "firewall/policy": { ensure: [open] } }), ["open-policy"]);
  assert.deepEqual(await kinds({ "firewall/policy": { ensure: [{ ...open, action: "deny" }] } }), []);
  assert.deepEqual(
    await kinds({ "firewall/policy": { ensure: [{ ...open, status: "disable" }, policy(2, "all")] } }),
    [],
  );
  await fgt.cmdb("firewall/policy").create({ ...open, status: "disable" });
  assert.deepEqual(await kinds({ "firewall/policy": { ensure: [{ policyid: 1, status: "enable" }] } }), [
    "open-policy",
  ]);
  assert.deepEqual(await kinds({ "system/interface": { ensure: [{ name: "port1", allowaccess: "ping" }] } }), [
    "lock-out",
  ]);
  assert.deepEqual(await kinds({ "system/interface": { ensure: [{ name: "port1", alias: "lan" }] } }), []);
});

test("a document for many versions: what a version lacks is left out and named, a table that it lacks is refused", async () => {
  const old = await openDevice("7.2.11");
  await old.reset();
  await using fgt = old.connect();
  const wanted: PlanDocument = { "firewall/address": { ensure: [{ name: "web", "hw-model": "x" }] } };
  const plan = await fgt.plan(wanted);
  assert.deepEqual(
    plan.warnings.map(({ kind, message }) => [kind, /hw-model/.test(message)]),
    [["unsupported", true]],
  );
  assert.equal((await fgt.apply(plan)).ok, true);
  assert.ok((await fgt.plan(wanted)).isEmpty);
  await rejects(fgt.plan(wanted, { unsupported: "refuse" }), "INVALID_INPUT", /7\.2\.11 has no field "hw-model"/);
  const missing = { "casb/attribute-match": { ensure: [{ name: "x" }] } } as PlanDocument;
  await rejects(fgt.plan(missing), "INVALID_INPUT", /7\.2\.11 has no casb\/attribute-match/);
  assert.ok((await fgt.plan({ "casb/attribute-match": { absent: ["x"] } } as PlanDocument)).isEmpty);
});

test("a plan is for one VDOM", async () => {
  await using fgt = device.connect({ vdom: "root" });
  await fgt.cmdb("system/vdom").create({ name: "branch" });
  const wanted: PlanDocument = { "firewall/address": { ensure: [{ name: "web" }] } };
  const plan = await fgt.plan(wanted, { vdom: "branch" });
  assert.equal(plan.vdom, "branch");
  for (const transaction of [true, false]) {
    assert.equal((await fgt.apply(await fgt.plan(wanted, { vdom: "branch" }), { transaction })).ok, true);
    assert.equal(await fgt.cmdb("firewall/address").exists("web"), false);
    assert.equal(await fgt.cmdb("firewall/address").exists("web", { vdom: "branch" }), true);
    await fgt.cmdb("firewall/address").delete("web", { vdom: "branch" });
  }
  assert.equal((await fgt.plan(wanted)).vdom, "root");
});

test("secrets that are set stay, and are named, until they are to be written", async () => {
  await using fgt = device.connect();
  await furnish(fgt);
  const wanted: PlanDocument = { "user/local": { ensure: [{ name: "visitor", passwd: "geheim-3" }] } };
  const plan = await fgt.plan(wanted);
  assert.ok(plan.isEmpty);
  assert.deepEqual(
    plan.warnings.map(({ kind, mkey }) => [kind, mkey]),
    [["secret", "visitor"]],
  );
  const writing = await fgt.plan(wanted, { secrets: "write" });
  assert.deepEqual(writing.steps[0]?.changes, [{ field: "passwd", before: "[redacted]", after: "[redacted]" }]);
  await device.forget();
  assert.equal((await fgt.apply(writing)).ok, true);
  const sent = (await device.requests()).find(({ method }) => method === "PUT")?.body;
  assert.deepEqual(sent, { passwd: "geheim-3" });
});

/** The request of a step, and no other. */
function matchOf({ action, table, mkey }: PlanStep): { readonly method: string; readonly path: string } {
  const method = { create: "POST", update: "PUT", move: "PUT", delete: "DELETE" }[action];
  const path = action === "create" || mkey === undefined ? table : `${table}/${mkey}`;
  return { method, path: `cmdb/${path}${action === "move" ? "\\?.*action=move" : "(?!.*action=)"}` };
}
