import type { Suite } from "../../case.ts";
import { including, integer, matching } from "../../shape.ts";
import { add, answers, call, host, OBJ, refuses, shows } from "../rpc.ts";

const ADDRESS = `${OBJ}/firewall/address`;
const GROUP = `${OBJ}/firewall/addrgrp`;
const MEMBER = `${GROUP}/g/member`;
const SERVICE = `${OBJ}/firewall/service/custom`;
const given = [add(ADDRESS, [host("a", 1), host("b", 2), host("c", 3)]), add(GROUP, { name: "g", member: ["a", "b"] })];
const members = (...names: readonly string[]) => shows(`${GROUP}/g`, including({ member: names }));

/** Lists of names in an entry, and what they may name. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 0,
  cases: [
    {
      name: "members are shown as a list of names",
      given,
      request: call("get", `${GROUP}/g`, { fields: ["member"], loadsub: 0 }),
      expect: answers(`${GROUP}/g`, { name: "g", oid: integer, member: ["a", "b"] }),
    },
    {
      name: "a single member may come as text",
      given: given.slice(0, 1),
      request: call("add", GROUP, { data: { name: "g", member: "c" } }),
      expect: answers(GROUP, { name: "g" }),
      afterwards: [members("c")],
    },
    {
      name: "a member that is not there is -10131, which names it",
      request: call("add", GROUP, { data: { name: "g", member: ["nobody"] } }),
      expect: refuses(GROUP, -10_131, matching(/datasrc invalid.*member.*nobody/)),
    },
    {
      name: "a member that is not there leaves the group as it was",
      given,
      request: call("update", `${GROUP}/g`, { data: { member: ["c", "nobody"] } }),
      expect: refuses(`${GROUP}/g`, -10_131),
      afterwards: [members("a", "b")],
    },
    {
      name: "a group may hold a group",
      given,
      request: call("add", GROUP, { data: { name: "outer", member: ["g", "c"] } }),
      expect: answers(GROUP, { name: "outer" }),
    },
    {
      name: "`update` puts the members that are given in place of the others",
      given,
      request: call("update", `${GROUP}/g`, { data: { member: ["c"] } }),
      expect: answers(`${GROUP}/g`, { name: "g" }),
      afterwards: [members("c")],
    },
    {
      name: "`add` on the attribute adds members and keeps the others",
      given,
      request: call("add", MEMBER, { data: ["c"] }),
      expect: answers(MEMBER),
      afterwards: [members("a", "b", "c")],
    },
    {
      name: "`add` on the attribute of a member that is in it already changes nothing",
      given,
      request: call("add", MEMBER, { data: ["b"] }),
      expect: answers(MEMBER),
      afterwards: [members("a", "b")],
    },
    {
      name: "`add` on the attribute of what is not there is -10131",
      given,
      request: call("add", MEMBER, { data: ["nobody"] }),
      expect: refuses(MEMBER, -10_131),
    },
    {
      name: "`delete` on the attribute removes members",
      given,
      request: call("delete", MEMBER, { data: ["a"] }),
      expect: answers(MEMBER),
      afterwards: [members("b")],
    },
    {
      name: "`delete` on the attribute of what is no member changes nothing",
      given,
      request: call("delete", MEMBER, { data: ["c"] }),
      expect: answers(MEMBER),
      afterwards: [members("a", "b")],
    },
    {
      name: "`unset` on the attribute removes all members",
      given,
      request: call("unset", MEMBER),
      expect: answers(MEMBER),
      afterwards: [members()],
    },
    {
      name: "`get` on the attribute answers it by its name",
      given,
      request: call("get", MEMBER),
      expect: answers(MEMBER, { member: ["a", "b"] }),
    },
    {
      name: "`set` on the attribute puts another list in its place",
      given,
      request: call("set", MEMBER, { data: ["c"] }),
      expect: answers(MEMBER),
      afterwards: [members("c")],
    },
    {
      name: "an attribute that there is none of is -6",
      given,
      request: call("get", `${GROUP}/g/membres`),
      expect: refuses(`${GROUP}/g/membres`, -6),
    },
    {
      name: "the attribute of an entry that is not there is -3",
      request: call("get", `${GROUP}/nobody/member`),
      expect: refuses(`${GROUP}/nobody/member`, -3),
    },
    {
      name: "`add` on an attribute that is no list is -9",
      given,
      request: call("add", `${ADDRESS}/a/comment`, { data: ["x"] }),
      expect: refuses(`${ADDRESS}/a/comment`, -9),
    },
    {
      name: "the ports of a service are a list",
      request: call("add", SERVICE, {
        data: { name: "app", protocol: "TCP/UDP/SCTP", "tcp-portrange": ["8080", "9000-9010"] },
      }),
      expect: answers(SERVICE, { name: "app" }),
      afterwards: [shows(`${SERVICE}/app`, including({ "tcp-portrange": ["8080", "9000-9010"], "udp-portrange": [] }))],
    },
    {
      name: "a user's groups are found by the user's name",
      given: [add(`${OBJ}/user/local`, { name: "kim", type: "password", passwd: "secret" })],
      request: call("add", `${OBJ}/user/group`, { data: { name: "staff", member: ["kim"] } }),
      expect: answers(`${OBJ}/user/group`, { name: "staff" }),
    },
  ],
};
