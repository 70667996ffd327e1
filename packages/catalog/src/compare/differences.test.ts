import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { fortios } from "../registry.ts";
import type { Field } from "../types.ts";
import { differences } from "./differences.ts";

type Row = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Field>>;

const fieldsOf = async (path: string): Promise<Fields> =>
  (await fortios.load("cmdb", path))?.fields ?? assert.fail(path);
const address = await fieldsOf("firewall/address");
const group = await fieldsOf("firewall/addrgrp");

const names = (wanted: Row, actual: Row, fields?: Fields): string[] =>
  differences(wanted, actual, fields).map(({ field }) => field);
const same = (wanted: Row, actual: Row, fields?: Fields): void => assert.deepEqual(names(wanted, actual, fields), []);

test("only what differs is named, with what is there and what is wanted", () => {
  assert.deepEqual(
    differences({ name: "web", color: 3, comment: "x" }, { name: "web", color: 1, comment: "x", uuid: "u" }, address),
    [{ field: "color", before: 1, after: 3 }],
  );
});

test("member lists are sets", () => {
  const actual = {
    member: [
      { name: "a", q_origin_key: "a" },
      { name: "b", q_origin_key: "b" },
    ],
  };
  same({ member: [{ name: "b" }, { name: "a" }] }, actual, group);
  same({ member: [{ name: "b" }, { name: "a" }, { name: "b" }] }, actual, group);
  same({ member: [] }, { member: [] }, group);
  same({ member: [] }, {}, group);
  assert.deepEqual(names({ member: [{ name: "a" }] }, actual, group), ["member"]);
  assert.deepEqual(names({ member: [{ name: "a" }, { name: "c" }] }, actual, group), ["member"]);
  assert.deepEqual(names({ member: [{ name: "a" }] }, {}, group), ["member"]);
});

test("any order of a list is the same list", () => {
  const list = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 8 });
  fc.assert(
    fc.property(
      list.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([all, shuffled]) => {
        const actual = all.map((name) => ({ name, q_origin_key: name }));
        same({ member: shuffled.map((name) => ({ name })) }, { member: actual }, group);
        same({ member: shuffled.map((name) => ({ name })) }, { member: actual });
      },
    ),
  );
});

test("nested entries are compared by what is wanted of them", async () => {
  const bgp = await fieldsOf("router/bgp");
  const actual = { neighbor: [{ ip: "192.0.2.1", q_origin_key: "192.0.2.1", "remote-as": 65001, weight: 10 }] };
  same({ neighbor: [{ ip: "192.0.2.1", "remote-as": "65001" }] }, actual, bgp);
  assert.deepEqual(names({ neighbor: [{ ip: "192.0.2.1", "remote-as": 65002 }] }, actual, bgp), ["neighbor"]);
});

test("an exact entry is not robbed of its partner by a vague one", () => {
  same(
    { rule: [{ a: 1 }, { a: 1, b: 2 }] },
    {
      rule: [
        { a: 1, b: 2 },
        { a: 1, b: 3 },
      ],
    },
  );
  same(
    { rule: [{ a: 1, b: 2 }, { a: 1 }] },
    {
      rule: [
        { a: 1, b: 3 },
        { a: 1, b: 2 },
      ],
    },
  );
});

test("each wanted entry needs a partner of its own", () => {
  assert.deepEqual(
    names(
      { rule: [{ a: 1 }, { b: 2 }] },
      {
        rule: [
          { a: 1, b: 2 },
          { a: 3, b: 3 },
        ],
      },
    ),
    ["rule"],
  );
});

test("a secret that the device hides cannot be told, one that it shows can", async () => {
  same({ password: "new" }, { password: "ENC XXXX" });
  const user = await fieldsOf("user/local");
  for (const hidden of ["ENC XXXX", "******", undefined]) same({ passwd: "new" }, { passwd: hidden }, user);
  const certificate = await fieldsOf("vpn.certificate/local");
  same({ "private-key": "clear" }, { "private-key": "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMII" }, certificate);
  for (const shown of ["", "old"]) assert.deepEqual(names({ passwd: "new" }, { passwd: shown }, user), ["passwd"]);
  for (const shown of ["", "new"]) same({ passwd: shown }, { passwd: shown }, user);
  assert.deepEqual(names({ comment: "x" }, { comment: "***" }), ["comment"], "where no secret is due, stars are text");
  assert.deepEqual(names({ comment: "ENCLAVE" }, { comment: "other" }), ["comment"]);
});

test("numbers may come as text, and unset fields may be missing", () => {
  same({ color: "3" }, { color: 3 }, address);
  same({ color: 3 }, { color: "3" }, address);
  same({ comment: "" }, {}, address);
  assert.deepEqual(names({ color: 3 }, { color: "" }, address), ["color"]);
  assert.deepEqual(names({ color: 0 }, { color: 1 }, address), ["color"]);
});

test("subnets in every spelling", async () => {
  same({ subnet: "10.0.0.5/32" }, { subnet: "10.0.0.5 255.255.255.255" }, address);
  same({ subnet: "10.0.0.5/24" }, { subnet: "10.0.0.0 255.255.255.0" }, address);
  same({ subnet: "10.0.0.5" }, { subnet: "10.0.0.5 255.255.255.255" }, address);
  same({ wildcard: "10.0.0.1 255.0.255.0" }, { wildcard: "10.0.0.0 255.0.255.0" }, address);
  assert.deepEqual(names({ subnet: "10.0.0.5/32" }, { subnet: "10.0.0.6 255.255.255.255" }, address), ["subnet"]);
  assert.deepEqual(names({ subnet: "10.0.0.5/24" }, { subnet: "10.0.0.5 255.255.255.255" }, address), ["subnet"]);
  const address6 = await fieldsOf("firewall/address6");
  same({ ip6: "2001:DB8::1/128" }, { ip6: "2001:db8::1/128" }, address6);
  same({ ip6: "2001:DB8:0::1" }, { ip6: "2001:db8::1/128" }, address6);
  const port = await fieldsOf("system/interface");
  same({ ip: "10.0.0.5/24" }, { ip: "10.0.0.5 255.255.255.0" }, port);
  assert.deepEqual(
    names({ ip: "10.0.0.5/24" }, { ip: "10.0.0.6 255.255.255.0" }, port),
    ["ip"],
    "a host's own bits count",
  );
});

test("a comment that looks like a subnet is a comment", () => {
  assert.deepEqual(names({ comment: "10.0.0.0/8" }, { comment: "10.0.0.0 255.0.0.0" }, address), ["comment"]);
});

test("defaults that the device leaves out, in the entry and in what is inside", async () => {
  same({ color: 0, type: "ipmask" }, {}, address);
  same({ color: "", type: null }, { color: 0, type: "ipmask" }, address);
  assert.deepEqual(names({ color: 3 }, {}, address), ["color"]);
  assert.deepEqual(names({ color: null }, { color: 3 }, address), ["color"]);
  const bgp = await fieldsOf("router/bgp");
  const neighbor = [{ ip: "192.0.2.1", "remote-as": 65001, weight: 4294967295, passive: "disable" }];
  same({ neighbor }, { neighbor: [{ ip: "192.0.2.1", "remote-as": "65001" }] }, bgp);
  const quarantine = await fieldsOf("antivirus/quarantine");
  const all = quarantine["store-infected"]?.default;
  assert.deepEqual(
    names({ "store-infected": "" }, { "store-infected": all }, quarantine),
    ["store-infected"],
    "no option at all is a choice",
  );
});

test("empty, null and missing are the same nothing", () => {
  for (const wanted of ["", null, undefined])
    for (const actual of ["", null, undefined]) same({ comment: wanted }, { comment: actual }, address);
  for (const wanted of [[], null, ""])
    for (const actual of [[], null, "", undefined]) same({ member: wanted }, { member: actual }, group);
  same({ other: {} }, {});
  assert.deepEqual(names({ comment: "" }, { comment: "x" }, address), ["comment"]);
  assert.deepEqual(names({ member: [] }, { member: [{ name: "a" }] }, group), ["member"]);
});

test("options in capitals, as booleans and as numbers", async () => {
  const policy = await fieldsOf("firewall/policy");
  same({ status: "Enable", action: "ACCEPT" }, { status: "enable", action: "accept" }, policy);
  for (const on of [true, 1, "1"]) same({ status: on }, { status: "enable" }, policy);
  for (const off of [false, 0, "0"]) same({ status: off }, { status: "disable" }, policy);
  assert.deepEqual(names({ status: true }, { status: "disable" }, policy), ["status"]);
  same({ unknown: true }, { unknown: "enable" });
  const shaping = await fieldsOf("firewall/shaping-policy");
  same({ "ip-version": 4 }, { "ip-version": "4" }, shaping);
});

test("the order of a list counts where it has a meaning, and nowhere else", async () => {
  const sdwan = await fieldsOf("system/sdwan");
  const [first, second] = [
    { id: 1, name: "a" },
    { id: 2, name: "b" },
  ];
  const diff = (place?: string) =>
    differences(
      { service: [second, first] },
      { service: [first, second] },
      sdwan,
      place === undefined ? {} : { place },
    );
  assert.deepEqual(
    diff("system/sdwan").map(({ field }) => field),
    ["service"],
  );
  assert.deepEqual(diff("system/other"), []);
  assert.deepEqual(diff(), []);
  const members = (...all: number[]) => ({
    service: [{ id: 1, "priority-members": all.map((number) => ({ "seq-num": number })) }],
  });
  assert.equal(differences(members(2, 1), members(1, 2), sdwan, { place: "system/sdwan" }).length, 1);
  assert.equal(differences(members(1, 2), members(1, 2), sdwan, { place: "system/sdwan" }).length, 0);
  const phase1 = await fieldsOf("vpn.ipsec/phase1-interface");
  const place = "vpn.ipsec/phase1-interface";
  assert.equal(differences({ proposal: "a b" }, { proposal: "b a" }, phase1, { place }).length, 1);
  const ha = await fieldsOf("system/ha");
  assert.equal(
    differences({ hbdev: '"port1" 50 "port2" 100' }, { hbdev: "port1 100 port2 50" }, ha, { place: "system/ha" })
      .length,
    1,
  );
  assert.equal(differences({ hbdev: '"port1" 50' }, { hbdev: "port1 50" }, ha, { place: "system/ha" }).length, 0);
});

test("entries that leave their number to the device", async () => {
  const bgp = await fieldsOf("router/bgp");
  const network = [
    { id: 1, prefix: "10.0.0.0 255.0.0.0" },
    { id: 2, prefix: "10.1.0.0 255.255.0.0" },
  ];
  for (const id of [undefined, 0, "0", null])
    same(
      {
        network: [
          { id, prefix: "10.1.0.0/16" },
          { id, prefix: "10.0.0.0/8" },
        ],
      },
      { network },
      bgp,
    );
  assert.deepEqual(names({ network: [{ id: 0, prefix: "10.1.0.0/16" }] }, { network }, bgp), ["network"]);
});

test("an older version's single name is a list of it", async () => {
  const vip = await fieldsOf("firewall/vip");
  same({ "ssl-certificate": [{ name: "a" }] }, { "ssl-certificate": "a" }, vip);
  assert.deepEqual(names({ "ssl-certificate": [{ name: "a" }, { name: "b" }] }, { "ssl-certificate": "a" }, vip), [
    "ssl-certificate",
  ]);
});

test("a hidden secret differs only for who writes secrets every time", async () => {
  const user = await fieldsOf("user/local");
  const write = { secrets: "write" } as const;
  assert.equal(differences({ passwd: "new" }, { passwd: "ENC XXXX" }, user, write).length, 1);
  assert.equal(differences({ passwd: "" }, { passwd: "ENC XXXX" }, user, write).length, 0);
  assert.equal(differences({ status: "enable" }, { passwd: "ENC XXXX", status: "enable" }, user, write).length, 0);
});

test("addresses in every spelling, wherever they stand", async () => {
  const dns = await fieldsOf("system/dns");
  same({ "ip6-primary": "2001:DB8:0:0::1" }, { "ip6-primary": "2001:db8::1" }, dns);
  for (const same6 of ["::1:0", "0:0::1:0", "::0.1.0.0"])
    same({ "ip6-primary": same6 }, { "ip6-primary": "::0.1.0.0" }, dns);
  assert.deepEqual(names({ "ip6-primary": "::ffff:1.2.3.4" }, { "ip6-primary": "::1.2.3.4" }, dns), ["ip6-primary"]);
  same({ any: "2001:DB8::/032" }, { any: "2001:db8::/32" });
  same({ any: "10.0.0.0/8" }, { any: "10.0.0.0 255.0.0.0" });
  const port = await fieldsOf("system/interface");
  same({ "dhcp-relay-ip": "10.0.0.2 10.0.0.1" }, { "dhcp-relay-ip": '"10.0.0.1" "10.0.0.2" ' }, port);
  const server = await fieldsOf("system.dhcp/server");
  same({ netmask: "24" }, { netmask: "255.255.255.0" }, server);
  const certificate = await fieldsOf("vpn.certificate/ca");
  same(
    { ca: "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n" },
    { ca: '"-----BEGIN CERTIFICATE-----\r\nMII\r\n-----END CERTIFICATE-----"' },
    certificate,
  );
});

test("options in one text are a set of words", async () => {
  const port = await fieldsOf("system/interface");
  same({ allowaccess: "https ping ssh" }, { allowaccess: "ping https ssh" }, port);
  assert.deepEqual(names({ allowaccess: "https" }, { allowaccess: "ping https" }, port), ["allowaccess"]);
});

test("what the device adds is never wanted", () => {
  same({ q_origin_key: "x", name: "web" }, { q_origin_key: "web", name: "web" }, address);
  same({ comment: undefined }, { comment: "x" }, address);
});
