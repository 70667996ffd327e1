import assert from "node:assert/strict";
import { test } from "node:test";
import { type FortiErrorCode, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedStep } from "@fortiweave/core/testing";
import { type ClientOptions, createFortiGate } from "./client.ts";

const ok = (results?: unknown, more: object = {}): ScriptedStep => ({
  body: { status: "success", version: "v7.6.5", ...(results !== undefined && { results }), ...more } as never,
});
const no = (status: number, error?: number): ScriptedStep => ({
  status,
  body: { status: "error", ...(error !== undefined && { error }) },
});
const missing = no(404, -3);

function connect(script: Parameters<typeof createScriptedTransport>[0], options: ClientOptions = {}) {
  const transport = createScriptedTransport(script);
  const fgt = createFortiGate({ transport, runtime: createManualClock(), retry: { maxRetries: 0 }, ...options });
  const sent = (): string[] =>
    transport.requests.map(({ method, path }) => `${method} ${path.slice("/api/v2".length)}`);
  return { fgt, addresses: fgt.cmdb("firewall/address"), transport, sent };
}

const rejects = (promise: Promise<unknown>, code: FortiErrorCode, words = /./) =>
  assert.rejects(promise, (error) => isFortiError(error, code) && words.test(error.message));

test("get answers the row, and NOT_FOUND for none, also when the device says so with an empty list", async () => {
  const { addresses, sent } = connect([ok([{ name: "a/b" }]), missing, ok([])]);
  assert.deepEqual(await addresses.get("a/b"), { name: "a/b" });
  assert.deepEqual(sent(), ["GET /cmdb/firewall/address/a%2Fb"]);
  await rejects(addresses.get("web"), "NOT_FOUND", /^Cannot get firewall\/address "web": there is none$/);
  await rejects(addresses.get("web"), "NOT_FOUND", /^Cannot get firewall\/address "web": there is none$/);
});

test("find and exists mistake no other failure for absence", async () => {
  const { addresses } = connect([missing, missing, ok([{ name: "web" }]), no(403), no(500, -12345)]);
  assert.equal(await addresses.find("web"), undefined);
  assert.equal(await addresses.exists("web"), false);
  assert.equal(await addresses.exists("web"), true);
  await rejects(addresses.exists("web"), "FORBIDDEN");
  await rejects(addresses.find("web"), "DEVICE_ERROR");
});

test("list writes filter, fields, sort and paging as the device reads them", async () => {
  const { addresses, transport } = connect([ok([{ name: "web" }], { limit_reached: false })]);
  const rows = await addresses.list({
    filter: [
      ["type", "==", "ipmask"],
      [
        ["name", "=@", "web"],
        ["name", "=@", "db"],
      ],
    ],
    fields: ["subnet", "name"],
    sort: "name,dsc",
    start: 5,
    count: 10,
    vdom: "guest",
    query: { "exclude-default-values": "true" },
  });
  assert.deepEqual(rows, [{ name: "web" }]);
  assert.deepEqual(transport.requests[0]?.query, [
    ["vdom", "guest"],
    ["filter", "type==ipmask"],
    ["filter", "name=@web,name=@db"],
    ["format", "name|subnet"],
    ["sort", "name,dsc"],
    ["exclude-default-values", "true"],
    ["start", "5"],
    ["count", "10"],
  ]);
});

test("iterate reads page by page, and stops when its reader does", async () => {
  const page = (from: number) => ok(Array.from({ length: 500 }, (_, index) => ({ name: `n${from + index}` })));
  const { addresses, transport } = connect([page(0), page(500), ok([{ name: "last" }])]);
  const names: string[] = [];
  for await (const { name } of addresses.iterate()) names.push(name);
  assert.equal(names.length, 1001);
  assert.equal(names.at(-1), "last");
  assert.deepEqual(
    transport.requests.map(({ query }) => query),
    [
      [
        ["start", "0"],
        ["count", "500"],
      ],
      [
        ["start", "500"],
        ["count", "500"],
      ],
      [
        ["start", "1000"],
        ["count", "500"],
      ],
    ],
  );
  const early = connect([page(0)]);
  for await (const _ of early.addresses.iterate()) break;
  assert.equal(early.transport.requests.length, 1);
});

test("bad options send nothing", async () => {
  const { addresses, transport } = connect([]);
  await rejects(addresses.list({ count: -1 }), "INVALID_INPUT", /count/);
  await rejects(addresses.list({ start: 1.5 }), "INVALID_INPUT", /start/);
  await rejects(addresses.list({ fields: ["a|b" as "name"] }), "INVALID_INPUT", /field/);
  await rejects(addresses.list({ vdom: "a,b" }), "INVALID_INPUT", /one VDOM/);
  await rejects(addresses.list({ vdom: [] }), "INVALID_INPUT", /empty list of VDOMs/);
  await rejects(addresses.get(""), "INVALID_INPUT", /it is empty/);
  await rejects(addresses.create(undefined as never), "INVALID_INPUT", /an object with the names of fields is needed/);
  await rejects(addresses.update("web", null as never), "INVALID_INPUT", /not null/);
  await rejects(addresses.set({} as never), "INVALID_INPUT", /without its key "name"/);
  await rejects(
    connect([]).fgt.cmdb("firewall/policy").ensure({ status: "enable" }),
    "INVALID_INPUT",
    /without its key "policyid"/,
  );
  await rejects(connect([]).fgt.cmdb("firewall/policy").ensure({ policyid: 0 }), "INVALID_INPUT", /without its key/);
  assert.equal(transport.requests.length, 0);
});

test("create sends what was given, without what the device adds, and answers the key", async () => {
  const { addresses, transport } = connect([ok(undefined, { mkey: "web", revision_changed: true })]);
  const entry = {
    name: "web",
    q_origin_key: "web",
    comment: undefined,
    list: [{ ip: "192.0.2.1", q_origin_key: "x" }],
  };
  assert.deepEqual(await addresses.create(entry as never), { mkey: "web", changed: true });
  const [request] = transport.requests;
  assert.deepEqual(request?.body, { name: "web", list: [{ ip: "192.0.2.1" }] });
  assert.equal(request?.operation, "cmdb firewall/address create");
  assert.equal(request?.idempotent, false);
  assert.equal(request?.effect, "write");
});

test("the device may choose the key of a new row, or answer nothing at all", async () => {
  const { fgt } = connect([ok(undefined, { mkey: 7 }), { body: "" }]);
  const policies = fgt.cmdb("firewall/policy");
  assert.deepEqual(await policies.create({ status: "enable" }), { mkey: 7, changed: undefined });
  assert.deepEqual(await policies.delete(7), { mkey: 7, changed: undefined });
});

test("every issue is listed before anything is sent", async () => {
  const { addresses, transport } = connect([]);
  const entry = { name: "web", color: 99, type: "mask", subnet: "10.0.0.300/32" };
  await assert.rejects(addresses.create(entry as never), (error) => {
    assert.ok(isFortiError(error, "INVALID_INPUT"));
    for (const field of ["color", "type", "subnet"]) assert.match(error.message, new RegExp(`"${field}"`));
    return true;
  });
  await rejects(addresses.get("x".repeat(80)), "INVALID_INPUT", /it has 80 characters, and the device takes 79/);
  await rejects(addresses.delete("x".repeat(1000)), "INVALID_INPUT");
  const policies = connect([]).fgt.cmdb("firewall/policy");
  await rejects(policies.get("twelve" as never), "INVALID_INPUT", /whole number/);
  assert.equal(transport.requests.length, 0);
});

test("validation follows its mode and the version that the device reported", async () => {
  const unknown = { name: "web", "no-such-field": 1 } as never;
  await connect([ok()]).addresses.create(unknown);
  await rejects(connect([], { validate: "strict" }).addresses.create(unknown), "INVALID_INPUT", /no-such-field/);
  await connect([ok()], { validate: "off" }).addresses.create({ name: "x".repeat(200), color: 99 });
  const old = connect([ok([], { version: "v6.0.5" })]);
  await old.addresses.list();
  assert.equal(old.fgt.version, "6.0.5");
  await rejects(old.addresses.create({ name: "web", type: "mac" }), "INVALID_INPUT", /6\.0\.5/);
});

test("secrets are marked, so that no error shows them", async () => {
  const { fgt, transport } = connect([
    { status: 500, body: { status: "error", error: -651, cli_error: "bad geheim123" } },
  ]);
  await assert.rejects(fgt.cmdb("user/local").create({ name: "u", type: "password", passwd: "geheim123" }), (error) => {
    assert.ok(isFortiError(error, "BAD_VALUE"));
    assert.doesNotMatch(error.format("detailed"), /geheim123/);
    return true;
  });
  assert.deepEqual(transport.requests[0]?.secrets, ["geheim123"]);
});

test("set updates, creates what is missing, and survives a lost race", async () => {
  const entry = { name: "web", comment: "x" };
  const existing = connect([ok(undefined, { revision_changed: false })]);
  assert.deepEqual(await existing.addresses.set(entry), { mkey: "web", changed: false });
  assert.deepEqual(existing.sent(), ["PUT /cmdb/firewall/address/web"]);
  const absent = connect([missing, ok(undefined, { mkey: "web", revision_changed: true })]);
  assert.deepEqual(await absent.addresses.set(entry), { mkey: "web", changed: true });
  assert.deepEqual(absent.sent(), ["PUT /cmdb/firewall/address/web", "POST /cmdb/firewall/address"]);
  const race = connect([missing, no(500, -5), ok()]);
  await race.addresses.set(entry);
  assert.deepEqual(race.sent().at(-1), "PUT /cmdb/firewall/address/web");
  await rejects(connect([no(403)]).addresses.set(entry), "FORBIDDEN");
});

test("ensure reads, writes only what differs, and reads back", async () => {
  const before = { name: "web", subnet: "10.0.0.5 255.255.255.255", comment: "old", color: 0 };
  const { addresses, transport, sent } = connect([ok([before]), ok(), ok([{ ...before, comment: "new" }])]);
  const result = await addresses.ensure({ name: "web", subnet: "10.0.0.5/32", comment: "new" });
  assert.deepEqual(result.diff, [{ field: "comment", before: "old", after: "new" }]);
  assert.deepEqual(
    sent(),
    ["GET", "PUT", "GET"].map((method) => `${method} /cmdb/firewall/address/web`),
  );
  assert.deepEqual(transport.requests[1]?.body, { comment: "new" });
});

test("ensure writes a secret that is not set, and leaves one that the device hides", async () => {
  const user = { name: "u", type: "password" } as const;
  const hidden = ok([{ ...user, passwd: "ENC XXXX" }]);
  const { fgt, transport } = connect([ok([{ ...user, passwd: "" }]), ok(), hidden, hidden]);
  const wanted = { ...user, passwd: "geheim123" };
  const { action, diff } = await fgt.cmdb("user/local").ensure(wanted);
  assert.equal(action, "updated");
  assert.deepEqual(diff, [{ field: "passwd", before: "", after: "ENC XXXX" }]);
  assert.deepEqual(transport.requests[1]?.body, { passwd: "geheim123" });
  assert.deepEqual(transport.requests[1]?.secrets, ["geheim123"]);
  assert.equal((await fgt.cmdb("user/local").ensure(wanted)).action, "unchanged");
});

test("a secret that ensure repeats, because its entry is replaced, is marked like one that was given", async () => {
  const bgp = (weight: number) =>
    ok({ neighbor: [{ ip: "192.0.2.1", q_origin_key: "192.0.2.1", weight, password: "geheim123" }] });
  const { fgt, transport } = connect([bgp(1), ok(), bgp(2)]);
  await fgt.cmdb("router/bgp").ensure({ neighbor: [{ ip: "192.0.2.1", weight: 2 }] });
  assert.deepEqual(transport.requests[1]?.body, {
    neighbor: [{ password: "geheim123", ip: "192.0.2.1", weight: 2 }],
  });
  assert.deepEqual(transport.requests[1]?.secrets, ["geheim123"]);
});

test("ensure of a missing row checks that the new row is complete", async () => {
  const { fgt, sent } = connect([missing], { validate: "strict" });
  const incomplete = fgt.cmdb("firewall/ttl-policy").ensure({ id: 1, status: "enable" });
  await rejects(incomplete, "INVALID_INPUT", /^Cannot create firewall\/ttl-policy 1: .*"schedule" is missing/);
  assert.deepEqual(sent(), ["GET /cmdb/firewall/ttl-policy/1"]);
});

test("absent tolerates what is gone already, also in between", async () => {
  assert.deepEqual(await connect([missing]).addresses.absent("web"), { changed: false, before: undefined });
  const row = { name: "web" };
  assert.deepEqual(await connect([ok([row]), ok()]).addresses.absent("web"), { changed: true, before: row });
  assert.deepEqual(await connect([ok([row]), missing]).addresses.absent("web"), { changed: false, before: row });
  await rejects(connect([ok([row]), no(500, -23)]).addresses.absent("web"), "IN_USE");
});

test("a key that no URL carries is refused by every call, and nothing is sent", async () => {
  const { addresses, transport } = connect([]);
  for (const mkey of ["", ".", "..", "\ud800", Number.NaN as never]) {
    const calls = [
      () => addresses.get(mkey),
      () => addresses.find(mkey),
      () => addresses.exists(mkey),
      () => addresses.update(mkey, { comment: "x" }),
      () => addresses.delete(mkey),
      () => addresses.absent(mkey),
      () => addresses.set({ name: mkey }),
      () => addresses.ensure({ name: mkey }),
      () => addresses.members(mkey, "list" as never).list(),
    ];
    for (const call of calls) await rejects(call(), "INVALID_INPUT");
  }
  assert.equal(transport.requests.length, 0);
});
