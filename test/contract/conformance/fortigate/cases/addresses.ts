/** Addresses and their groups: the tables that everybody starts with. */

import type { Case, Suite } from "../../case.ts";
import { absent, anything, including } from "../../shape.ts";
import { changed, check, del, entry, get, members, named, post, put, refused, unchanged, uuid } from "../words.ts";

const ADDRESS = "cmdb/firewall/address";
const GROUP = "cmdb/firewall/addrgrp";
const web = { name: "web", subnet: "192.0.2.1/32" };

/** What is sent for a field, and what a device shows then. */
const spelled = (
  field: string,
  rows: readonly (readonly [sent: unknown, shown: unknown])[],
  more: object = {},
): Case[] =>
  rows.map(([sent, shown]) => ({
    name: `${field} sent as ${JSON.stringify(sent)} is shown as ${JSON.stringify(shown)}`,
    given: [post(ADDRESS, { name: "a", ...more, [field]: sent })],
    request: get(`${ADDRESS}/a`),
    expect: entry({ [field]: shown as string }),
  }));

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    {
      name: "an address shows every field with its default",
      given: [post(ADDRESS, { name: "bare" })],
      request: get(`${ADDRESS}/bare`),
      expect: entry({
        name: "bare",
        q_origin_key: "bare",
        uuid,
        subnet: "0.0.0.0 0.0.0.0",
        type: "ipmask",
        "sub-type": "sdn",
        "start-ip": anything,
        "end-ip": anything,
        fqdn: "",
        country: "",
        "cache-ttl": 0,
        comment: "",
        "associated-interface": "",
        color: 0,
        filter: "",
        list: [],
        tagging: [],
        "allow-routing": "disable",
        "fabric-object": "disable",
      }),
    },
    ...spelled("subnet", [
      ["192.0.2.7", "192.0.2.7 255.255.255.255"],
      ["192.0.2.0/24", "192.0.2.0 255.255.255.0"],
      ["192.0.2.0 255.255.255.0", "192.0.2.0 255.255.255.0"],
      ["0.0.0.0/0", "0.0.0.0 0.0.0.0"],
    ]),
    ...spelled("color", [
      [7, 7],
      ["7", 7],
    ]),
    ...spelled("comment", [
      ['"quoted" & <b>', '"quoted" & <b>'],
      ["日本語", "日本語"],
      ["", ""],
    ]),
    ...spelled(
      "macaddr",
      [[[{ macaddr: "00:11:22:33:44:55" }], [{ macaddr: "00:11:22:33:44:55", q_origin_key: "00:11:22:33:44:55" }]]],
      {
        type: "mac",
      },
    ),
    {
      name: "a device makes up the uuid of an address, and another for the next",
      given: [
        post(ADDRESS, web),
        get(`${ADDRESS}/web`, { take: { uuid: "results.0.uuid" } }),
        post(ADDRESS, { name: "b" }),
      ],
      request: get(`${ADDRESS}?filter=uuid=={{uuid}}`),
      expect: { status: 200, body: including({ matched_count: 1, results: [including({ name: "web" })] }) },
    },
    {
      name: "an address keeps the uuid that it was given",
      given: [post(ADDRESS, { ...web, uuid: "11111111-2222-3333-4444-555555555555" })],
      request: get(`${ADDRESS}/web`),
      expect: entry({ uuid: "11111111-2222-3333-4444-555555555555" }),
    },
    {
      name: "a range keeps its ends",
      given: [post(ADDRESS, { name: "r", type: "iprange", "start-ip": "192.0.2.1", "end-ip": "192.0.2.9" })],
      request: get(`${ADDRESS}/r`),
      expect: entry({ type: "iprange", "start-ip": "192.0.2.1", "end-ip": "192.0.2.9" }),
    },
    {
      name: "a range that ends before it starts is refused",
      request: post(ADDRESS, { name: "r", type: "iprange", "start-ip": "192.0.2.9", "end-ip": "192.0.2.1" }),
      expect: refused(500, -73),
    },
    {
      name: "a range without an end is refused",
      request: post(ADDRESS, { name: "r", type: "iprange", "start-ip": "192.0.2.9" }),
      expect: refused(424, -56, /end-ip/),
    },
    {
      name: "an address by name needs the name",
      request: post(ADDRESS, { name: "f", type: "fqdn" }),
      expect: refused(424, -56, /'fqdn' MUST be set/),
      afterwards: [check(get(`${ADDRESS}/f`), refused(404, -3))],
    },
    {
      name: "an address by country needs the country",
      request: post(ADDRESS, { name: "g", type: "geography" }),
      expect: refused(424, -56, /'country' MUST be set/),
    },
    {
      name: "an address by name takes a wildcard",
      given: [post(ADDRESS, { name: "f", type: "fqdn", fqdn: "*.example.com" })],
      request: get(`${ADDRESS}/f`),
      expect: entry({ type: "fqdn", fqdn: "*.example.com" }),
    },
    {
      name: "the type of an address can change, with what it needs",
      given: [post(ADDRESS, web)],
      request: put(`${ADDRESS}/web`, { type: "fqdn", fqdn: "web.example.com" }),
      expect: changed("PUT"),
      afterwards: [check(get(`${ADDRESS}/web`), entry({ type: "fqdn", fqdn: "web.example.com" }))],
    },
    {
      name: "the type of an address cannot change without what it needs, and nothing happens",
      given: [post(ADDRESS, web)],
      request: put(`${ADDRESS}/web`, { type: "fqdn" }),
      expect: refused(424, -56),
      afterwards: [check(get(`${ADDRESS}/web`), entry({ type: "ipmask", subnet: "192.0.2.1 255.255.255.255" }))],
    },
    {
      name: "a name that is taken is refused",
      request: post(ADDRESS, { name: "all" }),
      expect: refused(500, -5, /'all'/),
    },
    {
      name: "a name without text is refused",
      request: post(ADDRESS, { subnet: "192.0.2.1/32" }),
      expect: refused(424, -56, /'name'/),
    },
    {
      name: "a name of 79 characters is fine",
      request: post(ADDRESS, { name: "x".repeat(79) }),
      expect: changed("POST"),
    },
    {
      name: "a name of 80 characters is refused",
      request: post(ADDRESS, { name: "x".repeat(80) }),
      expect: refused(500, -1),
    },
    {
      name: "a comment of 255 characters is fine",
      request: post(ADDRESS, { name: "a", comment: "x".repeat(255) }),
      expect: changed("POST"),
    },
    {
      name: "a comment of 256 characters is refused",
      request: post(ADDRESS, { name: "a", comment: "x".repeat(256) }),
      expect: refused(500, -1, /comment/),
    },
    ...["a/b c%d", "a?b=c&d", "é", "#1", "a+b", "..."].map((name) => ({
      name: `the name ${JSON.stringify(name)} is found once it is percent-encoded`,
      given: [post(ADDRESS, { name })],
      request: get(`${ADDRESS}/${encodeURIComponent(name)}`),
      expect: entry({ name, q_origin_key: name }, { mkey: name }),
    })),
    {
      name: "a body with another name renames",
      given: [post(ADDRESS, web)],
      request: put(`${ADDRESS}/web`, { name: "www" }),
      expect: changed("PUT", { mkey: "www" }),
      afterwards: [
        check(get(`${ADDRESS}/web`), refused(404, -3)),
        check(get(`${ADDRESS}/www`), entry({ subnet: "192.0.2.1 255.255.255.255" })),
      ],
    },
    {
      name: "a rename reaches the groups that hold the address",
      given: [
        post(ADDRESS, web),
        post(GROUP, { name: "g", member: named("web") }),
        put(`${ADDRESS}/web`, { name: "www" }),
      ],
      request: get(`${GROUP}/g`),
      expect: entry({ member: members("www") }),
    },
    {
      name: "a rename to a name that is taken is refused",
      given: [post(ADDRESS, web)],
      request: put(`${ADDRESS}/web`, { name: "all" }),
      expect: refused(500, -5),
    },
    {
      name: "a group keeps the order of its members",
      given: [
        post(ADDRESS, web),
        post(ADDRESS, { name: "a" }),
        post(GROUP, { name: "g", member: named("web", "all", "a") }),
      ],
      request: get(`${GROUP}/g`),
      expect: entry({ member: members("web", "all", "a"), type: "default", category: "default" }),
    },
    {
      name: "members may come as mere names",
      given: [post(ADDRESS, web), post(GROUP, { name: "g", member: ["web", "all"] })],
      request: get(`${GROUP}/g`),
      expect: entry({ member: members("web", "all") }),
    },
    {
      name: "a member that comes twice is in the group once",
      given: [post(GROUP, { name: "g", member: named("all", "all") })],
      request: get(`${GROUP}/g`),
      expect: entry({ member: members("all") }),
    },
    {
      name: "an update of the members replaces them all",
      given: [post(ADDRESS, web), post(GROUP, { name: "g", member: named("all"), comment: "kept" })],
      request: put(`${GROUP}/g`, { member: named("web") }),
      expect: changed("PUT"),
      afterwards: [check(get(`${GROUP}/g`), entry({ member: members("web"), comment: "kept" }))],
    },
    {
      name: "the same members again change nothing",
      given: [post(GROUP, { name: "g", member: named("all") })],
      request: put(`${GROUP}/g`, { member: [{ name: "all", q_origin_key: "all" }] }),
      expect: unchanged("PUT"),
    },
    {
      name: "a group may hold a group",
      given: [
        post(GROUP, { name: "inner", member: named("all") }),
        post(GROUP, { name: "outer", member: named("inner") }),
      ],
      request: get(`${GROUP}/outer`),
      expect: entry({ member: members("inner") }),
    },
    {
      name: "a group and an address cannot have one name",
      given: [post(ADDRESS, web)],
      request: post(GROUP, { name: "web", member: named("all") }),
      expect: refused(500, -163),
    },
    {
      name: "an address and a group cannot have one name",
      given: [post(GROUP, { name: "g", member: named("all") })],
      request: post(ADDRESS, { name: "g" }),
      expect: refused(500, -163),
    },
    {
      name: "a group is deleted, and its members stay",
      given: [post(ADDRESS, web), post(GROUP, { name: "g", member: named("web") })],
      request: del(`${GROUP}/g`),
      expect: changed("DELETE", { mkey: "g" }),
      afterwards: [check(get(`${ADDRESS}/web`), entry({ name: "web" }))],
    },
    {
      name: "an IPv6 address shows its prefix in short",
      given: [post("cmdb/firewall/address6", { name: "six", ip6: "2001:0DB8:0:0::1/64" })],
      request: get("cmdb/firewall/address6/six"),
      expect: entry({ ip6: "2001:db8::1/64", type: "ipprefix" }),
    },
    {
      name: "a multicast address keeps its range",
      given: [post("cmdb/firewall/multicast-address", { name: "m", "start-ip": "239.1.1.1", "end-ip": "239.1.1.9" })],
      request: get("cmdb/firewall/multicast-address/m"),
      expect: entry({ "start-ip": "239.1.1.1", "end-ip": "239.1.1.9", type: "multicastrange" }),
    },
    {
      name: "fields that the device lacks are passed over",
      given: [post(ADDRESS, { ...web, flavour: "sweet" })],
      request: get(`${ADDRESS}/web`),
      expect: entry({ name: "web", flavour: absent }),
    },
    {
      name: "null stands for the default",
      given: [post(ADDRESS, { ...web, color: 5 })],
      request: put(`${ADDRESS}/web`, { color: null }),
      expect: changed("PUT"),
      afterwards: [check(get(`${ADDRESS}/web`), entry({ color: 0 }))],
    },
  ],
};
