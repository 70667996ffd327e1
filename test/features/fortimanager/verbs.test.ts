import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type FortiErrorCode, isFortiError, url } from "@fortiweave/fortimanager";
import { openManager } from "../../contract/manager.ts";

const manager = await openManager();
const OBJ = "pm/config/adom/root/obj";
const ADDRESSES = "pm/config/adom/root/obj/firewall/address";
const GROUPS = "pm/config/adom/root/obj/firewall/addrgrp";
const POLICIES = "pm/config/adom/root/pkg/default/firewall/policy";

beforeEach(() => manager.reset());

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

/** The items of the last request, as FortiManager got them. */
async function lastParams(): Promise<readonly Record<string, unknown>[]> {
  const body = (await manager.requests()).at(-1)?.body as { params: Record<string, unknown>[] };
  return body.params;
}

const address = (name: string, more: object = {}) => ({ name, subnet: ["192.0.2.0", "255.255.255.0"], ...more });

test("feature verbs: add creates and answers the key; a second time it is a DUPLICATE", async () => {
  await using fmg = manager.connect();
  assert.deepEqual(await fmg.add(ADDRESSES, address("web")), { name: "web" });
  await rejects(fmg.add(ADDRESSES, address("web")), "DUPLICATE", /firewall\/address "web" in ADOM "root"/);
  const web = await fmg.get(`${ADDRESSES}/web`);
  assert.equal((web as { readonly name?: string }).name, "web");
});

test("feature verbs: several entries with one add", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, [address("a"), address("b")]);
  const rows = await fmg.get(ADDRESSES, { fields: ["name"], filter: ["name", "in", "a", "b"] });
  assert.deepEqual(rows.map(({ name }) => name).sort(), ["a", "b"]);
});

test("feature verbs: set creates what is missing and changes what is there", async () => {
  await using fmg = manager.connect();
  await fmg.set(ADDRESSES, address("web", { comment: "one", color: 3 }));
  await fmg.set(ADDRESSES, { name: "web", comment: "two" });
  const web = await fmg.get<Record<string, unknown>>(`${ADDRESSES}/web`);
  assert.deepEqual([web.comment, web.color], ["two", 3]);
});

test("feature verbs: update changes an entry that is there, and is NOT_FOUND without", async () => {
  await using fmg = manager.connect();
  await rejects(fmg.update(`${ADDRESSES}/nope`, { comment: "x" }), "NOT_FOUND");
  await fmg.add(ADDRESSES, address("web"));
  await fmg.update(`${ADDRESSES}/web`, { comment: "x" });
  assert.equal((await fmg.get<{ comment: string }>(`${ADDRESSES}/web`)).comment, "x");
});

test("feature verbs: replace puts child tables in place of the old ones, and update keeps them", async () => {
  await using fmg = manager.connect();
  const mapping = (name: string, comment: string) => ({
    _scope: [{ name, vdom: "root" }],
    subnet: ["192.0.2.0", "255.255.255.0"],
    comment,
  });
  const [one = "", two = ""] = manager.fortigates.map(({ handle }) => handle.name);
  const path = `${ADDRESSES}/web`;
  const devices = async (): Promise<string[]> => {
    const { dynamic_mapping } = await fmg.get<{ dynamic_mapping: { _scope: [{ name: string }] }[] }>(path);
    return dynamic_mapping.map(({ _scope }) => _scope[0].name).sort();
  };
  await fmg.add(ADDRESSES, address("web", { dynamic_mapping: [mapping(one, "1")] }));
  await fmg.update(path, { dynamic_mapping: [mapping(two, "2")] });
  assert.deepEqual(await devices(), [one, two]);
  await fmg.replace(path, { dynamic_mapping: [mapping(two, "3")] });
  assert.deepEqual(await devices(), [two]);
});

test("feature verbs: delete removes an entry, and NOT_FOUND is told from one that is in use", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, address("web"));
  await fmg.add(GROUPS, { name: "g", member: ["web"] });
  await rejects(fmg.delete(`${ADDRESSES}/web`), "IN_USE");
  await fmg.delete(`${GROUPS}/g`);
  await fmg.delete(`${ADDRESSES}/web`);
  await rejects(fmg.delete(`${ADDRESSES}/web`), "NOT_FOUND");
});

test("feature verbs: delete by filter needs confirm", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, [address("a1"), address("a2"), address("b1")]);
  const filter = ["name", "like", "a%"] as const;
  await rejects(fmg.delete(ADDRESSES, { filter }), "UNSUPPORTED");
  await fmg.delete(ADDRESSES, { filter, confirm: true });
  const left = await fmg.get(ADDRESSES, { fields: ["name"], filter: ["name", "in", "a1", "a2", "b1"] });
  assert.deepEqual(
    left.map(({ name }) => name),
    ["b1"],
  );
});

test("feature verbs: options of delete and move stand beside the url, never in data", async () => {
  await using fmg = manager.connect();
  await fmg.delete(`${ADDRESSES}/nope`, { force: true }).catch(() => undefined);
  assert.deepEqual(await lastParams(), [{ url: `${ADDRESSES}/nope`, option: "force" }]);
  await fmg.move(`${POLICIES}/7`, { before: 3 }).catch(() => undefined);
  assert.deepEqual(await lastParams(), [{ url: `${POLICIES}/7`, option: "before", target: "3" }]);
  await fmg.move(`${POLICIES}/7`, { after: "3" }).catch(() => undefined);
  assert.deepEqual(await lastParams(), [{ url: `${POLICIES}/7`, option: "after", target: "3" }]);
});

test("feature verbs: move moves", async () => {
  await using fmg = manager.connect();
  const policy = (policyid: number) => ({
    policyid,
    name: `p${policyid}`,
    srcintf: ["any"],
    dstintf: ["any"],
    srcaddr: ["all"],
    dstaddr: ["all"],
    service: ["ALL"],
    schedule: ["always"],
    action: "accept",
  });
  for (const id of [1, 2, 3]) await fmg.add(POLICIES, policy(id));
  await fmg.move(`${POLICIES}/3`, { before: 1 });
  const order = (await fmg.get<{ policyid: number }[]>(POLICIES)).map(({ policyid }) => policyid);
  assert.deepEqual(order, [3, 1, 2]);
  await rejects(fmg.move(`${POLICIES}/3`, {} as { before: number }), "INVALID_INPUT", /either before or after/);
});

test("feature verbs: clone copies an entry to another key", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, address("web", { comment: "c" }));
  await fmg.clone(`${ADDRESSES}/web`, "copy");
  assert.deepEqual((await lastParams())[0]?.data, { name: "copy" });
  assert.equal((await fmg.get<{ comment: string }>(`${ADDRESSES}/copy`)).comment, "c");
  await fmg.clone(`${ADDRESSES}/web`, { name: "third" });
  assert.equal((await fmg.get<{ name: string }>(`${ADDRESSES}/third`)).name, "third");
});

test("feature verbs: rename gives an entry another key, and what refers to it follows", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, address("web"));
  await fmg.add(GROUPS, { name: "g", member: ["web"] });
  await fmg.rename(`${ADDRESSES}/web`, "www");
  await rejects(fmg.get(`${ADDRESSES}/web`), "NOT_FOUND");
  assert.deepEqual((await fmg.get<{ member: string[] }>(`${GROUPS}/g`)).member, ["www"]);
});

test("feature verbs: where no single field is the key, rename and clone want it by its fields", async () => {
  await using fmg = manager.connect();
  const words = /the key of its table is not known/;
  await rejects(fmg.rename(`${ADDRESSES}/web/dynamic_mapping/FGT1/root`, "x"), "INVALID_INPUT", words);
  await rejects(fmg.clone("no/such/table/a", "b"), "INVALID_INPUT", words);
  assert.deepEqual(await manager.calls(), []);
});

test("feature verbs: unset empties the list that the url names, or resets attributes of the entry", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, address("web", { comment: "c", color: 5, macaddr: ["00:00:5e:00:53:01"] }));
  await fmg.unset(`${ADDRESSES}/web/macaddr`);
  assert.deepEqual(await lastParams(), [{ url: `${ADDRESSES}/web/macaddr` }]);
  await fmg.unset(`${ADDRESSES}/web`, ["color", "comment"]);
  assert.deepEqual(await lastParams(), [{ url: `${ADDRESSES}/web`, data: { "unset attrs": ["color", "comment"] } }]);
  const web = await fmg.get<Record<string, unknown>>(`${ADDRESSES}/web`);
  assert.deepEqual([web.color, web.comment, web.macaddr], [0, null, []]);
});

test("feature verbs: members are added to and taken out of a list by its own url, with an array as data", async () => {
  await using fmg = manager.connect();
  await fmg.add(ADDRESSES, [address("a"), address("b"), address("c")]);
  await fmg.add(GROUPS, { name: "g", member: ["a"] });
  await fmg.add(`${GROUPS}/g/member`, ["b", "c"]);
  assert.deepEqual((await lastParams())[0]?.data, ["b", "c"]);
  await fmg.delete(`${GROUPS}/g/member`, { data: ["a"] });
  const { member } = await fmg.get<{ member: string[] }>(`${GROUPS}/g`);
  assert.deepEqual([...member].sort(), ["b", "c"]);
});

test("feature verbs: exec runs what no table holds, with data or without", async () => {
  await using fmg = manager.connect();
  const answer = await fmg.exec("sys/proxy/json", {
    action: "get",
    resource: "/api/v2/monitor/system/status",
    target: [`adom/root/device/${manager.fortigates[0]?.handle.name}`],
  });
  assert.ok(Array.isArray(answer));
  await rejects(fmg.exec("no/such/call"), "UNSUPPORTED");
});

test("feature verbs: call is typed by the catalogue, and fills the names into the url", async () => {
  await using fmg = manager.connect();
  const status = await fmg.call("sys/status", "get", {});
  assert.match(String((status as { Version?: string }).Version), /^v7\.6\.4/);
  await rejects(
    fmg.call("task/task/{task}", "get", { url: { task: "" } }),
    "INVALID_INPUT",
    /name for "task" is empty/,
  );
  await fmg.call("task/task/{task}/line", "get", { url: { task: "999999" } }).catch(() => undefined);
  assert.equal((await manager.calls()).at(-1), "get task/task/999999/line");
  // @ts-expect-error: this url has no such verb.
  const wrong = () => fmg.call("sys/status", "set", {});
  // @ts-expect-error: the name in the url is missing.
  const nameless = () => fmg.call("task/task/{task}", "get", {});
  assert.ok(wrong !== nameless);
});

test("feature verbs: real names in data, dashes, blanks and double underscores alike", async () => {
  await using fmg = manager.connect();
  const data = { name: "web", "allow-routing": "enable", __x: 1, "meta fields": { site: "a" } };
  await fmg.set(`${OBJ}/no/such/table`, data).catch(() => undefined);
  assert.deepEqual((await lastParams())[0]?.data, data);
});

test("feature verbs: urls come with or without a slash in front, and names with slashes in them", async () => {
  await using fmg = manager.connect();
  const name = "10.0.0.0/8";
  await fmg.add(`/${ADDRESSES}`, address(name));
  const path = url`pm/config/adom/${"root"}/obj/firewall/address/${name}`;
  assert.equal((await fmg.get<{ name: string }>(path)).name, name);
  await fmg.delete(path);
});

test("feature verbs: what would hit more than was meant is refused before it is sent", async () => {
  await using fmg = manager.connect();
  await fmg.version();
  await manager.forget();
  const nothing = "";
  await rejects(fmg.delete(`${ADDRESSES}/${nothing}`), "INVALID_INPUT", /a name in the url is empty/);
  await rejects(fmg.move(`${POLICIES}//`, { before: 1 }), "INVALID_INPUT");
  await rejects(fmg.clone(`${ADDRESSES}/`, "x"), "INVALID_INPUT");
  await rejects(fmg.get(""), "INVALID_INPUT", /url is empty/);
  await rejects(fmg.add(ADDRESSES, undefined), "INVALID_INPUT", /there is no data/);
  await rejects(
    fmg.add(ADDRESSES, { name: "x", color: Number.NaN }),
    "INVALID_INPUT",
    /"color" cannot be sent \(NaN\)/,
  );
  await rejects(fmg.add(ADDRESSES, { when: new Date(0) }), "INVALID_INPUT", /Date/);
  assert.deepEqual(await manager.calls(), []);
});

test("feature verbs: nothing that stands beside a url or in the envelope makes another call of it", async () => {
  await using fmg = manager.connect({ readOnly: "refuse" });
  await fmg.version();
  await manager.forget();
  for (const name of ["id", "method", "params", "session", "create task"]) {
    await rejects(
      fmg.get(`${ADDRESSES}/web`, { envelope: { [name]: "delete" } }),
      "INVALID_INPUT",
      /the client writes it/,
    );
  }
  const more = { url: `${ADDRESSES}/other` };
  await rejects(fmg.get(ADDRESSES, { more }), "INVALID_INPUT", /another url/);
  await rejects(fmg.set(ADDRESSES, {}, { more }), "INVALID_INPUT", /another url/);
  await rejects(fmg.move(`${POLICIES}/1`, { before: 2 }, { more }), "INVALID_INPUT", /another url/);
  await rejects(fmg.exec("cache/../sys/reboot"), "INVALID_INPUT", /leads elsewhere/);
  await rejects(fmg.get("pm/config/adom//obj/firewall/address"), "INVALID_INPUT", /A name in the url .* is empty/);
  assert.deepEqual(await manager.calls(), []);
});

test("feature verbs: what JSON would lose is refused wherever it stands", async () => {
  await using fmg = manager.connect();
  const cyclic: Record<string, string> = {};
  Object.assign(cyclic, { again: cyclic });
  await rejects(fmg.get(ADDRESSES, { subFetch: { a: { b: Number.NaN } } }), "INVALID_INPUT", /"sub fetch\.a\.b" .*NaN/);
  await rejects(fmg.get(ADDRESSES, { more: cyclic }), "INVALID_INPUT", /contains itself/);
  await rejects(fmg.get(ADDRESSES, { envelope: { skip: Number.NaN } }), "INVALID_INPUT", /"skip" .*NaN/);
  await rejects(fmg.exec("a/b", undefined, { workflow: { n: Number.NaN } }), "INVALID_INPUT", /"workflow\.n" .*NaN/);
  const params = { data: { sync: Number.NaN } };
  await rejects(fmg.call("sys/task/result", "exec", { params } as never), "INVALID_INPUT", /"sync" .*NaN/);
  await rejects(fmg.move(`${POLICIES}/1`, undefined as never), "INVALID_INPUT", /either before or after/);
  await rejects(fmg.iterate(null as never).next(), "INVALID_INPUT", /url is empty/);
  assert.deepEqual(await manager.calls(), []);
});

test("feature verbs: anything else stands beside the url or in the envelope by its wire name", async () => {
  await using fmg = manager.connect();
  await fmg
    .set(ADDRESSES, address("a"), {
      more: { "revision note": "x", tag: 1 },
      envelope: { skip: 1 },
    })
    .catch(() => undefined);
  const request = (await manager.requests()).at(-1)?.body as Record<string, unknown>;
  assert.equal(request.skip, 1);
  const [item] = request.params as Record<string, unknown>[];
  assert.deepEqual([item?.["revision note"], item?.tag], ["x", 1]);
});

test("feature verbs: each verb sends what its options are called on the wire", async () => {
  await using fmg = manager.connect();
  const seen = async (work: Promise<unknown>): Promise<unknown> => {
    await work.catch(() => undefined);
    const [{ url: _, data: __, ...rest } = {}] = await lastParams();
    return rest;
  };
  const scopeMember = [{ name: "FGT1", vdom: "root" }];
  assert.deepEqual(await seen(fmg.add(ADDRESSES, {}, { before: "z", duplicateCheck: true, push: true, scopeMember })), {
    before: "z",
    option: "duplicate check",
    push: 1,
    "scope member": scopeMember,
  });
  assert.deepEqual(await seen(fmg.set(ADDRESSES, {}, { merge: ["a"], revisionNote: "n" })), {
    merge: ["a"],
    "revision note": "n",
  });
  const usedObjs = { attr: ["member"], from: "a", to: ["b"] };
  assert.deepEqual(await seen(fmg.update(ADDRESSES, {}, { filter: ["name", "==", "a"], usedObjs })), {
    filter: ["name", "==", "a"],
    "used objs": usedObjs,
  });
  assert.deepEqual(await seen(fmg.delete(`${ADDRESSES}/a`, { flags: ["x"], confirm: true, scopeMember })), {
    flags: ["x"],
    confirm: 1,
    "scope member": scopeMember,
  });
  assert.deepEqual(await seen(fmg.exec("dvmdb/adom/root/workflow/start", undefined, { workflow: { name: "w" } })), {
    workflow: { name: "w" },
  });
});
