import type { Suite } from "../../case.ts";
import {
  absent,
  between,
  exactly,
  holding,
  including,
  integer,
  lacking,
  listOf,
  matching,
  optional,
  someOf,
  text,
} from "../../shape.ts";
import { add, answers, call, host, OBJ, POLICIES, plainCall, policy, refuses } from "../rpc.ts";

const ADDRESS = `${OBJ}/firewall/address`;
const GROUP = `${OBJ}/firewall/addrgrp`;
const given = [
  add(ADDRESS, [
    { ...host("t-b", 2), color: 1 },
    { ...host("t-a", 1), color: 1 },
    { ...host("t-c", 3), color: 5 },
  ]),
  add(GROUP, { name: "t-group", member: ["t-a"] }),
];
const OURS = { filter: ["name", "like", "t-%"] };
const NAMES = { ...OURS, fields: ["name"], loadsub: 0 };
const named = (...names: readonly string[]) => names.map((name) => ({ name, oid: integer }));

/** What a `get` may ask for beside its url. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 1,
  cases: [
    {
      name: "`fields` picks fields; key and oid come in any case",
      given,
      request: call("get", ADDRESS, { ...OURS, fields: ["color"], loadsub: 0, sortings: [{ name: 1 }] }),
      expect: answers(ADDRESS, [
        { name: "t-a", oid: integer, color: 1 },
        { name: "t-b", oid: integer, color: 1 },
        { name: "t-c", oid: integer, color: 5 },
      ]),
    },
    {
      name: "`fields` with a field that there is none of leaves it out",
      given,
      request: call("get", `${ADDRESS}/t-a`, { fields: ["name", "colour"], loadsub: 0 }),
      expect: answers(`${ADDRESS}/t-a`, { name: "t-a", oid: integer }),
    },
    {
      name: "an empty list of fields is all of them",
      given,
      request: call("get", `${ADDRESS}/t-a`, { fields: [] }),
      expect: answers(`${ADDRESS}/t-a`, including({ type: "ipmask", color: 1, uuid: text })),
    },
    {
      name: "`fields` that are no list are -8",
      request: call("get", ADDRESS, { fields: "name" }),
      expect: refuses(ADDRESS, -8),
    },
    {
      name: "`fields` alone still brings the child tables",
      given,
      request: call("get", `${ADDRESS}/t-a`, { fields: ["name"] }),
      expect: answers(`${ADDRESS}/t-a`, {
        name: "t-a",
        oid: integer,
        dynamic_mapping: null,
        list: null,
        tagging: null,
      }),
    },
    {
      name: "`loadsub` 0 leaves child tables out and keeps everything else",
      given,
      request: call("get", `${ADDRESS}/t-a`, { loadsub: 0 }),
      expect: answers(
        `${ADDRESS}/t-a`,
        including({ type: "ipmask", dynamic_mapping: absent, list: absent, tagging: absent }),
      ),
    },
    {
      name: "the option `no loadsub` is the same",
      given,
      request: call("get", `${ADDRESS}/t-a`, { option: ["no loadsub"] }),
      expect: answers(`${ADDRESS}/t-a`, including({ type: "ipmask", dynamic_mapping: absent })),
    },
    {
      name: "`sortings` upwards",
      given,
      request: call("get", ADDRESS, { ...NAMES, sortings: [{ name: 1 }] }),
      expect: answers(ADDRESS, named("t-a", "t-b", "t-c")),
    },
    {
      name: "`sortings` downwards",
      given,
      request: call("get", ADDRESS, { ...NAMES, sortings: [{ name: -1 }] }),
      expect: answers(ADDRESS, named("t-c", "t-b", "t-a")),
    },
    {
      name: "`sortings` by several fields, the first first",
      given,
      request: call("get", ADDRESS, { ...NAMES, sortings: [{ color: -1 }, { name: 1 }] }),
      expect: answers(ADDRESS, named("t-c", "t-a", "t-b")),
    },
    {
      name: "without `sortings` entries come in the order in which they were made",
      given,
      request: call("get", ADDRESS, NAMES),
      expect: answers(ADDRESS, named("t-b", "t-a", "t-c")),
    },
    {
      name: "a sorting that goes neither up nor down is -8",
      request: call("get", ADDRESS, { sortings: [{ name: 2 }] }),
      expect: refuses(ADDRESS, -8),
    },
    {
      name: "`range` takes so many from a place on",
      given,
      request: call("get", ADDRESS, { ...NAMES, sortings: [{ name: 1 }], range: [1, 1] }),
      expect: answers(ADDRESS, named("t-b")),
    },
    {
      name: "`range` behind the end is empty",
      given,
      request: call("get", ADDRESS, { ...NAMES, range: [10, 5] }),
      expect: answers(ADDRESS, []),
    },
    {
      name: "`range` with more than there is takes what there is",
      given,
      request: call("get", ADDRESS, { ...NAMES, sortings: [{ name: 1 }], range: [2, 100] }),
      expect: answers(ADDRESS, named("t-c")),
    },
    {
      name: "a `range` of one number is -8",
      request: call("get", ADDRESS, { range: [5] }),
      expect: refuses(ADDRESS, -8),
    },
    {
      name: "`count` as text answers a number",
      given,
      request: call("get", ADDRESS, { ...OURS, option: "count" }),
      expect: answers(ADDRESS, 3),
    },
    {
      name: "`count` in a list answers a number",
      given,
      request: call("get", ADDRESS, { ...OURS, option: ["count"] }),
      expect: answers(ADDRESS, 3),
    },
    {
      name: "`count` counts what the filter takes",
      given,
      request: call("get", ADDRESS, { filter: ["name", "in", "t-a", "t-b", "nobody"], option: "count" }),
      expect: answers(ADDRESS, 2),
    },
    {
      name: "an option that there is none of is passed over",
      given,
      request: call("get", `${ADDRESS}/t-a`, { option: ["please"], fields: ["name"], loadsub: 0 }),
      expect: answers(`${ADDRESS}/t-a`, { name: "t-a", oid: integer }),
    },
    {
      name: "`syntax` answers the schema by the name of the object",
      request: call("get", ADDRESS, { option: ["syntax"] }),
      expect: answers(
        ADDRESS,
        exactly({
          "firewall address": including({
            alimit: integer,
            mkey: "name",
            attr: including({
              type: including({
                type: "uint32",
                opts: including({ ipmask: 0, iprange: 1, fqdn: 2 }),
                default: "ipmask",
              }),
              fqdn: including({ type: "string" }),
              color: including({ type: "uint32" }),
            }),
          }),
        }),
      ),
    },
    {
      name: "`syntax` says what a reference may name",
      request: call("get", GROUP, { option: "syntax" }),
      expect: answers(
        GROUP,
        exactly({
          "firewall addrgrp": including({
            attr: including({
              member: including({
                type: "datasrc",
                max_argv: -1,
                ref: holding({ category: "firewall address", mkey: "name" }),
              }),
            }),
          }),
        }),
      ),
    },
    {
      name: "`datasrc` with an attribute answers everything that it may name",
      given,
      request: call("get", GROUP, { option: "datasrc", attr: "member" }),
      expect: answers(
        GROUP,
        including({
          "firewall address": holding(including({ name: "t-a" })),
          "firewall addrgrp": holding(including({ name: "t-group" })),
        }),
      ),
    },
    {
      name: "`datasrc` without an attribute is -8",
      request: call("get", GROUP, { option: "datasrc" }),
      expect: refuses(GROUP, -8),
    },
    {
      name: "`get reserved` answers what came with the device",
      given,
      request: call("get", GROUP, { option: "get reserved", attr: "member" }),
      expect: answers(GROUP, including({ "firewall address": lacking(including({ name: "t-a" })) })),
    },
    {
      name: "`get used` marks what something names with `obj flags` 1",
      given,
      request: call("get", ADDRESS, { ...NAMES, option: ["no loadsub", "get used"], sortings: [{ name: 1 }] }),
      expect: answers(ADDRESS, [
        { name: "t-a", oid: integer, "obj flags": 1 },
        { name: "t-b", oid: integer },
        { name: "t-c", oid: integer },
      ]),
    },
    {
      name: "`find duplicates` answers the first of those that are alike, with the names of the others",
      given: [add(ADDRESS, [host("t-2", 9), host("t-1", 9), host("t-3", 8)])],
      request: call("get", ADDRESS, { ...OURS, fields: ["name", "subnet"], loadsub: 0, option: ["find duplicates"] }),
      expect: answers(ADDRESS, [
        { "duplicate entries": ["t-2"], name: "t-1", subnet: ["192.0.2.9", "255.255.255.255"] },
      ]),
    },
    {
      name: "`devinfo` answers a marker of the ADOM's objects",
      request: call("get", OBJ, { option: ["devinfo"] }),
      expect: answers(OBJ, { uuid: matching(/^[0-9a-f]{8}-[0-9a-f]{4}-51ea-[0-9a-f]{4}-[0-9a-f]{12}$/) }),
    },
    {
      name: "the marker stays while nothing changes",
      given: [{ ...call("get", OBJ, { option: ["devinfo"] }), take: { marker: "result.0.data.uuid" } }],
      request: call("get", OBJ, { option: ["devinfo"] }),
      expect: answers(OBJ, { uuid: "{{marker}}" }),
    },
    {
      name: "`chksum` answers the version of a table",
      request: call("get", ADDRESS, { option: "chksum" }),
      expect: answers(ADDRESS, { version: integer }),
    },
    {
      name: "`chksum` of another table does not change with it",
      given: [
        { ...call("get", GROUP, { option: "chksum" }), take: { version: "result.0.data.version" } },
        add(`${OBJ}/firewall/schedule/onetime`, { name: "t", start: "00:00 2026/01/01", end: "00:00 2027/01/01" }),
      ],
      request: call("get", GROUP, { option: "chksum" }),
      expect: answers(GROUP, { version: "{{version}}" }),
    },
    {
      name: "`sub fetch` picks rows and fields of a child table",
      given: [add(ADDRESS, { ...host("t-a", 1), list: [{ ip: "192.0.2.8" }, { ip: "192.0.2.9" }] })],
      request: call("get", `${ADDRESS}/t-a`, {
        fields: ["name"],
        "sub fetch": { list: { fields: ["ip"], filter: ["ip", "==", "192.0.2.9"] } },
      }),
      expect: answers(`${ADDRESS}/t-a`, including({ list: [including({ ip: "192.0.2.9" })] })),
    },
    {
      name: "`subfetch hidden` leaves a child table out",
      given,
      request: call("get", `${ADDRESS}/t-a`, { fields: ["name"], "sub fetch": { list: { "subfetch hidden": 1 } } }),
      expect: answers(`${ADDRESS}/t-a`, { name: "t-a", oid: integer, dynamic_mapping: null, tagging: null }),
    },
    {
      name: "`subfetch filter` leaves out entries without such rows",
      given: [add(ADDRESS, [{ ...host("t-a", 1), list: [{ ip: "192.0.2.8" }] }, host("t-b", 2)])],
      request: call("get", ADDRESS, {
        ...OURS,
        fields: ["name"],
        "subfetch filter": 1,
        "sub fetch": { list: { fields: ["ip"], filter: ["ip", "==", "192.0.2.8"] } },
      }),
      expect: answers(ADDRESS, [including({ name: "t-a" })]),
    },
    {
      name: "`subfetch count` asks for how many rows an entry has",
      given: [
        add(ADDRESS, [
          { ...host("t-a", 1), list: [{ ip: "192.0.2.8" }] },
          { ...host("t-b", 2), list: [{ ip: "192.0.2.8" }, { ip: "192.0.2.9" }] },
        ]),
      ],
      request: call("get", ADDRESS, {
        ...OURS,
        fields: ["name"],
        "subfetch filter": 1,
        "sub fetch": { list: { "subfetch count": [">", 1] } },
      }),
      expect: answers(ADDRESS, [including({ name: "t-b" })]),
    },
    {
      name: "`expand datasrc` shows objects in the place of their names",
      given,
      request: call("get", `${GROUP}/t-group`, {
        fields: ["name", "member"],
        loadsub: 0,
        "expand datasrc": [
          { name: "member", datasrc: [{ "obj type": "firewall address", fields: ["name", "subnet"] }] },
        ],
      }),
      expect: answers(`${GROUP}/t-group`, {
        name: "t-group",
        oid: integer,
        member: [including({ "obj type": "firewall address", name: "t-a", subnet: ["192.0.2.1", "255.255.255.255"] })],
      }),
    },
    {
      name: "`expand member` of an ADOM shows its devices",
      request: call("get", "/dvmdb/adom", {
        filter: ["name", "==", "root"],
        fields: ["name"],
        "expand member": [{ url: "/device", fields: ["name", "sn"] }],
      }),
      expect: answers("/dvmdb/adom", [
        including({
          name: "root",
          "expand member": { device: [including({ name: "fortigate-1", sn: matching(/^FGVMSM/) })] },
        }),
      ]),
    },
    {
      name: "`object member` shows the devices of an ADOM by VDOM",
      request: call("get", "/dvmdb/adom/root", { fields: ["name"], option: ["object member"] }),
      expect: answers("/dvmdb/adom/root", including({ "object member": [{ name: "fortigate-1", vdom: "root" }] })),
    },
    {
      name: "`scope member` stands in every package",
      request: call("get", "/pm/pkg/adom/root/default"),
      expect: answers("/pm/pkg/adom/root/default", including({ "scope member": listOf(including({ name: text })) })),
    },
    {
      name: "a list may be asked for as numbers and as words in one session",
      given: [add(POLICIES, policy("one"))],
      request: plainCall("get", POLICIES, { fields: ["action", "status"], loadsub: 0 }),
      expect: answers(POLICIES, [{ policyid: 1, oid: integer, action: between(0, 9), status: 1 }]),
    },
    {
      name: "every entry of a list has its oid",
      request: call("get", `${OBJ}/firewall/service/custom`, { fields: ["name"], loadsub: 0 }),
      expect: answers(`${OBJ}/firewall/service/custom`, someOf({ name: text, oid: integer })),
    },
    {
      name: "an item may carry what no call knows",
      request: call("get", `${ADDRESS}/all`, { fields: ["name"], loadsub: 0, "target start": 1, "load assigned": 0 }),
      expect: answers(`${ADDRESS}/all`, { name: "all", oid: integer, "obj flags": optional(integer) }),
    },
  ],
};
