/** Child tables and nested objects: a part of an entry by its own URL. */

import type { Suite } from "../../case.ts";
import { absent, including, integer, matching } from "../../shape.ts";
import {
  changed,
  check,
  del,
  entry,
  get,
  listed,
  members,
  named,
  object,
  post,
  put,
  refused,
  unchanged,
} from "../words.ts";

const GROUP = "cmdb/firewall/addrgrp";
const group = [
  post("cmdb/firewall/address", { name: "web" }),
  post(GROUP, { name: "g", member: named("all"), comment: "kept" }),
];
const BGP = "cmdb/router/bgp";
const neighbor = { ip: "10.0.0.2", "remote-as": "65002" };

export const suite: Suite = {
  product: "fortigate",
  version: "7.4.8",
  cases: [
    {
      name: "the members of a group are a list of their own",
      given: group,
      request: get(`${GROUP}/g/member`),
      expect: listed(members("all"), { size: 1, mkey: absent }),
    },
    {
      name: "a member is added to a list, and the others stay",
      given: group,
      request: post(`${GROUP}/g/member`, { name: "web" }),
      expect: changed("POST", { mkey: "web", name: "addrgrp" }),
      afterwards: [check(get(`${GROUP}/g`), entry({ member: members("all", "web"), comment: "kept" }))],
    },
    {
      name: "a member that is there already is refused",
      given: group,
      request: post(`${GROUP}/g/member`, { name: "all" }),
      expect: refused(500, -5),
    },
    {
      name: "a member that is no address is refused",
      given: group,
      request: post(`${GROUP}/g/member`, { name: "ghost" }),
      expect: refused(500, -651, /ghost/),
    },
    {
      name: "one member is read by its name",
      given: group,
      request: get(`${GROUP}/g/member/all`),
      expect: entry({ name: "all", q_origin_key: "all" }, { mkey: "all" }),
    },
    {
      name: "a member that is not there is 404",
      given: group,
      request: get(`${GROUP}/g/member/web`),
      expect: refused(404, -3),
    },
    {
      name: "a member is taken out of a list",
      given: [...group, post(`${GROUP}/g/member`, { name: "web" })],
      request: del(`${GROUP}/g/member/all`),
      expect: changed("DELETE", { mkey: "all" }),
      afterwards: [check(get(`${GROUP}/g`), entry({ member: members("web") }))],
    },
    {
      name: "the members of a group that is not there are 404",
      request: get(`${GROUP}/nope/member`),
      expect: refused(404, -3),
    },
    {
      name: "a field that is no list has no URL",
      given: group,
      request: get(`${GROUP}/g/comment`),
      expect: refused(404),
    },
    {
      name: "a field that is not there has no URL",
      given: group,
      request: get(`${GROUP}/g/flavour`),
      expect: refused(404),
    },
    {
      name: "a member list cannot be replaced at its own URL",
      given: group,
      request: put(`${GROUP}/g/member`, [{ name: "web" }]),
      expect: refused(405),
    },
    {
      name: "a change of a member changes the revision of the group's table",
      given: [...group, get(GROUP, { take: { before: "revision" } })],
      request: post(`${GROUP}/g/member`, { name: "web" }),
      expect: changed("POST", { old_revision: "{{before}}" }),
    },
    {
      name: "a list of a list is filtered like any other",
      given: [...group, post(`${GROUP}/g/member`, { name: "web" })],
      request: get(`${GROUP}/g/member?filter=name==web`),
      expect: listed(members("web"), { size: 2, matched_count: 1 }),
    },
    {
      name: "an object holds tables: a neighbour of BGP is made",
      given: [put(BGP, { as: "65001", "router-id": "10.0.0.1" })],
      request: post(`${BGP}/neighbor`, neighbor),
      expect: changed("POST", { mkey: "10.0.0.2", path: "router", name: "bgp" }),
      afterwards: [
        check(
          get(BGP),
          object(including({ as: "65001", neighbor: [including({ ip: "10.0.0.2", "remote-as": "65002" })] })),
        ),
      ],
    },
    {
      name: "a neighbour of BGP is changed",
      given: [post(`${BGP}/neighbor`, neighbor)],
      request: put(`${BGP}/neighbor/10.0.0.2`, { description: "branch" }),
      expect: changed("PUT", { mkey: "10.0.0.2" }),
      afterwards: [check(get(`${BGP}/neighbor/10.0.0.2`), entry({ description: "branch", "remote-as": "65002" }))],
    },
    {
      name: "a neighbour of BGP is deleted",
      given: [post(`${BGP}/neighbor`, neighbor)],
      request: del(`${BGP}/neighbor/10.0.0.2`),
      expect: changed("DELETE"),
      afterwards: [check(get(`${BGP}/neighbor`), listed([]))],
    },
    {
      name: "an update of an object with a list replaces the list",
      given: [post(`${BGP}/neighbor`, neighbor)],
      request: put(BGP, { neighbor: [{ ip: "10.0.0.3", "remote-as": "65003" }] }),
      expect: changed("PUT"),
      afterwards: [check(get(`${BGP}/neighbor?format=ip`), listed([{ ip: "10.0.0.3", q_origin_key: "10.0.0.3" }]))],
    },
    {
      name: "an update of an object leaves lists alone that it does not name",
      given: [post(`${BGP}/neighbor`, neighbor)],
      request: put(BGP, { "keepalive-timer": 30 }),
      expect: changed("PUT"),
      afterwards: [check(get(`${BGP}/neighbor`), listed([including({ ip: "10.0.0.2" })]))],
    },
    {
      name: "rows without a number get the next one",
      given: [put(BGP, { network: [{ prefix: "10.1.0.0/16" }, { prefix: "10.2.0.0/16" }] })],
      request: get(BGP),
      expect: object(
        including({
          network: [
            including({ id: 1, prefix: "10.1.0.0 255.255.0.0" }),
            including({ id: 2, prefix: "10.2.0.0 255.255.0.0" }),
          ],
        }),
      ),
    },
    {
      name: "a row is added with a number of its own",
      given: [put(BGP, { network: [{ id: 5, prefix: "10.1.0.0/16" }] })],
      request: post(`${BGP}/network`, { prefix: "10.2.0.0/16" }),
      expect: changed("POST", { mkey: 6 }),
    },
    {
      name: "lists lie in lists",
      given: [
        post("cmdb/router/access-list", { name: "a", rule: [{ id: 1, prefix: "10.0.0.0/8", action: "permit" }] }),
      ],
      request: put("cmdb/router/access-list/a/rule/1", { action: "deny" }),
      expect: changed("PUT", { mkey: 1 }),
      afterwards: [
        check(
          get("cmdb/router/access-list/a/rule/1"),
          entry({ id: 1, action: "deny", prefix: matching(/^10\.0\.0\.0/) }),
        ),
      ],
    },
    {
      name: "a nested object is merged, not replaced",
      given: [
        put("cmdb/system/interface/port5", { ipv6: { "ip6-address": "2001:db8::1/64", "ip6-send-adv": "enable" } }),
      ],
      request: put("cmdb/system/interface/port5", { ipv6: { "ip6-mode": "static", "ip6-allowaccess": "ping" } }),
      expect: changed("PUT"),
      afterwards: [
        check(
          get("cmdb/system/interface/port5"),
          entry({
            ipv6: including({ "ip6-address": "2001:db8::1/64", "ip6-send-adv": "enable", "ip6-allowaccess": "ping" }),
          }),
        ),
      ],
    },
    {
      name: "SD-WAN keeps its zones beside its members",
      given: [
        put("cmdb/system/sdwan", {
          status: "enable",
          members: [{ "seq-num": 1, interface: "port6", gateway: "10.6.0.1" }],
        }),
      ],
      request: get("cmdb/system/sdwan"),
      expect: object(
        including({
          status: "enable",
          zone: [including({ name: "virtual-wan-link" })],
          members: [including({ "seq-num": 1, interface: "port6", zone: "virtual-wan-link" })],
        }),
      ),
    },
    {
      name: "a health check of SD-WAN counts members by their number",
      given: [put("cmdb/system/sdwan", { members: [{ "seq-num": 1, interface: "port6" }] })],
      request: post("cmdb/system/sdwan/health-check", { name: "dns", server: "9.9.9.9", members: [{ "seq-num": 1 }] }),
      expect: changed("POST", { mkey: "dns" }),
    },
    {
      name: "a web filter keeps its categories",
      given: [
        post("cmdb/webfilter/profile", {
          name: "w",
          "ftgd-wf": { filters: [{ id: 1, category: 26, action: "block" }] },
        }),
      ],
      request: get("cmdb/webfilter/profile/w"),
      expect: entry({ "ftgd-wf": including({ filters: [including({ id: 1, category: 26, action: "block" })] }) }),
    },
    {
      name: "what an entry shows may be sent back as it is",
      given: [post(GROUP, { name: "g", member: named("all"), comment: "x" })],
      request: put(`${GROUP}/g`, {
        name: "g",
        q_origin_key: "g",
        member: [{ name: "all", q_origin_key: "all" }],
        comment: "x",
        color: 0,
      }),
      expect: unchanged("PUT"),
    },
    {
      name: "a list that is no list is refused",
      request: post(GROUP, { name: "g", member: 5 }),
      expect: refused(424, -651, /member/),
    },
    {
      name: "a row that is a number is refused",
      request: post(GROUP, { name: "g", member: [5] }),
      expect: refused(424, -651),
    },
    {
      name: "an empty list takes everything out",
      given: [put(BGP, { network: [{ id: 5, prefix: "10.1.0.0/16" }] })],
      request: put(BGP, { network: [] }),
      expect: changed("PUT"),
      afterwards: [check(get(`${BGP}/network`), listed([], { size: 0 }))],
    },
    {
      name: "a DHCP reservation is added beside others",
      given: [
        post(
          "cmdb/system.dhcp/server",
          {
            interface: "port5",
            netmask: "255.255.255.0",
            "reserved-address": [{ id: 1, ip: "10.5.0.9", mac: "00:11:22:33:44:55" }],
          },
          { take: { id: "mkey" } },
        ),
      ],
      request: post("cmdb/system.dhcp/server/{{id}}/reserved-address", { ip: "10.5.0.10", mac: "00:11:22:33:44:66" }),
      expect: changed("POST", { mkey: 2 }),
      afterwards: [
        check(
          get("cmdb/system.dhcp/server/{{id}}/reserved-address"),
          listed([including({ id: 1 }), including({ id: integer, ip: "10.5.0.10" })]),
        ),
      ],
    },
  ],
};
