import type { Step, Suite } from "../../case.ts";
import { absent, including, integer, matching } from "../../shape.ts";
import { add, answers, call, host, OBJ, POLICIES, policy, refuses, shows } from "../rpc.ts";

const SCOPE = [{ name: "fortigate-1", vdom: "root" }];
const key: readonly Step[] = [
  add("/cli/global/system/admin/user", {
    userid: "robot",
    user_type: "api",
    profileid: "Super_User",
    "rpc-permit": "read-write",
  }),
  { control: true, method: "POST", path: "/keys", body: { user: "robot" }, take: { key: "apiKey" } },
];

/** What was otherwise in 7.2. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.2.4",
  fortigates: 1,
  cases: [
    {
      name: "the status tells the version in parts and as a whole",
      request: call("get", "/sys/status"),
      expect: answers("/sys/status", including({ Major: 7, Minor: 2, Patch: 4, Version: matching(/^v7\.2\.4-build/) })),
    },
    {
      name: "a key in the query is taken",
      given: key,
      request: {
        ...call("get", "/dvmdb/adom/root", { fields: ["name"], loadsub: 0 }, "none"),
        path: "/jsonrpc?access_token={{key}}",
      },
      expect: answers("/dvmdb/adom/root", { name: "root", oid: integer }),
    },
    {
      name: "a key in the header is taken too",
      request: call("get", "/dvmdb/adom/root", { fields: ["name"], loadsub: 0 }, "token"),
      expect: answers("/dvmdb/adom/root", { name: "root", oid: integer }),
    },
    {
      name: "a backup needs no password before 7.2.5",
      request: call("exec", "/sys/backup", { data: { server: "192.0.2.9", service: "ftp", filename: "fmg.dat" } }),
      expect: { status: 200, body: { id: 1, result: { status: { code: 0, message: "OK" }, taskid: 1 } } },
    },
    {
      name: "an ADOM is of version 7.2",
      request: call("get", "/dvmdb/adom/root", { fields: ["os_ver", "mr"], loadsub: 0 }),
      expect: answers("/dvmdb/adom/root", { name: "root", oid: integer, os_ver: "7.0", mr: 2 }),
    },
    {
      name: "calls that came with 7.4 are -6",
      request: call("exec", "/securityconsole/template/cli/preview", { data: { adom: "root" } }),
      expect: refuses("/securityconsole/template/cli/preview", -6),
    },
    {
      name: "objects are installed in parts by the older call alone",
      request: call("exec", "/securityconsole/install/objects/v2", { data: { adom: "root" } }),
      expect: refuses("/securityconsole/install/objects/v2", -6),
    },
    {
      name: "the preview of a device is asked for by device and VDOMs",
      given: [
        call("update", "/pm/pkg/adom/root/default", { data: { "scope member": SCOPE } }),
        add(POLICIES, policy("p")),
        call("exec", "/securityconsole/install/package", {
          data: { adom: "root", pkg: "default", scope: SCOPE, flags: ["preview"] },
        }),
        call("exec", "/securityconsole/install/preview", {
          data: { adom: "root", device: "fortigate-1", vdoms: ["root"], flags: ["none"] },
        }),
      ],
      request: call("exec", "/securityconsole/preview/result", { data: { adom: "root", device: "fortigate-1" } }),
      expect: answers("/securityconsole/preview/result", including({ message: matching(/config firewall policy/) })),
    },
    {
      name: "addresses work as in later versions",
      request: call("add", `${OBJ}/firewall/address`, { data: host("web", 1) }),
      expect: answers(`${OBJ}/firewall/address`, { name: "web" }),
      afterwards: [shows(`${OBJ}/firewall/address/web`, including({ subnet: ["192.0.2.1", "255.255.255.255"] }))],
    },
    {
      name: "a field of a later version is passed over, and not shown",
      request: call("add", `${OBJ}/firewall/address`, { data: { ...host("web", 1), "sso-attribute-value": ["x"] } }),
      expect: answers(`${OBJ}/firewall/address`, { name: "web" }),
      afterwards: [shows(`${OBJ}/firewall/address/web`, including({ "sso-attribute-value": absent }))],
    },
    {
      name: "a policy is added as in later versions",
      request: call("add", POLICIES, { data: policy("p") }),
      expect: answers(POLICIES, { policyid: 1 }),
    },
    {
      name: "hit counts are counted by a task",
      request: call("exec", "/sys/hitcount", { data: { adom: "root", pkg: "default" } }),
      expect: {
        status: 200,
        body: { id: 1, result: [{ status: { code: 0, message: "OK" }, taskid: integer, url: "/sys/hitcount" }] },
      },
    },
  ],
};
