import type { Suite } from "../../case.ts";
import { absent, filled, holding, including, integer, lacking, listOf, matching, text } from "../../shape.ts";
import { add, answers, call, lacks, OBJ, POLICIES, policy, refuses, settings, shows } from "../rpc.ts";

const DEVICES = "/dvmdb/adom/root/device";
const GROUPS = "/dvmdb/adom/root/group";
const MODEL = {
  name: "branch-7",
  "device action": "add_model",
  mgmt_mode: "fmg",
  sn: "FGT60FTK20000007",
  os_type: "fos",
  os_ver: "7.0",
  mr: 4,
  platform_str: "FortiGate-60F",
};
const addModel = call("exec", "/dvm/cmd/add/device", { data: { adom: "root", device: MODEL } });

/** The device manager. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 2,
  cases: [
    {
      name: "the list of devices tells what each is and how it is connected",
      request: call("get", DEVICES, { filter: ["name", "==", "fortigate-1"] }),
      expect: answers(DEVICES, [
        including({
          conf_status: "insync",
          conn_status: "up",
          db_status: "nomod",
          dev_status: filled,
          ha_mode: "standalone",
          hostname: "fortigate-1",
          ip: text,
          mgmt_mode: "fmg",
          mr: 6,
          name: "fortigate-1",
          oid: integer,
          os_type: "fos",
          os_ver: "7.0",
          patch: integer,
          platform_str: matching(/^FortiGate-/),
          sn: "FGVMSM0000000001",
          vdom: [including({ name: "root", opmode: "nat" })],
        }),
      ]),
    },
    {
      name: "the url without an ADOM shows the devices of all",
      request: call("get", "/dvmdb/device", { fields: ["name"], loadsub: 0, sortings: [{ name: 1 }] }),
      expect: answers("/dvmdb/device", [
        { name: "fortigate-1", oid: integer },
        { name: "fortigate-2", oid: integer },
      ]),
    },
    {
      name: "a device is found by its name without an ADOM too",
      request: call("get", "/dvmdb/device/fortigate-2", { fields: ["sn"], loadsub: 0 }),
      expect: answers("/dvmdb/device/fortigate-2", { name: "fortigate-2", oid: integer, sn: "FGVMSM0000000002" }),
    },
    {
      name: "a device that there is none of is -3",
      request: call("get", "/dvmdb/device/nobody"),
      expect: refuses("/dvmdb/device/nobody", -3),
    },
    {
      name: "without verbose states are numbers",
      request: {
        method: "POST",
        path: "/jsonrpc",
        body: {
          id: 1,
          method: "get",
          params: [{ url: "/dvmdb/device/fortigate-1", fields: ["conn_status", "os_type", "os_ver"], loadsub: 0 }],
        },
      },
      expect: answers("/dvmdb/device/fortigate-1", {
        name: "fortigate-1",
        oid: integer,
        conn_status: 1,
        os_type: 0,
        os_ver: 7,
      }),
    },
    {
      name: "a device that cannot be reached is down",
      given: [settings({ unreachable: ["fortigate-2"] })],
      request: call("get", "/dvmdb/device/fortigate-2", { fields: ["conn_status"], loadsub: 0 }),
      expect: answers("/dvmdb/device/fortigate-2", { name: "fortigate-2", oid: integer, conn_status: "down" }),
    },
    {
      name: "the VDOMs of a device are a table",
      request: call("get", `${DEVICES}/fortigate-1/vdom`),
      expect: answers(`${DEVICES}/fortigate-1/vdom`, [including({ name: "root" })]),
    },
    {
      name: "`update` describes a device",
      request: call("update", `${DEVICES}/fortigate-1`, { data: { desc: "in the cellar" } }),
      expect: answers(`${DEVICES}/fortigate-1`, { name: "fortigate-1" }),
      afterwards: [shows(`${DEVICES}/fortigate-1`, including({ desc: "in the cellar" }))],
    },
    {
      name: "`update` with another name renames a device, and its database with it",
      request: call("update", "/dvmdb/device/fortigate-1", { data: { name: "cellar" } }),
      expect: answers("/dvmdb/device/fortigate-1", { name: "cellar" }),
      afterwards: [
        shows("/pm/config/device/cellar/vdom/root/firewall/address", integer, { option: "count" }),
        lacks("/dvmdb/device/fortigate-1"),
      ],
    },
    {
      name: "`extra info` tells the ADOM of a device",
      request: call("get", "/dvmdb/device/fortigate-1", { option: ["extra info"] }),
      expect: answers("/dvmdb/device/fortigate-1", including({ "extra info": including({ adom: "root" }) })),
    },
    {
      name: "`assignment info` tells the packages of a device",
      request: call("get", "/dvmdb/device/fortigate-1", { option: ["assignment info"] }),
      expect: answers("/dvmdb/device/fortigate-1", including({ "assignment info": listOf(including({})) })),
    },
    {
      name: "a model device is added without anything to reach",
      request: addModel,
      expect: answers(
        "/dvm/cmd/add/device",
        including({ device: including({ name: "branch-7", sn: "FGT60FTK20000007" }) }),
      ),
      afterwards: [
        shows(
          "/dvmdb/device/branch-7",
          including({
            flags: holding("is_model"),
            mr: 4,
            platform_str: "FortiGate-60F",
            vdom: [including({ name: "root" })],
          }),
        ),
      ],
    },
    {
      name: "adding a device with `create_task` answers a task, and waits for it unless it is nonblocking",
      request: call("exec", "/dvm/cmd/add/device", { data: { adom: "root", device: MODEL, flags: ["create_task"] } }),
      expect: answers("/dvm/cmd/add/device", { pid: integer, taskid: integer }),
      afterwards: [shows("/dvmdb/device/branch-7", including({ name: "branch-7" }))],
    },
    {
      name: "adding a device twice is refused",
      given: [addModel],
      request: addModel,
      expect: refuses("/dvm/cmd/add/device", -2),
    },
    {
      name: "adding a device to an ADOM that there is none of is refused",
      request: call("exec", "/dvm/cmd/add/device", { data: { adom: "nowhere", device: MODEL } }),
      expect: refuses("/dvm/cmd/add/device", -3),
    },
    {
      name: "adding a device without one is -10",
      request: call("exec", "/dvm/cmd/add/device", { data: { adom: "root" } }),
      expect: refuses("/dvm/cmd/add/device", -10),
    },
    {
      name: "a list of devices is always added by a task that nobody waits for",
      request: call("exec", "/dvm/cmd/add/dev-list", {
        data: { adom: "root", "add-dev-list": [MODEL, { ...MODEL, name: "branch-8", sn: "FGT60FTK20000008" }] },
      }),
      expect: answers("/dvm/cmd/add/dev-list", { pid: integer, taskid: integer }),
    },
    {
      name: "a new device may join groups",
      given: [add(GROUPS, { name: "branches", os_type: "fos" })],
      request: call("exec", "/dvm/cmd/add/device", {
        data: { adom: "root", device: MODEL, groups: [{ name: "branches", vdom: "root" }] },
      }),
      expect: answers("/dvm/cmd/add/device", including({ device: including({ name: "branch-7" }) })),
      afterwards: [
        shows(`${GROUPS}/branches`, including({ "object member": [{ name: "branch-7", vdom: "root" }] }), {
          option: ["object member"],
        }),
      ],
    },
    {
      name: "deleting a device takes its database along",
      request: call("exec", "/dvm/cmd/del/device", { data: { adom: "root", device: "fortigate-2" } }),
      expect: answers("/dvm/cmd/del/device"),
      afterwards: [
        lacks("/dvmdb/device/fortigate-2"),
        {
          request: call("get", "/pm/config/device/fortigate-2/vdom/root/firewall/address"),
          expect: refuses("/pm/config/device/fortigate-2/vdom/root/firewall/address", -6),
        },
      ],
    },
    {
      name: "deleting a device that there is none of is refused",
      request: call("exec", "/dvm/cmd/del/device", { data: { adom: "root", device: "nobody" } }),
      expect: refuses("/dvm/cmd/del/device", -3),
    },
    {
      name: "a FortiGate is added by its address and the password of its administrator, or not at all",
      given: [call("exec", "/dvm/cmd/del/device", { data: { adom: "root", device: "fortigate-2" } })],
      request: call("exec", "/dvm/cmd/add/device", {
        data: { adom: "root", device: { name: "again", ip: "192.0.2.2", adm_usr: "admin", adm_pass: "wrong" } },
      }),
      expect: refuses("/dvm/cmd/add/device", -20),
    },
    {
      name: "reloading devices takes over what they hold",
      request: call("exec", "/dvm/cmd/reload/dev-list", {
        data: {
          adom: "root",
          "reload-dev-member-list": [{ name: "fortigate-1", vdom: "root" }],
          flags: ["create_task"],
        },
      }),
      expect: answers("/dvm/cmd/reload/dev-list", { pid: integer, taskid: integer }),
    },
    {
      name: "a group starts without members",
      given: [add(GROUPS, { name: "branches", os_type: "fos" })],
      request: call("get", `${GROUPS}/branches`, { option: ["object member"] }),
      expect: answers(`${GROUPS}/branches`, including({ name: "branches", "object member": [], type: "normal" })),
    },
    {
      name: "every ADOM has a group of all FortiGates",
      request: call("get", `${GROUPS}/All_FortiGate`, { option: ["object member"] }),
      expect: answers(
        `${GROUPS}/All_FortiGate`,
        including({
          "object member": [
            { name: "fortigate-1", vdom: "root" },
            { name: "fortigate-2", vdom: "root" },
          ],
        }),
      ),
    },
    {
      name: "`add` on the members of a group adds a device",
      given: [add(GROUPS, { name: "branches", os_type: "fos" })],
      request: call("add", `${GROUPS}/branches/object member`, { data: [{ name: "fortigate-1", vdom: "root" }] }),
      expect: answers(`${GROUPS}/branches/object member`),
      afterwards: [
        shows(`${GROUPS}/branches`, including({ "object member": [{ name: "fortigate-1", vdom: "root" }] }), {
          option: "object member",
        }),
      ],
    },
    {
      name: "`delete` on the members of a group removes a device",
      given: [
        add(GROUPS, { name: "branches", os_type: "fos" }),
        add(`${GROUPS}/branches/object member`, [{ name: "fortigate-1", vdom: "root" }]),
      ],
      request: call("delete", `${GROUPS}/branches/object member`, { data: { name: "fortigate-1", vdom: "root" } }),
      expect: answers(`${GROUPS}/branches/object member`),
      afterwards: [shows(`${GROUPS}/branches`, including({ "object member": [] }), { option: "object member" })],
    },
    {
      name: "a group that is deleted leaves its devices",
      given: [
        add(GROUPS, { name: "branches", os_type: "fos" }),
        add(`${GROUPS}/branches/object member`, [{ name: "fortigate-1", vdom: "root" }]),
      ],
      request: call("delete", `${GROUPS}/branches`),
      expect: answers(`${GROUPS}/branches`),
      afterwards: [shows("/dvmdb/device/fortigate-1", including({ name: "fortigate-1" }))],
    },
    {
      name: "a device that goes leaves its groups",
      given: [
        add(GROUPS, { name: "branches", os_type: "fos" }),
        add(`${GROUPS}/branches/object member`, [{ name: "fortigate-1", vdom: "root" }]),
        call("exec", "/dvm/cmd/del/device", { data: { adom: "root", device: "fortigate-1" } }),
      ],
      request: call("get", `${GROUPS}/branches`, { option: ["object member"] }),
      expect: answers(`${GROUPS}/branches`, including({ "object member": [] })),
    },
    {
      name: "groups show no members unless they are asked for",
      given: [
        add(GROUPS, { name: "branches", os_type: "fos" }),
        add(`${GROUPS}/branches/object member`, [{ name: "fortigate-1", vdom: "root" }]),
      ],
      request: call("get", `${GROUPS}/branches`),
      expect: answers(`${GROUPS}/branches`, including({ "object member": absent })),
    },
    {
      name: "the database of a device holds the tables of FortiOS by VDOM",
      request: call("get", "/pm/config/device/fortigate-1/vdom/root/firewall/address", {
        fields: ["name"],
        loadsub: 0,
        filter: ["name", "==", "all"],
      }),
      expect: answers("/pm/config/device/fortigate-1/vdom/root/firewall/address", [including({ name: "all" })]),
    },
    {
      name: "interfaces stand below `global`, as everything that a device has once",
      request: call("get", "/pm/config/device/fortigate-1/global/system/interface/port1", {
        fields: ["name"],
        loadsub: 0,
      }),
      expect: answers("/pm/config/device/fortigate-1/global/system/interface/port1", including({ name: "port1" })),
    },
    {
      name: "an object of a device is read as a whole",
      request: call("get", "/pm/config/device/fortigate-1/global/system/global"),
      expect: answers("/pm/config/device/fortigate-1/global/system/global", including({ hostname: "fortigate-1" })),
    },
    {
      name: "a change of a device's database marks the device as modified",
      given: [call("set", "/pm/config/device/fortigate-1/global/system/dns", { data: { primary: "192.0.2.53" } })],
      request: call("get", "/dvmdb/device/fortigate-1", { fields: ["db_status"], loadsub: 0 }),
      expect: answers("/dvmdb/device/fortigate-1", { name: "fortigate-1", oid: integer, db_status: "mod" }),
    },
    {
      name: "a static route of a device gets the next number",
      request: call("add", "/pm/config/device/fortigate-1/vdom/root/router/static", {
        data: { dst: ["203.0.113.0", "255.255.255.0"], gateway: "192.0.2.254", device: "port1" },
      }),
      expect: answers("/pm/config/device/fortigate-1/vdom/root/router/static", { "seq-num": integer }),
    },
    {
      name: "the database of a device that there is none of is -6",
      request: call("get", "/pm/config/device/nobody/global/system/global"),
      expect: refuses("/pm/config/device/nobody/global/system/global", -6),
    },
    {
      name: "a table that FortiOS has none of is -6",
      request: call("get", "/pm/config/device/fortigate-1/vdom/root/firewall/adress"),
      expect: refuses("/pm/config/device/fortigate-1/vdom/root/firewall/adress", -6),
    },
    {
      name: "what is installed on a device is not what the ADOM holds",
      given: [
        add(`${OBJ}/firewall/address`, { name: "only-here" }),
        add(POLICIES, policy("p", { srcaddr: ["only-here"] })),
      ],
      request: call("get", "/pm/config/device/fortigate-1/vdom/root/firewall/address", {
        fields: ["name"],
        loadsub: 0,
      }),
      expect: answers(
        "/pm/config/device/fortigate-1/vdom/root/firewall/address",
        lacking(including({ name: "only-here" })),
      ),
    },
    {
      name: "meta fields of devices are declared, and set on a device",
      given: [
        call("set", "/dvmdb/_meta_fields/device", {
          data: { name: "Site", importance: "optional", length: 20, status: "enable" },
        }),
        call("update", "/dvmdb/device/fortigate-1", { data: { "meta fields": { Site: "Zurich" } } }),
      ],
      request: call("get", "/dvmdb/device/fortigate-1", { fields: ["meta fields"], loadsub: 0 }),
      expect: answers("/dvmdb/device/fortigate-1", {
        name: "fortigate-1",
        oid: integer,
        "meta fields": { Site: "Zurich" },
      }),
    },
  ],
};
