import type { Step, Suite } from "../../case.ts";
import { including, integer, matching } from "../../shape.ts";
import { add, answers, call, host, OBJ, POLICIES, policy, refusesStranger } from "../rpc.ts";

const SCOPE = [{ name: "fortigate-1", vdom: "root" }];
const office: readonly Step[] = [
  call("update", "/pm/pkg/adom/root/default", { data: { "scope member": SCOPE } }),
  add(POLICIES, policy("p")),
  call("exec", "/securityconsole/install/package", {
    data: { adom: "root", pkg: "default", scope: SCOPE, flags: ["preview"] },
  }),
];

/** What is so in 7.4 from 7.4.7 on. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.4.8",
  fortigates: 1,
  cases: [
    {
      name: "the status tells the version in parts and as a whole",
      request: call("get", "/cli/global/system/status"),
      expect: answers(
        "/cli/global/system/status",
        including({ Major: 7, Minor: 4, Patch: 8, Version: matching(/^v7\.4\.8-build/) }),
      ),
    },
    {
      name: "a key in the query is refused since 7.4.7",
      given: [
        add("/cli/global/system/admin/user", {
          userid: "robot",
          user_type: "api",
          profileid: "Super_User",
          "rpc-permit": "read",
        }),
        { control: true, method: "POST", path: "/keys", body: { user: "robot" }, take: { key: "apiKey" } },
      ],
      request: { ...call("get", "/sys/status", {}, "none"), path: "/jsonrpc?access_token={{key}}" },
      expect: refusesStranger("/sys/status", -11),
    },
    {
      name: "a backup needs a password since 7.4.2",
      request: call("exec", "/sys/backup", { data: { server: "192.0.2.9", service: "ftp" } }),
      expect: { status: 200, body: { id: 1, result: { status: including({ code: -10 }) } } },
    },
    {
      name: "the preview is asked for by scope since 7.4.4",
      given: [
        ...office,
        call("exec", "/securityconsole/install/preview", { data: { adom: "root", scope: SCOPE, flags: ["json"] } }),
      ],
      request: call("exec", "/securityconsole/preview/result", { data: { adom: "root", scope: SCOPE } }),
      expect: answers("/securityconsole/preview/result", including({ message: matching(/"name":"fortigate-1"/) })),
    },
    {
      name: "the older form of the preview still works",
      given: [
        ...office,
        call("exec", "/securityconsole/install/preview", {
          data: { adom: "root", device: "fortigate-1", vdoms: ["root"], flags: ["none"] },
        }),
      ],
      request: call("exec", "/securityconsole/preview/result", { data: { adom: "root", device: "fortigate-1" } }),
      expect: answers("/securityconsole/preview/result", including({ message: matching(/config firewall policy/) })),
    },
    {
      name: "an ADOM is of version 7.4",
      request: call("get", "/dvmdb/adom/root", { fields: ["os_ver", "mr"], loadsub: 0 }),
      expect: answers("/dvmdb/adom/root", { name: "root", oid: integer, os_ver: "7.0", mr: 4 }),
    },
    {
      name: "a CLI template is assigned by its scope",
      given: [add(`${OBJ}/cli/template`, { name: "t", type: "cli", script: "config system global\nend" })],
      request: call("add", `${OBJ}/cli/template/t/scope member`, { data: SCOPE }),
      expect: answers(`${OBJ}/cli/template/t/scope member`),
    },
    {
      name: "addresses work as in other versions",
      request: call("set", `${OBJ}/firewall/address`, { data: host("web", 1) }),
      expect: answers(`${OBJ}/firewall/address`, { name: "web" }),
    },
  ],
};
