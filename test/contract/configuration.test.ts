import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openDevice } from "./device.ts";

const device = await openDevice();
const web = { name: "web", subnet: "192.0.2.1/32" };

beforeEach(() => device.reset());

test("a row is created, read, changed and deleted", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  assert.deepEqual(await addresses.create(web), { mkey: "web", changed: true });
  assert.equal((await addresses.get("web")).subnet, "192.0.2.1 255.255.255.255");
  assert.equal((await addresses.update("web", { comment: "x" })).changed, true);
  assert.equal((await addresses.update("web", { comment: "x" })).changed, false);
  assert.equal((await addresses.delete("web")).changed, true);
  assert.equal(await addresses.find("web"), undefined);
});

test("the device chooses the key of a policy", async () => {
  await using fgt = device.connect();
  const policies = fgt.cmdb("firewall/policy");
  const any = [{ name: "all" }];
  const { mkey } = await policies.create({
    name: "out",
    srcintf: [{ name: "port1" }],
    dstintf: [{ name: "port2" }],
    srcaddr: any,
    dstaddr: any,
    service: [{ name: "ALL" }],
    schedule: "always",
    action: "accept",
  });
  assert.equal(typeof mkey, "number");
  assert.equal((await policies.get(mkey as number)).name, "out");
});

test("set creates and updates", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  await addresses.set(web);
  await addresses.set({ ...web, comment: "x" });
  assert.equal((await addresses.get("web")).comment, "x");
});

test("ensure changes only what differs, whoever sets the rest", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  assert.equal((await addresses.ensure(web)).action, "created");
  await addresses.update("web", { comment: "by hand", color: 7 });
  await device.forget();
  const { action, diff, after } = await addresses.ensure({ ...web, color: 3 });
  assert.equal(action, "updated");
  assert.deepEqual(diff, [{ field: "color", before: 7, after: 3 }]);
  assert.equal(after.comment, "by hand");
  assert.deepEqual((await device.requests()).find(({ method }) => method === "PUT")?.body, { color: 3 });
});

test("what ensure has done it does not do again, for every spelling of the same", async () => {
  await using fgt = device.connect();
  const wanted: readonly [path: string, entry: Record<string, unknown>][] = [
    ["firewall/address", { name: "a", subnet: "192.0.2.7/24" }],
    ["firewall/address", { name: "b", subnet: "192.0.2.7", type: "ipmask" }],
    ["firewall/address", { name: "c", type: "iprange", "start-ip": "192.0.2.1", "end-ip": "192.0.2.9", color: "4" }],
    ["firewall/address6", { name: "d", ip6: "2001:DB8:0::1/128" }],
    ["firewall/addrgrp", { name: "g", member: [{ name: "c" }, { name: "a" }] }],
    ["firewall/addrgrp", { name: "g", member: [{ name: "a" }, { name: "c" }] }],
    ["firewall.service/custom", { name: "s", "tcp-portrange": "8080 9090-9091" }],
    ["system/interface", { name: "port3", ip: "10.9.8.7/24", allowaccess: "ssh https ping", mode: "static" }],
    ["user/local", { name: "u", type: "password", passwd: "geheim-123", status: "enable" }],
  ];
  for (const [path, entry] of wanted) {
    const table = fgt.untyped().cmdb(path);
    await table.ensure(entry);
    await device.forget();
    assert.equal((await table.ensure(entry)).action, "unchanged", `${path} ${entry.name}`);
    assert.deepEqual(
      (await device.calls()).filter((call) => !call.startsWith("GET")),
      [],
    );
  }
});

test("a nested entry keeps what nobody mentions", async () => {
  await using fgt = device.connect();
  const bgp = fgt.cmdb("router/bgp");
  await bgp.update({ as: "65000", neighbor: [{ ip: "192.0.2.1", "remote-as": "65001", weight: 5 }] });
  const { diff } = await bgp.ensure({
    neighbor: [
      { ip: "192.0.2.1", "remote-as": "65002" },
      { ip: "192.0.2.2", "remote-as": "65003" },
    ],
  });
  assert.deepEqual(
    diff.map(({ field }) => field),
    ["neighbor"],
  );
  const { neighbor = [] } = await bgp.get();
  assert.deepEqual(
    neighbor.map(({ ip, weight, "remote-as": as }) => [ip, String(as), weight]),
    [
      ["192.0.2.1", "65002", 5],
      ["192.0.2.2", "65003", 4294967295],
    ],
  );
});

test("absent removes once", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  await addresses.create(web);
  const { changed, before } = await addresses.absent("web");
  assert.deepEqual([changed, before?.name], [true, "web"]);
  assert.deepEqual(await addresses.absent("web"), { changed: false, before: undefined });
});

test("members are added and removed among others, also by many at once", async () => {
  await using fgt = device.connect();
  const names = Array.from({ length: 8 }, (_, index) => `host-${index}`);
  for (const name of names) await fgt.cmdb("firewall/address").create({ name });
  await fgt.cmdb("firewall/addrgrp").create({ name: "blocked", member: [{ name: "all" }] });
  const blocked = fgt.cmdb("firewall/addrgrp").members("blocked", "member");
  await Promise.all(names.map((name) => blocked.add(name)));
  assert.deepEqual((await blocked.list()).toSorted(), ["all", ...names]);
  const same = await Promise.all([blocked.remove("host-1"), blocked.remove("host-1"), blocked.remove("host-1")]);
  assert.equal(same.filter(({ changed }) => changed).length, 1);
  assert.deepEqual((await blocked.list()).toSorted(), ["all", ...names.filter((name) => name !== "host-1")]);
});

test("lists are filtered, sorted and cut by the device", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  for (const [name, comment] of [
    ["web-1", "blue"],
    ["web-2", "red"],
    ["db-1", "blue"],
  ] as const)
    await addresses.create({ name, comment });
  const names = async (options: Parameters<typeof addresses.list>[0]) =>
    (await addresses.list(options)).map(({ name }) => name);
  assert.deepEqual(await names({ filter: [["name", "=@", "web"]] }), ["web-1", "web-2"]);
  assert.deepEqual(
    await names({
      filter: [
        ["name", "=@", "web"],
        ["comment", "==", "blue"],
      ],
    }),
    ["web-1"],
  );
  assert.deepEqual(
    await names({
      filter: [
        [
          ["name", "==", "web-2"],
          ["name", "==", "db-1"],
        ],
      ],
    }),
    ["web-2", "db-1"],
  );
  assert.deepEqual(await names({ filter: "name==web-1,name==web-2&comment==red" }), ["web-2"]);
  assert.deepEqual(await names({ filter: [["name", "=@", "-1"]], sort: "name,dsc" }), ["web-1", "db-1"]);
  assert.deepEqual(await names({ filter: [["name", "=@", "web"]], count: 1 }), ["web-1"]);
  const [row] = await addresses.list({ filter: [["name", "==", "db-1"]], fields: ["comment"] });
  assert.equal(row?.comment, "blue");
  assert.equal(row?.subnet, undefined);
});

test("a large table is read to its end, as a list and page by page", async () => {
  await using fgt = device.connect();
  const addresses = fgt.cmdb("firewall/address");
  const names = Array.from({ length: 620 }, (_, index) => `host-${String(index).padStart(3, "0")}`);
  await Promise.all(names.map((name) => addresses.create({ name })));
  const isHost = (name: string): boolean => name.startsWith("host-");
  assert.deepEqual(
    (await addresses.list())
      .map(({ name }) => name)
      .filter(isHost)
      .toSorted(),
    names,
  );
  await device.forget();
  const read: string[] = [];
  for await (const { name } of addresses.iterate()) read.push(name);
  assert.deepEqual(read.filter(isHost).toSorted(), names);
  assert.equal((await device.requests()).length, 2);
  assert.deepEqual((await addresses.list({ start: 5, count: 600 })).length, 600);
});

test("objects, scopes and VDOMs", async () => {
  await using fgt = device.connect({ vdom: "root" });
  const { changed, diff } = await fgt
    .cmdb("system/global")
    .ensure({ hostname: "edge", admintimeout: 30 }, { scope: "global" });
  assert.equal(changed, true);
  assert.deepEqual(
    diff.map(({ field }) => field),
    ["hostname", "admintimeout"],
  );
  assert.equal((await fgt.cmdb("system/global").get({ scope: "global" })).hostname, "edge");
  await fgt.cmdb("firewall/address").list();
  const urls = (await device.requests()).map(({ url }) => url);
  assert.ok(urls.filter((url) => url.includes("system/global")).every((url) => url.endsWith("?scope=global")));
  assert.ok(urls.at(-1)?.endsWith("/firewall/address?vdom=root"));
});

test("what a field may name is read from the device", async () => {
  await using fgt = device.connect();
  await fgt.cmdb("firewall/address").create(web);
  await fgt.cmdb("firewall/addrgrp").create({ name: "blocked" });
  const members = await fgt.options("firewall/addrgrp", "member");
  assert.ok(members.includes("web") && members.includes("blocked") && members.includes("all"));
  assert.ok((await fgt.options("firewall/policy", "srcintf")).includes("port1"));
  assert.equal(new Set(members).size, members.length);
});

test("a secret is sent, and shown to nobody", async () => {
  const lines: string[] = [];
  await using fgt = device.connect({ audit: [(event) => void lines.push(JSON.stringify(event))] });
  const result = await fgt.cmdb("user/local").ensure({ name: "u", type: "password", passwd: "geheim-123" });
  await fgt.close();
  const sent = (await device.requests()).find(({ method }) => method === "POST")?.body as { passwd: string };
  assert.equal(sent.passwd, "geheim-123");
  assert.doesNotMatch(JSON.stringify(result), /geheim/);
  assert.doesNotMatch(lines.join(""), /geheim/);
  assert.match(lines.join(""), /cmdb user\/local create/);
});

test("ensure writes a secret where none is set, and then no more", async () => {
  await using fgt = device.connect();
  const users = fgt.cmdb("user/local");
  await users.create({ name: "u", type: "radius", "radius-server": "" });
  const wanted = { name: "u", passwd: "geheim-123" };
  assert.equal((await users.ensure(wanted)).action, "updated");
  assert.equal((await users.ensure(wanted)).action, "unchanged");
});

test("a table with a plus in its path is reached", async () => {
  await using fgt = device.connect();
  const servers = fgt.cmdb("user/tacacs+");
  await servers.ensure({ name: "t", server: "192.0.2.1", key: "geheim-123" });
  assert.equal((await servers.get("t")).server, "192.0.2.1");
});
