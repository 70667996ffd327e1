import type { Suite } from "../../case.ts";
import { filled, holding, including, integer, listOf } from "../../shape.ts";
import { add, answers, call, lacks, refuses, shows } from "../rpc.ts";

const PACKAGES = "/pm/pkg/adom/root";
const SCOPE = [{ name: "fortigate-1", vdom: "root" }];
const policiesOf = (path: string) => `/pm/config/adom/root/pkg/${path}/firewall/policy`;
const POLICY = {
  name: "p",
  srcintf: "any",
  dstintf: "any",
  srcaddr: "all",
  dstaddr: "all",
  service: "ALL",
  schedule: "always",
  action: "accept",
};
const folder = add(PACKAGES, { name: "north", type: "folder" });
const inFolder = add(`${PACKAGES}/north`, { name: "web", type: "pkg" });
const branch = add(PACKAGES, { name: "branch", type: "pkg", "scope member": SCOPE });

/** Packages and their folders. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 2,
  cases: [
    {
      name: "the list of packages shows settings and installation targets",
      request: call("get", PACKAGES),
      expect: answers(PACKAGES, [
        {
          name: "default",
          "obj ver": integer,
          oid: integer,
          "package settings": including({ "central-nat": "disable", "ngfw-mode": "profile-based" }),
          "scope member": [],
          type: "pkg",
        },
      ]),
    },
    {
      name: "the tree of an ADOM that there is none of is -6, with the number of the session, which Terraform asks for so",
      request: call("get", "/pm/pkg/adom/nowhere"),
      expect: refuses("/pm/pkg/adom/nowhere", -6),
    },
    {
      name: "a new package answers its name",
      request: call("add", PACKAGES, { data: { name: "branch", type: "pkg" } }),
      expect: answers(PACKAGES, { name: "branch" }),
      afterwards: [shows(policiesOf("branch"), [])],
    },
    {
      name: "a package's name is taken once",
      given: [branch],
      request: call("add", PACKAGES, { data: { name: "branch", type: "pkg" } }),
      expect: refuses(PACKAGES, -2),
    },
    {
      name: "`set` on the tree overwrites a package that is there, as Ansible does",
      given: [branch],
      request: call("set", PACKAGES, {
        data: { name: "branch", type: "pkg", "package settings": { "central-nat": "enable" } },
      }),
      expect: answers(PACKAGES, { name: "branch" }),
      afterwards: [
        shows(
          `${PACKAGES}/branch`,
          including({ "package settings": including({ "central-nat": "enable" }), "scope member": SCOPE }),
        ),
      ],
    },
    {
      name: "a package comes with its installation targets",
      request: call("add", PACKAGES, { data: { name: "branch", type: "pkg", "scope member": SCOPE } }),
      expect: answers(PACKAGES, { name: "branch" }),
      afterwards: [shows(`${PACKAGES}/branch`, including({ "scope member": SCOPE }))],
    },
    {
      name: "`add` on the scope adds a target and keeps the others",
      given: [branch],
      request: call("add", `${PACKAGES}/branch/scope member`, { data: [{ name: "fortigate-2", vdom: "root" }] }),
      expect: answers(`${PACKAGES}/branch/scope member`),
      afterwards: [
        shows(`${PACKAGES}/branch`, including({ "scope member": [...SCOPE, { name: "fortigate-2", vdom: "root" }] })),
      ],
    },
    {
      name: "`delete` on the scope removes a target",
      given: [branch],
      request: call("delete", `${PACKAGES}/branch/scope member`, { data: SCOPE }),
      expect: answers(`${PACKAGES}/branch/scope member`),
      afterwards: [shows(`${PACKAGES}/branch`, including({ "scope member": [] }))],
    },
    {
      name: "a target may be a group of devices",
      given: [add("/dvmdb/adom/root/group", { name: "branches", os_type: "fos" })],
      request: call("add", PACKAGES, { data: { name: "branch", type: "pkg", "scope member": [{ name: "branches" }] } }),
      expect: answers(PACKAGES, { name: "branch" }),
      afterwards: [shows(`${PACKAGES}/branch`, including({ "scope member": [including({ name: "branches" })] }))],
    },
    {
      name: "`update` with another name renames a package, and its policies stay in it",
      given: [branch, add(policiesOf("branch"), POLICY)],
      request: call("update", `${PACKAGES}/branch`, { data: { name: "office" } }),
      expect: answers(`${PACKAGES}/branch`, { name: filled }),
      afterwards: [lacks(`${PACKAGES}/branch`), shows(policiesOf("office"), listOf(including({ name: "p" }), 1))],
    },
    {
      name: "`delete` takes a package with its policies",
      given: [branch, add(policiesOf("branch"), POLICY)],
      request: call("delete", `${PACKAGES}/branch`),
      expect: answers(`${PACKAGES}/branch`),
      afterwards: [
        lacks(`${PACKAGES}/branch`),
        { request: call("get", policiesOf("branch")), expect: refuses(policiesOf("branch"), -6) },
      ],
    },
    {
      name: "a package that there is none of is -3",
      request: call("get", `${PACKAGES}/nothing`),
      expect: refuses(`${PACKAGES}/nothing`, -3),
    },
    {
      name: "a package is put into a folder by the folder's url",
      given: [folder],
      request: call("add", `${PACKAGES}/north`, { data: { name: "web", type: "pkg" } }),
      expect: answers(`${PACKAGES}/north`, including({})),
      afterwards: [shows(`${PACKAGES}/north/web`, including({ name: "web", type: "pkg" }))],
    },
    {
      name: "the tree shows what is in a folder as `subobj`",
      given: [folder, inFolder],
      request: call("get", PACKAGES),
      expect: answers(
        PACKAGES,
        holding(including({ name: "north", type: "folder", subobj: [including({ name: "web", type: "pkg" })] })),
      ),
    },
    {
      name: "a folder shows what is in it",
      given: [folder, inFolder],
      request: call("get", `${PACKAGES}/north`),
      expect: answers(`${PACKAGES}/north`, including({ name: "north", subobj: [including({ name: "web" })] })),
    },
    {
      name: "a folder may come with what is in it",
      request: call("add", PACKAGES, {
        data: { name: "south", type: "folder", subobj: [{ name: "dns", type: "pkg" }] },
      }),
      expect: answers(PACKAGES, including({})),
      afterwards: [shows(policiesOf("south/dns"), [])],
    },
    {
      name: "folders lie in folders",
      given: [
        folder,
        add(`${PACKAGES}/north`, { name: "coast", type: "folder" }),
        add(`${PACKAGES}/north/coast`, { name: "web", type: "pkg" }),
      ],
      request: call("add", policiesOf("north/coast/web"), { data: POLICY }),
      expect: answers(policiesOf("north/coast/web"), { policyid: 1 }),
    },
    {
      name: "two folders may hold packages of the same name",
      given: [folder, inFolder, add(PACKAGES, { name: "south", type: "folder" })],
      request: call("add", `${PACKAGES}/south`, { data: { name: "web", type: "pkg" } }),
      expect: answers(`${PACKAGES}/south`, including({})),
    },
    {
      name: "a folder goes with what is in it",
      given: [folder, inFolder],
      request: call("delete", `${PACKAGES}/north`),
      expect: answers(`${PACKAGES}/north`),
      afterwards: [lacks(`${PACKAGES}/north/web`)],
    },
    {
      name: "cloning a package is a task, after which the copy has its policies",
      given: [branch, add(policiesOf("branch"), POLICY)],
      request: call("exec", "/securityconsole/package/clone", {
        data: { adom: "root", pkg: "branch", dst_name: "copy", dst_parent: "" },
      }),
      expect: answers("/securityconsole/package/clone", { task: integer }),
      afterwards: [
        shows(policiesOf("copy"), listOf(including({ name: "p" }), 1)),
        shows(`${PACKAGES}/copy`, including({ "scope member": [] })),
      ],
    },
    {
      name: "cloning a package into a folder",
      given: [folder, branch],
      request: call("exec", "/securityconsole/package/clone", {
        data: { adom: "root", pkg: "branch", dst_name: "copy", dst_parent: "north" },
      }),
      expect: answers("/securityconsole/package/clone", { task: integer }),
      afterwards: [shows(`${PACKAGES}/north/copy`, including({ name: "copy" }))],
    },
    {
      name: "cloning to a name that is taken is -2",
      given: [branch],
      request: call("exec", "/securityconsole/package/clone", {
        data: { adom: "root", pkg: "branch", dst_name: "default", dst_parent: "" },
      }),
      expect: refuses("/securityconsole/package/clone", -2),
    },
    {
      name: "moving a package into a folder keeps its targets and policies",
      given: [folder, branch, add(policiesOf("branch"), POLICY)],
      request: call("exec", "/securityconsole/package/move", {
        data: { adom: "root", pkg: "branch", dst_name: "branch", dst_parent: "north" },
      }),
      expect: answers("/securityconsole/package/move"),
      afterwards: [
        shows(`${PACKAGES}/north/branch`, including({ "scope member": SCOPE })),
        shows(policiesOf("north/branch"), listOf(including({ name: "p" }), 1)),
        lacks(`${PACKAGES}/branch`),
      ],
    },
    {
      name: "moving a package that there is none of is -3",
      request: call("exec", "/securityconsole/package/move", {
        data: { adom: "root", pkg: "nothing", dst_name: "x", dst_parent: "" },
      }),
      expect: refuses("/securityconsole/package/move", -3),
    },
    {
      name: "a package that was installed nowhere says so for each target",
      given: [branch],
      request: call("get", "/pm/config/adom/root/_package/status"),
      expect: answers("/pm/config/adom/root/_package/status", [
        { dev: "fortigate-1", pkg: "branch", status: "never installed", vdom: "root" },
      ]),
    },
    {
      name: "hit counts of a package are counted by a task",
      given: [branch, add(policiesOf("branch"), POLICY)],
      request: call("exec", "/sys/hitcount", { data: { adom: "root", pkg: "branch" } }),
      expect: {
        status: 200,
        body: { id: 1, result: [{ status: { code: 0, message: "OK" }, taskid: integer, url: "/sys/hitcount" }] },
      },
      afterwards: [
        {
          request: call("exec", "/sys/task/result", { data: { taskid: 1 } }),
          expect: answers("/sys/task/result", {
            "firewall policy": [including({ policyid: 1, hitcount: 0, byte: 0, pkts: 0, first_hit: 0, last_hit: 0 })],
          }),
        },
      ],
    },
    {
      name: "hit counts of an ADOM that there is none of are -6",
      request: call("exec", "/sys/hitcount", { data: { adom: "nowhere", pkg: "default" } }),
      expect: refuses("/sys/hitcount", -6),
    },
    {
      name: "a policy block is a package without targets",
      request: call("add", "/pm/pblock/adom/root", { data: { name: "block", type: "pblock" } }),
      expect: answers("/pm/pblock/adom/root", { name: "block" }),
      afterwards: [shows("/pm/pblock/adom/root/block", including({ name: "block", type: "pblock", oid: integer }))],
    },
    {
      name: "a policy block is cloned at once",
      given: [
        add("/pm/pblock/adom/root", { name: "block", type: "pblock" }),
        add("/pm/config/adom/root/pblock/block/firewall/policy", POLICY),
      ],
      request: call("exec", "/securityconsole/pblock/clone", {
        data: { adom: "root", pblock: "block", dst_name: "copy" },
      }),
      expect: answers("/securityconsole/pblock/clone"),
      afterwards: [shows("/pm/config/adom/root/pblock/copy/firewall/policy", listOf(including({ name: "p" }), 1))],
    },
  ],
};
