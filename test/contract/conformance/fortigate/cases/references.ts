/** Who refers to whom: nothing names what is not there, and what is named cannot go. */

import type { Case, Step, Suite } from "../../case.ts";
import { changed, check, del, entry, get, members, named, policy, post, put, refused } from "../words.ts";

const ADDRESS = "cmdb/firewall/address";
const GROUP = "cmdb/firewall/addrgrp";
const web = post(ADDRESS, { name: "web" });

/** What uses an entry keeps it. */
const keeps = (what: string, given: readonly Step[], path: string): Case => ({
  name: `${what} cannot be deleted`,
  given,
  request: del(path),
  expect: refused(500, -23, /used by/),
  afterwards: [check(get(path), { status: 200 })],
});

const dangles = (what: string, request: Step, error: number, cli: RegExp): Case => ({
  name: `${what} is refused with ${error}`,
  request,
  expect: refused(500, error, cli),
});

export const suite: Suite = {
  product: "fortigate",
  version: "7.2.13",
  cases: [
    keeps("an address in a group", [web, post(GROUP, { name: "g", member: named("web") })], `${ADDRESS}/web`),
    keeps(
      "an address in a policy",
      [web, post("cmdb/firewall/policy", policy({ srcaddr: named("web") }))],
      `${ADDRESS}/web`,
    ),
    keeps(
      "a group in a policy",
      [post(GROUP, { name: "g", member: named("all") }), post("cmdb/firewall/policy", policy({ dstaddr: named("g") }))],
      `${GROUP}/g`,
    ),
    keeps(
      "a service in a group",
      [
        post("cmdb/firewall.service/custom", { name: "s", "tcp-portrange": "8080" }),
        post("cmdb/firewall.service/group", { name: "g", member: named("s") }),
      ],
      "cmdb/firewall.service/custom/s",
    ),
    keeps(
      "a schedule in a policy",
      [
        post("cmdb/firewall.schedule/recurring", { name: "work", day: "monday", start: "08:00", end: "17:00" }),
        post("cmdb/firewall/policy", policy({ schedule: "work" })),
      ],
      "cmdb/firewall.schedule/recurring/work",
    ),
    keeps(
      "a user in a group",
      [
        post("cmdb/user/local", { name: "bob", type: "password", passwd: "geheim-1" }),
        post("cmdb/user/group", { name: "g", member: named("bob") }),
      ],
      "cmdb/user/local/bob",
    ),
    keeps(
      "an interface in a zone",
      [
        post("cmdb/system/interface", { name: "v10", vdom: "root", type: "vlan", vlanid: 10, interface: "port5" }),
        post("cmdb/system/zone", { name: "inside", interface: [{ "interface-name": "v10" }] }),
      ],
      "cmdb/system/interface/v10",
    ),
    keeps(
      "an interface with a route",
      [
        post("cmdb/system/interface", { name: "v10", vdom: "root", type: "vlan", vlanid: 10, interface: "port5" }),
        post("cmdb/router/static", { dst: "10.0.0.0/8", gateway: "10.9.0.1", device: "v10" }),
      ],
      "cmdb/system/interface/v10",
    ),
    keeps(
      "a profile of an administrator",
      [
        post("cmdb/system/accprofile", { name: "soc", fwgrp: "read" }),
        post("cmdb/system/admin", { name: "anna", accprofile: "soc", password: "geheim-1" }),
      ],
      "cmdb/system/accprofile/soc",
    ),
    keeps(
      "the first phase of a tunnel with a second one",
      [
        post("cmdb/vpn.ipsec/phase1-interface", {
          name: "t",
          interface: "port2",
          proposal: "aes256-sha256",
          "remote-gw": "198.51.100.1",
          psksecret: "geheim-1",
        }),
        post("cmdb/vpn.ipsec/phase2-interface", { name: "t2", phase1name: "t", proposal: "aes256-sha256" }),
      ],
      "cmdb/vpn.ipsec/phase1-interface/t",
    ),
    keeps("the VDOM that every device has", [], "cmdb/system/vdom/root"),
    dangles(
      "a group of nobody",
      post(GROUP, { name: "g", member: named("ghost") }),
      -651,
      /node_check_object fail! for name ghost/,
    ),
    dangles(
      "an address on no interface",
      put(`${ADDRESS}/all`, { "associated-interface": "ghost" }),
      -3,
      /entry not found in datasource/,
    ),
    dangles("a policy from nobody", post("cmdb/firewall/policy", policy({ srcaddr: named("ghost") })), -651, /ghost/),
    dangles(
      "a policy for no service",
      post("cmdb/firewall/policy", policy({ service: named("ghost") })),
      -651,
      /ghost/,
    ),
    dangles(
      "a policy with a profile that is not there",
      post("cmdb/firewall/policy", policy({ "av-profile": "ghost" })),
      -3,
      /ghost/,
    ),
    dangles(
      "an administrator without a profile",
      post("cmdb/system/admin", { name: "anna", accprofile: "ghost", password: "x" }),
      -3,
      /ghost/,
    ),
    dangles(
      "a route through no interface",
      post("cmdb/router/static", { device: "ghost", gateway: "10.0.0.1" }),
      -3,
      /ghost/,
    ),
    dangles("a group of no user", post("cmdb/user/group", { name: "g", member: named("ghost") }), -651, /ghost/),
    dangles(
      "a VLAN on no interface",
      post("cmdb/system/interface", { name: "v", vdom: "root", type: "vlan", vlanid: 1, interface: "ghost" }),
      -3,
      /ghost/,
    ),
    {
      name: "a refused reference leaves nothing behind",
      given: [post(GROUP, { name: "g", member: named("ghost") }, { status: 500 })],
      request: get(`${GROUP}/g`),
      expect: refused(404, -3),
    },
    {
      name: "a refused change leaves the entry as it was",
      given: [
        web,
        post(GROUP, { name: "g", member: named("web") }),
        put(`${GROUP}/g`, { member: named("ghost"), comment: "x" }, { status: 500 }),
      ],
      request: get(`${GROUP}/g`),
      expect: entry({ member: members("web"), comment: "" }),
    },
    {
      name: "what nobody names any more can be deleted",
      given: [
        web,
        post(GROUP, { name: "g", member: named("web", "all") }),
        put(`${GROUP}/g`, { member: named("all") }),
      ],
      request: del(`${ADDRESS}/web`),
      expect: changed("DELETE"),
    },
    {
      name: "what only something deleted named can be deleted",
      given: [web, post(GROUP, { name: "g", member: named("web") }), del(`${GROUP}/g`)],
      request: del(`${ADDRESS}/web`),
      expect: changed("DELETE"),
    },
    {
      name: "the refusal says how many entries use it",
      given: [web, post(GROUP, { name: "a", member: named("web") }), post(GROUP, { name: "b", member: named("web") })],
      request: del(`${ADDRESS}/web`),
      expect: refused(500, -23, /used by other 2 entries/),
    },
    {
      name: "a profile follows its new name",
      given: [
        post("cmdb/system/accprofile", { name: "soc", fwgrp: "read" }),
        post("cmdb/system/admin", { name: "anna", accprofile: "soc", password: "geheim-1" }),
        put("cmdb/system/accprofile/soc", { name: "noc" }),
      ],
      request: get("cmdb/system/admin/anna"),
      expect: entry({ accprofile: "noc" }),
    },
  ],
};
