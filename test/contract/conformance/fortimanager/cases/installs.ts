import type { Step, Suite } from "../../case.ts";
import { filled, holding, including, integer, matching, someOf, text } from "../../shape.ts";
import { add, answers, call, host, OBJ, POLICIES, policy, refuses, settings, shows } from "../rpc.ts";

const SCOPE = [{ name: "fortigate-1", vdom: "root" }];
const BOTH = [...SCOPE, { name: "fortigate-2", vdom: "root" }];
const PACKAGE = "/securityconsole/install/package";
const PREVIEW = "/securityconsole/install/preview";
const RESULT = "/securityconsole/preview/result";
const STATUS = "/pm/config/adom/root/_package/status";
const DATA = { adom: "root", pkg: "default", scope: SCOPE, flags: ["none"] };
const targets = (scope: readonly object[]) =>
  call("update", "/pm/pkg/adom/root/default", { data: { "scope member": scope } });
const office: readonly Step[] = [
  targets(SCOPE),
  add(`${OBJ}/firewall/address`, host("web", 1)),
  add(POLICIES, policy("to web", { dstaddr: ["web"] })),
];
const install = call("exec", PACKAGE, { data: DATA });
const onGate = (position: number, resource: string) =>
  call("exec", "/sys/proxy/json", {
    data: { action: "get", resource, target: [`adom/root/device/fortigate-${position}`] },
  });
const status = (...rows: readonly (readonly [device: string, status: string])[]) =>
  shows(
    STATUS,
    rows.map(([dev, own]) => ({ dev, pkg: "default", status: own, vdom: "root" })),
  );

/** From the database of an ADOM to the FortiGates. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 2,
  cases: [
    {
      name: "installing a package answers the number of a task",
      given: office,
      request: install,
      expect: answers(PACKAGE, { task: integer }),
    },
    {
      name: "the policies and what they name are on the FortiGate then",
      given: [...office, install],
      request: onGate(1, "/api/v2/cmdb/firewall/policy"),
      expect: answers("/sys/proxy/json", [
        including({
          response: including({
            results: [including({ policyid: 1, name: "to web", dstaddr: [including({ name: "web" })] })],
          }),
        }),
      ]),
    },
    {
      name: "an installation has a line for the device and one for the copy to its VDOM",
      given: [...office, { ...install, take: { task: "result.0.data.task" } }],
      request: call("get", "/task/task/{{task}}"),
      expect: answers(
        "/task/task/{{task}}",
        including({
          line: [
            including({
              name: "fortigate-1",
              detail: "install and save finished status=OK",
              err: 0,
              state: "done",
              vdom: null,
            }),
            including({ name: "fortigate-1(root)[copy]", detail: "Installation to real device done", vdom: "root" }),
          ],
          num_done: 2,
          num_err: 0,
          num_lines: 2,
          percent: 100,
          src: "install device",
          state: "done",
          title: "Install Package",
          tot_percent: 200,
          user: "admin",
        }),
      ),
    },
    {
      name: "a line's history tells each step with its time",
      given: [...office, { ...install, take: { task: "result.0.data.task" } }],
      request: call("get", "/task/task/{{task}}/line/1/history"),
      expect: answers(
        "/task/task/{{task}}/line/1/history",
        holding(
          including({
            detail: matching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d:start to install dev\(fortigate-1\)$/),
            percent: 0,
            vdom: null,
          }),
          including({ detail: matching(/install and save finished status=OK$/), percent: 100 }),
        ),
      ),
    },
    {
      name: "a package is installed after its installation",
      given: [...office, install],
      request: call("get", STATUS),
      expect: answers(STATUS, [{ dev: "fortigate-1", pkg: "default", status: "installed", vdom: "root" }]),
    },
    {
      name: "a change of the package makes it modified",
      given: [...office, install, call("update", `${POLICIES}/1`, { data: { status: "disable" } })],
      request: call("get", STATUS),
      expect: answers(STATUS, [{ dev: "fortigate-1", pkg: "default", status: "modified", vdom: "root" }]),
    },
    {
      name: "a change of an address that the package uses makes it modified",
      given: [...office, install, call("update", `${OBJ}/firewall/address/web`, { data: { subnet: "192.0.2.9/32" } })],
      request: call("get", STATUS),
      expect: answers(STATUS, [{ dev: "fortigate-1", pkg: "default", status: "modified", vdom: "root" }]),
    },
    {
      name: "a change of an address that it does not use leaves it installed",
      given: [...office, install, add(`${OBJ}/firewall/address`, host("elsewhere", 9))],
      request: call("get", STATUS),
      expect: answers(STATUS, [{ dev: "fortigate-1", pkg: "default", status: "installed", vdom: "root" }]),
    },
    {
      name: "a change on the FortiGate itself makes it out of sync",
      given: [
        ...office,
        install,
        call("exec", "/sys/proxy/json", {
          data: {
            action: "put",
            resource: "/api/v2/cmdb/firewall/policy/1",
            target: ["adom/root/device/fortigate-1"],
            payload: { name: "changed by hand" },
          },
        }),
      ],
      request: call("get", STATUS),
      expect: answers(STATUS, [{ dev: "fortigate-1", pkg: "default", status: "out-of-sync", vdom: "root" }]),
    },
    {
      name: "installing what is installed already ends with a warning",
      given: [...office, install, { ...install, take: { task: "result.0.data.task" } }],
      request: call("get", "/task/task/{{task}}", { fields: ["num_warn"] }),
      expect: answers("/task/task/{{task}}", including({ num_err: 0, num_warn: 1, state: "done" })),
    },
    {
      name: "an object with a mapping is what the mapping says on that device",
      given: [
        targets(BOTH),
        add(`${OBJ}/firewall/address`, {
          ...host("web", 1),
          dynamic_mapping: [{ _scope: [{ name: "fortigate-2", vdom: "root" }], subnet: "198.51.100.2/32" }],
        }),
        add(POLICIES, policy("to web", { dstaddr: ["web"] })),
        call("exec", PACKAGE, { data: { ...DATA, scope: BOTH } }),
      ],
      request: onGate(2, "/api/v2/cmdb/firewall/address/web"),
      expect: answers("/sys/proxy/json", [
        including({ response: including({ results: [including({ subnet: "198.51.100.2 255.255.255.255" })] }) }),
      ]),
    },
    {
      name: "a variable in an object is what it is on that device",
      given: [
        targets(SCOPE),
        add(`${OBJ}/fmg/variable`, {
          name: "town",
          value: "nowhere",
          dynamic_mapping: [{ _scope: [{ name: "fortigate-1", vdom: "global" }], value: "zurich" }],
        }),
        add(`${OBJ}/firewall/address`, { ...host("web", 1), comment: "server in $(town)" }),
        add(POLICIES, policy("to web", { dstaddr: ["web"] })),
        install,
      ],
      request: onGate(1, "/api/v2/cmdb/firewall/address/web"),
      expect: answers("/sys/proxy/json", [
        including({ response: including({ results: [including({ comment: "server in zurich" })] }) }),
      ]),
    },
    {
      name: "a CLI template that a device is assigned comes with an installation, with its variables filled in",
      given: [
        add(`${OBJ}/fmg/variable`, { name: "town", value: "zurich" }),
        add(`${OBJ}/cli/template`, { name: "t", type: "cli", script: "config system global\nset alias $(town)\nend" }),
        add(`${OBJ}/cli/template/t/scope member`, SCOPE),
        call("exec", "/securityconsole/install/device", { data: { adom: "root", scope: SCOPE, flags: ["none"] } }),
      ],
      request: onGate(1, "/api/v2/cmdb/system/global"),
      expect: answers("/sys/proxy/json", [
        including({ response: including({ results: including({ alias: "zurich" }) }) }),
      ]),
    },
    {
      name: "a system template that a device is assigned comes with an installation",
      given: [
        add("/pm/devprof/adom/root", { name: "branch", type: "devprof", "scope member": SCOPE }),
        call("set", "/pm/config/adom/root/devprof/branch/system/ntp", {
          data: { ntpsync: "enable", type: "custom", ntpserver: [{ id: 1, server: "192.0.2.123" }] },
        }),
        call("exec", "/securityconsole/install/device", { data: { adom: "root", scope: SCOPE, flags: ["none"] } }),
      ],
      request: onGate(1, "/api/v2/cmdb/system/ntp"),
      expect: answers("/sys/proxy/json", [
        including({
          response: including({ results: including({ ntpserver: [including({ server: "192.0.2.123" })] }) }),
        }),
      ]),
    },
    {
      name: "installing device settings brings what was written to the device's database",
      given: [
        call("set", "/pm/config/device/fortigate-1/global/system/dns", { data: { primary: "192.0.2.53" } }),
        call("exec", "/securityconsole/install/device", { data: { adom: "root", scope: SCOPE, flags: ["none"] } }),
      ],
      request: onGate(1, "/api/v2/cmdb/system/dns"),
      expect: answers("/sys/proxy/json", [
        including({ response: including({ results: including({ primary: "192.0.2.53" }) }) }),
      ]),
    },
    {
      name: "installing device settings is a task of its own title",
      given: [
        {
          ...call("exec", "/securityconsole/install/device", { data: { adom: "root", scope: SCOPE, flags: ["none"] } }),
          take: { task: "result.0.data.task" },
        },
      ],
      request: call("get", "/task/task/{{task}}"),
      expect: answers("/task/task/{{task}}", including({ title: "Install Device", src: "install device" })),
    },
    {
      name: "a device that is down fails its line, and the other is installed all the same",
      given: [
        ...office,
        targets(BOTH),
        settings({ unreachable: ["fortigate-1"] }),
        { ...call("exec", PACKAGE, { data: { ...DATA, scope: BOTH } }), take: { task: "result.0.data.task" } },
      ],
      request: call("get", "/task/task/{{task}}"),
      expect: answers(
        "/task/task/{{task}}",
        including({
          num_err: integer,
          line: holding(
            including({ name: "fortigate-1", state: "error", err: integer, detail: matching(/tunnel down/) }),
            including({ name: "fortigate-2", state: "done", err: 0 }),
          ),
        }),
      ),
    },
    {
      name: "a package without targets has nothing to install",
      given: [{ ...install, take: { task: "result.0.data.task" } }],
      request: call("get", "/task/task/{{task}}"),
      expect: answers("/task/task/{{task}}", including({ num_err: 0, num_warn: 1, state: "done" })),
    },
    {
      name: "installing a package that there is none of is -3",
      request: call("exec", PACKAGE, { data: { ...DATA, pkg: "nothing" } }),
      expect: refuses(PACKAGE, -3),
    },
    {
      name: "an installation without data is -10",
      request: call("exec", PACKAGE),
      expect: refuses(PACKAGE, -10),
    },
    {
      name: "a preview begins with the package, and installs nothing",
      given: [...office, call("exec", PACKAGE, { data: { ...DATA, flags: ["preview"] } })],
      request: onGate(1, "/api/v2/cmdb/firewall/policy"),
      expect: answers("/sys/proxy/json", [including({ response: including({ results: [] }) })]),
    },
    {
      name: "the preview of scopes is JSON in a text, with the script of each device",
      given: [
        ...office,
        call("exec", PACKAGE, { data: { ...DATA, flags: ["preview"] } }),
        call("exec", PREVIEW, { data: { adom: "root", scope: SCOPE, flags: ["json"] } }),
      ],
      request: call("exec", RESULT, { data: { adom: "root", scope: SCOPE } }),
      expect: answers(RESULT, { message: matching(/^\[.*"name":"fortigate-1".*config firewall policy/s) }),
    },
    {
      name: "the preview of one device, as before 7.4.4, is the script itself",
      given: [
        ...office,
        call("exec", PACKAGE, { data: { ...DATA, flags: ["preview"] } }),
        call("exec", PREVIEW, { data: { adom: "root", device: "fortigate-1", vdoms: ["root"], flags: ["none"] } }),
      ],
      request: call("exec", RESULT, { data: { adom: "root", device: "fortigate-1" } }),
      expect: answers(RESULT, { message: matching(/^config firewall address\n {4}edit "web"/) }),
    },
    {
      name: "a preview is a task",
      given: [...office, call("exec", PACKAGE, { data: { ...DATA, flags: ["preview"] } })],
      request: call("exec", PREVIEW, { data: { adom: "root", scope: SCOPE, flags: ["none"] } }),
      expect: answers(PREVIEW, { task: integer }),
    },
    {
      name: "what was previewed is committed",
      given: [
        ...office,
        call("exec", PACKAGE, { data: { ...DATA, flags: ["preview"] } }),
        call("exec", PREVIEW, { data: { adom: "root", scope: SCOPE, flags: ["none"] } }),
      ],
      request: call("exec", "/securityconsole/package/commit", {
        data: { adom: "root", scope: SCOPE, flags: ["none"] },
      }),
      expect: answers("/securityconsole/package/commit", { task: integer }),
      afterwards: [status(["fortigate-1", "installed"])],
    },
    {
      name: "what was previewed may be cancelled",
      given: [
        ...office,
        call("exec", PACKAGE, { data: { ...DATA, flags: ["preview"] } }),
        call("exec", PREVIEW, { data: { adom: "root", scope: SCOPE, flags: ["none"] } }),
      ],
      request: call("exec", "/securityconsole/package/cancel/install", { data: { adom: "root" } }),
      expect: answers("/securityconsole/package/cancel/install"),
      afterwards: [status(["fortigate-1", "never installed"])],
    },
    {
      name: "several packages are installed by one call",
      given: [...office],
      request: call("exec", "/securityconsole/reinstall/package", {
        data: { adom: "root", target: [{ pkg: "default", scope: SCOPE }] },
      }),
      expect: answers("/securityconsole/reinstall/package", { task: integer }),
      afterwards: [status(["fortigate-1", "installed"])],
    },
    {
      name: "a policy that is deleted goes from the FortiGate with the next installation",
      given: [...office, install, call("delete", `${POLICIES}/1`), install],
      request: onGate(1, "/api/v2/cmdb/firewall/policy"),
      expect: answers("/sys/proxy/json", [including({ response: including({ results: [] }) })]),
    },
    {
      name: "an installation makes a revision of the device",
      given: [...office, call("exec", PACKAGE, { data: { ...DATA, dev_rev_comments: "for the web" } })],
      request: call("exec", "/deployment/get/device/revision", { data: { device: "fortigate-1" } }),
      expect: answers(
        "/deployment/get/device/revision",
        including({
          base_ver: integer,
          revinfo: holding(including({ comments: "for the web", instusr: "admin", revision: integer })),
        }),
      ),
    },
    {
      name: "a revision of a device is read as its configuration",
      request: call("exec", "/deployment/checkout/revision", { data: { device: "fortigate-1", revision: 1 } }),
      expect: answers("/deployment/checkout/revision", { content: matching(/^config system/m), revision: 1 }),
    },
    {
      name: "a revision that there is none of is refused",
      request: call("exec", "/deployment/checkout/revision", { data: { device: "fortigate-1", revision: 99 } }),
      expect: refuses("/deployment/checkout/revision", -3),
    },
    {
      name: "what an import takes over from a FortiGate becomes a package",
      given: [
        call("exec", "/sys/proxy/json", {
          data: {
            action: "post",
            resource: "/api/v2/cmdb/firewall/policy",
            target: ["adom/root/device/fortigate-1"],
            payload: {
              policyid: 5,
              name: "made by hand",
              srcintf: [{ name: "any" }],
              dstintf: [{ name: "any" }],
              srcaddr: [{ name: "all" }],
              dstaddr: [{ name: "all" }],
              service: [{ name: "ALL" }],
              schedule: "always",
              action: "accept",
            },
          },
        }),
        call("exec", "/dvm/cmd/reload/dev-list", {
          data: { adom: "root", "reload-dev-member-list": [{ name: "fortigate-1" }], flags: ["create_task"] },
        }),
        call("exec", "/securityconsole/import/dev/objs", {
          data: {
            adom: "root",
            name: "fortigate-1",
            vdom: "root",
            dst_name: "imported",
            dst_parent: "",
            import_action: "do",
            if_all_policy: "enable",
          },
        }),
      ],
      request: call("get", "/pm/config/adom/root/pkg/imported/firewall/policy"),
      expect: answers("/pm/config/adom/root/pkg/imported/firewall/policy", someOf(including({ name: "made by hand" }))),
    },
    {
      name: "a package with a schedule is installed when its time has come",
      given: [
        ...office,
        add("/pm/pkg/adom/root/default/schedule", { datetime: "2020-01-01 00:00:00", scope: SCOPE }),
        call("get", "/sys/status"),
      ],
      request: call("get", "/task/task/1"),
      expect: answers("/task/task/1", including({ title: "Install Package", user: "system", num_err: 0 })),
      afterwards: [status(["fortigate-1", "installed"])],
    },
    {
      name: "the answer to an abort has no data",
      given: [settings({ taskMs: 60_000 }), ...office, install],
      request: call("exec", "/securityconsole/abort", { data: { adom: "root" } }),
      expect: answers("/securityconsole/abort"),
      afterwards: [shows("/task/task/1", including({ state: "cancelling", title: filled, user: text }))],
    },
  ],
};
