import type { Suite } from "../../case.ts";
import { absent, filled, holding, including, integer, lacking, listOf, matching } from "../../shape.ts";
import { add, answers, call, host, lacks, plainCall, refuses, shows } from "../rpc.ts";

const ADOMS = "/dvmdb/adom";
const lab = add(ADOMS, { name: "lab", os_ver: "7.0", mr: 4, desc: "for tests" });
const NAMES = { fields: ["name"], loadsub: 0 };

/** Administrative domains, and the global database above them. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 2,
  cases: [
    {
      name: "a new ADOM answers its name",
      request: call("add", ADOMS, { data: { name: "lab", os_ver: "7.0", mr: 4 } }),
      expect: answers(ADOMS, { name: "lab" }),
    },
    {
      name: "a new ADOM has everything that it was not given",
      given: [lab],
      request: call("get", `${ADOMS}/lab`),
      expect: answers(
        `${ADOMS}/lab`,
        including({
          create_time: integer,
          desc: "for tests",
          flags: [],
          lock_override: 0,
          log_db_retention_hours: 1440,
          log_disk_quota: 0,
          log_disk_quota_alert_thres: 90,
          log_disk_quota_split_ratio: 70,
          log_file_retention_hours: 8760,
          mig_mr: 0,
          mig_os_ver: "unknown",
          mode: "gms",
          mr: 4,
          name: "lab",
          oid: integer,
          os_ver: "7.0",
          restricted_prds: ["fos"],
          state: 1,
          uuid: matching(/^[0-9a-f-]{36}$/),
          workspace_mode: 0,
        }),
      ),
    },
    {
      name: "without verbose an ADOM's version and products are numbers",
      given: [lab],
      request: plainCall("get", `${ADOMS}/lab`, { fields: ["os_ver", "restricted_prds", "mode"], loadsub: 0 }),
      expect: answers(`${ADOMS}/lab`, { name: "lab", oid: integer, os_ver: 7, restricted_prds: 1, mode: integer }),
    },
    {
      name: "a new ADOM comes with a package",
      given: [lab],
      request: call("get", "/pm/pkg/adom/lab", { fields: ["name", "type"] }),
      expect: answers("/pm/pkg/adom/lab", [including({ name: "default", type: "pkg", oid: integer })]),
    },
    {
      name: "a new ADOM comes with a system template",
      given: [lab],
      request: call("get", "/pm/devprof/adom/lab", { fields: ["name", "type"] }),
      expect: answers("/pm/devprof/adom/lab", [including({ name: "default", type: "devprof" })]),
    },
    {
      name: "a new ADOM comes with the objects that FortiGates have from the factory",
      given: [lab],
      request: call("get", "/pm/config/adom/lab/obj/firewall/service/custom", NAMES),
      expect: answers(
        "/pm/config/adom/lab/obj/firewall/service/custom",
        holding({ name: "ALL", oid: integer }, { name: "HTTP", oid: integer }, { name: "DNS", oid: integer }),
      ),
    },
    {
      name: "a new ADOM comes with a group of its FortiGates, and no device",
      given: [lab],
      request: call("get", `${ADOMS}/lab/group/All_FortiGate`, { option: ["object member"] }),
      expect: answers(`${ADOMS}/lab/group/All_FortiGate`, including({ type: "default", "object member": [] })),
    },
    {
      name: "an ADOM's name is taken once",
      given: [lab],
      request: call("add", ADOMS, { data: { name: "lab" } }),
      expect: refuses(ADOMS, -2),
    },
    {
      name: "an ADOM has no more than its own objects",
      given: [lab, add("/pm/config/adom/lab/obj/firewall/address", host("only-lab", 1))],
      request: call("get", "/pm/config/adom/root/obj/firewall/address", NAMES),
      expect: answers("/pm/config/adom/root/obj/firewall/address", lacking(including({ name: "only-lab" }))),
    },
    {
      name: "an ADOM may be made with devices of another, which then are its own",
      request: call("add", ADOMS, {
        data: { name: "lab", os_ver: "7.0", mr: 4, "object member": [{ name: "fortigate-2", vdom: "root" }] },
      }),
      expect: answers(ADOMS, { name: "lab" }),
      afterwards: [
        shows(`${ADOMS}/lab/device`, [including({ name: "fortigate-2" })]),
        shows(`${ADOMS}/root/device`, [including({ name: "fortigate-1" })]),
      ],
    },
    {
      name: "a device moves to the ADOM that it is added to",
      given: [lab],
      request: call("add", `${ADOMS}/lab/object member`, { data: [{ name: "fortigate-2", vdom: "root" }] }),
      expect: answers(`${ADOMS}/lab/object member`),
      afterwards: [
        shows(`${ADOMS}/lab/device`, [including({ name: "fortigate-2" })]),
        lacks(`${ADOMS}/root/device/fortigate-2`),
      ],
    },
    {
      name: "a device may move by a task",
      given: [lab],
      request: {
        method: "POST",
        path: "/jsonrpc",
        body: {
          id: 1,
          method: "add",
          "create task": { adom: "lab" },
          params: [{ url: `${ADOMS}/lab/object member`, data: [{ name: "fortigate-2", vdom: "root" }] }],
        },
      },
      expect: {
        status: 200,
        body: { id: 1, result: [{ data: { task: integer }, status: { code: 0, message: "OK" } }] },
      },
      afterwards: [shows(`${ADOMS}/lab/device`, [including({ name: "fortigate-2" })])],
    },
    {
      name: "a copy of an ADOM has its objects and none of its devices",
      given: [add("/pm/config/adom/root/obj/firewall/address", host("web", 1))],
      request: call("clone", `${ADOMS}/root`, { data: { name: "root_002" } }),
      expect: answers(`${ADOMS}/root`, { name: "root_002" }),
      afterwards: [
        shows("/pm/config/adom/root_002/obj/firewall/address/web", including({ name: "web" })),
        shows(`${ADOMS}/root_002/device`, []),
      ],
    },
    {
      name: "`update` changes an ADOM",
      given: [lab],
      request: call("update", `${ADOMS}/lab`, { data: { desc: "changed", flags: ["backup"] } }),
      expect: answers(`${ADOMS}/lab`, { name: "lab" }),
      afterwards: [shows(`${ADOMS}/lab`, including({ desc: "changed", flags: ["backup"], mr: 4 }))],
    },
    {
      name: "flags are one number without verbose",
      given: [add(ADOMS, { name: "lab", flags: ["backup", "no_vpn_console"] })],
      request: plainCall("get", `${ADOMS}/lab`, { fields: ["flags"], loadsub: 0 }),
      expect: answers(`${ADOMS}/lab`, { name: "lab", oid: integer, flags: integer }),
    },
    {
      name: "`where used` tells who administers an ADOM, and what belongs to it",
      given: [
        add("/cli/global/system/admin/user", {
          userid: "local",
          password: "Geheim-1",
          profileid: "Super_User",
          "adom-access": "specify",
          adom: [{ "adom-name": "root" }],
        }),
        add(`${ADOMS}/root/group`, { name: "branches", os_type: "fos" }),
      ],
      request: call("get", `${ADOMS}/root/where used`),
      expect: answers(`${ADOMS}/root/where used`, {
        cmdb: [use("system admin user", "adom", "userid", "local")],
        dvmdb: [
          use("device_group", "object member", "name", "branches"),
          use("device", "object member", "name", "fortigate-1"),
          use("device", "object member", "name", "fortigate-2"),
        ],
        provider: [],
      }),
    },
    {
      name: "an ADOM that holds devices cannot be deleted: -20063",
      request: call("delete", `${ADOMS}/root`),
      expect: refuses(`${ADOMS}/root`, -20_063, "Unable to delete because one or more devices in Device Manager"),
    },
    {
      name: "not even by force",
      request: call("delete", `${ADOMS}/root`, { option: "force", confirm: 1 }),
      expect: refuses(`${ADOMS}/root`, -20_063, filled),
    },
    {
      name: "an ADOM without devices goes with all that is in it",
      given: [lab, add("/pm/config/adom/lab/obj/firewall/address", host("web", 1))],
      request: call("delete", `${ADOMS}/lab`),
      expect: answers(`${ADOMS}/lab`),
      afterwards: [
        lacks(`${ADOMS}/lab`),
        {
          request: call("get", "/pm/config/adom/lab/obj/firewall/address"),
          expect: refuses("/pm/config/adom/lab/obj/firewall/address", -6),
        },
      ],
    },
    {
      name: "an ADOM that there is none of is -3",
      request: call("get", `${ADOMS}/nowhere`),
      expect: refuses(`${ADOMS}/nowhere`, -3),
    },
    {
      name: "what belongs to an ADOM that there is none of is -6",
      request: call("get", `${ADOMS}/nowhere/device`),
      expect: refuses(`${ADOMS}/nowhere/device`, -6),
    },
    {
      name: "objects of the global database begin with g",
      request: call("get", "/pm/config/global/obj/firewall/address", NAMES),
      expect: answers("/pm/config/global/obj/firewall/address", holding({ name: "gall", oid: integer })),
    },
    {
      name: "the global database knows one interface: any",
      request: call("get", "/pm/config/global/obj/dynamic/interface", NAMES),
      expect: answers("/pm/config/global/obj/dynamic/interface", [{ name: "any", oid: integer }]),
    },
    {
      name: "a global address is added as in an ADOM",
      request: call("add", "/pm/config/global/obj/firewall/address", { data: host("gweb", 1) }),
      expect: answers("/pm/config/global/obj/firewall/address", { name: "gweb" }),
      afterwards: [lacks("/pm/config/adom/root/obj/firewall/address/gweb")],
    },
    {
      name: "a global package has header and footer policies",
      request: call("add", "/pm/config/global/pkg/default/global/header/policy", {
        data: {
          name: "first of all",
          srcintf: "any",
          dstintf: "any",
          srcaddr: "gall",
          dstaddr: "gall",
          service: "gALL",
          schedule: "galways",
          action: "accept",
        },
      }),
      expect: answers("/pm/config/global/pkg/default/global/header/policy", { policyid: integer }),
    },
    {
      name: "an ADOM's objects are none of a global policy",
      given: [add("/pm/config/adom/root/obj/firewall/address", host("web", 1))],
      request: call("add", "/pm/config/global/pkg/default/global/footer/policy", {
        data: {
          name: "last",
          srcintf: "any",
          dstintf: "any",
          srcaddr: "web",
          dstaddr: "gall",
          service: "gALL",
          schedule: "galways",
          action: "deny",
        },
      }),
      expect: refuses("/pm/config/global/pkg/default/global/footer/policy", -10_131),
    },
    {
      name: "a global package is assigned to ADOMs by a task",
      request: call("exec", "/securityconsole/assign/package", {
        data: { flags: ["none"], pkg: "default", target: [{ adom: "root", excluded: "disable", pkg: "default" }] },
      }),
      expect: answers("/securityconsole/assign/package", { task: integer }),
    },
    {
      name: "assigning a global package that there is none of is -3",
      request: call("exec", "/securityconsole/assign/package", {
        data: { flags: ["none"], pkg: "nothing", target: [{ adom: "root" }] },
      }),
      expect: refuses("/securityconsole/assign/package", -3),
    },
    {
      name: "`_is_member` tells whether a device belongs to an ADOM",
      request: call("get", `${ADOMS}/root/device/fortigate-1`, { fields: ["name"], loadsub: 0 }),
      expect: answers(`${ADOMS}/root/device/fortigate-1`, { name: "fortigate-1", oid: integer, vdom: absent }),
    },
    {
      name: "folders of an ADOM keep devices apart",
      request: call("add", `${ADOMS}/root/folder`, { data: { name: "Europe", desc: "branches" } }),
      expect: answers(`${ADOMS}/root/folder`, { name: "Europe" }),
      afterwards: [shows(`${ADOMS}/root/folder`, listOf(including({ name: "Europe", desc: "branches" }), 1))],
    },
  ],
};

function use(kind: string, attr: string, mattr: string, mkey: string) {
  return { attr, category: integer, "last use": integer, mapping_name: kind, mattr, mkey };
}
