import type { Suite } from "../../case.ts";
import { including, integer, listOf } from "../../shape.ts";
import { add, answers, call, host, lacks, OBJ, refuses, shows } from "../rpc.ts";

const ADDRESS = `${OBJ}/firewall/address`;
const WEB = `${ADDRESS}/web`;
const MAPPING = `${WEB}/dynamic_mapping`;
const ZONES = `${OBJ}/dynamic/interface`;
const SCOPE = [{ name: "fortigate-1", vdom: "root" }];
const OWN = { _scope: SCOPE, subnet: ["198.51.100.1", "255.255.255.255"] };
const web = add(ADDRESS, host("web", 1));
const mapped = add(ADDRESS, { ...host("web", 1), dynamic_mapping: [OWN] });
const shown = including({ _scope: SCOPE, subnet: ["198.51.100.1", "255.255.255.255"] });

/** Objects that mean something else on one device. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 2,
  cases: [
    {
      name: "an object without mappings shows null",
      given: [web],
      request: call("get", WEB, { fields: ["dynamic_mapping"] }),
      expect: answers(WEB, including({ dynamic_mapping: null })),
    },
    {
      name: "an object may come with its mappings",
      request: call("add", ADDRESS, { data: { ...host("web", 1), dynamic_mapping: [OWN] } }),
      expect: answers(ADDRESS, { name: "web" }),
      afterwards: [shows(WEB, including({ dynamic_mapping: listOf(shown, 1) }))],
    },
    {
      name: "`add` on the table of mappings",
      given: [web],
      request: call("add", MAPPING, { data: OWN }),
      expect: answers(MAPPING, including({})),
      afterwards: [shows(MAPPING, listOf(shown, 1))],
    },
    {
      name: "a mapping for the same device is -2",
      given: [mapped],
      request: call("add", MAPPING, { data: OWN }),
      expect: refuses(MAPPING, -2),
    },
    {
      name: "a mapping's url ends with device and VDOM",
      given: [mapped],
      request: call("get", `${MAPPING}/fortigate-1/root`),
      expect: answers(`${MAPPING}/fortigate-1/root`, shown),
    },
    {
      name: "a mapping that there is none of is -3",
      given: [mapped],
      request: call("get", `${MAPPING}/fortigate-2/root`),
      expect: refuses(`${MAPPING}/fortigate-2/root`, -3),
    },
    {
      name: "`update` of a mapping",
      given: [mapped],
      request: call("update", `${MAPPING}/fortigate-1/root`, { data: { subnet: "198.51.100.9/32" } }),
      expect: answers(`${MAPPING}/fortigate-1/root`, including({})),
      afterwards: [
        shows(WEB, including({ dynamic_mapping: [including({ subnet: ["198.51.100.9", "255.255.255.255"] })] })),
      ],
    },
    {
      name: "`update` of the object with a mapping of another device keeps the first",
      given: [mapped],
      request: call("update", WEB, {
        data: { dynamic_mapping: [{ _scope: [{ name: "fortigate-2", vdom: "root" }], subnet: "198.51.100.2/32" }] },
      }),
      expect: answers(WEB, { name: "web" }),
      afterwards: [shows(MAPPING, 2, { option: "count" })],
    },
    {
      name: "`set` of the object puts the mappings that are given in place of all",
      given: [mapped],
      request: call("set", WEB, {
        data: { dynamic_mapping: [{ _scope: [{ name: "fortigate-2", vdom: "root" }], subnet: "198.51.100.2/32" }] },
      }),
      expect: answers(WEB, { name: "web" }),
      afterwards: [shows(MAPPING, 1, { option: "count" })],
    },
    {
      name: "`delete` of a mapping",
      given: [mapped],
      request: call("delete", `${MAPPING}/fortigate-1/root`),
      expect: answers(`${MAPPING}/fortigate-1/root`),
      afterwards: [lacks(`${MAPPING}/fortigate-1/root`), shows(WEB, including({ dynamic_mapping: null }))],
    },
    {
      name: "a mapping may be for a group of devices: its scope has no VDOM",
      given: [web, add("/dvmdb/adom/root/group", { name: "branches", os_type: "fos" })],
      request: call("add", MAPPING, { data: { _scope: [{ name: "branches" }], subnet: "198.51.100.5/32" } }),
      expect: answers(MAPPING, including({})),
    },
    {
      name: "`loadsub` 0 leaves the mappings out",
      given: [mapped],
      request: call("get", WEB, { fields: ["name"], loadsub: 0 }),
      expect: answers(WEB, { name: "web", oid: integer }),
    },
    {
      name: "`sub fetch` with a scope shows the mappings of one device",
      given: [
        add(ADDRESS, {
          ...host("web", 1),
          dynamic_mapping: [OWN, { _scope: [{ name: "fortigate-2", vdom: "root" }], subnet: "198.51.100.2/32" }],
        }),
      ],
      request: call("get", WEB, {
        fields: ["name"],
        "sub fetch": { dynamic_mapping: { "scope member": SCOPE, fields: ["_scope", "subnet"] } },
      }),
      expect: answers(WEB, including({ dynamic_mapping: [shown] })),
    },
    {
      name: "an interface of policies maps to one of each device",
      request: call("add", ZONES, {
        data: { name: "lan", "single-intf": "enable", dynamic_mapping: [{ _scope: SCOPE, "local-intf": ["port3"] }] },
      }),
      expect: answers(ZONES, { name: "lan" }),
      afterwards: [
        shows(`${ZONES}/lan/dynamic_mapping/fortigate-1/root`, including({ _scope: SCOPE, "local-intf": ["port3"] })),
      ],
    },
    {
      name: "what a mapping names must be there",
      request: call("add", `${OBJ}/firewall/addrgrp`, {
        data: { name: "g", member: ["all"], dynamic_mapping: [{ _scope: SCOPE, member: ["nobody"] }] },
      }),
      expect: refuses(`${OBJ}/firewall/addrgrp`, -10_131),
    },
    {
      name: "what a mapping names cannot be deleted",
      given: [
        web,
        add(`${OBJ}/firewall/addrgrp`, {
          name: "g",
          member: ["all"],
          dynamic_mapping: [{ _scope: SCOPE, member: ["web"] }],
        }),
      ],
      request: call("delete", WEB),
      expect: refuses(WEB, -10_015),
    },
  ],
};
