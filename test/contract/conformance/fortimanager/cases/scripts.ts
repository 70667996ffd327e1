import type { Suite } from "../../case.ts";
import { holding, including, integer, listOf, matching, someOf } from "../../shape.ts";
import { add, answers, call, lacks, OBJ, refuses, shows } from "../rpc.ts";

const SCRIPTS = "/dvmdb/adom/root/script";
const RUN = `${SCRIPTS}/execute`;
const SCOPE = [{ name: "fortigate-1", vdom: "root" }];
const EDIT = 'config firewall address\nedit "by script"\nset subnet 192.0.2.9 255.255.255.255\nnext\nend';
const script = (target: string, content = EDIT) => add(SCRIPTS, { name: "s", type: "cli", target, content });
const run = call("exec", RUN, { data: { adom: "root", script: "s", scope: SCOPE } });
const onGate = (resource: string) =>
  call("exec", "/sys/proxy/json", { data: { action: "get", resource, target: ["adom/root/device/fortigate-1"] } });

/** Scripts, and what they did; revisions of an ADOM. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 1,
  cases: [
    {
      name: "a script is an entry of its ADOM",
      request: call("add", SCRIPTS, {
        data: { name: "s", type: "cli", target: "remote_device", content: EDIT, desc: "test" },
      }),
      expect: answers(SCRIPTS, { name: "s" }),
      afterwards: [
        shows(`${SCRIPTS}/s`, including({ content: EDIT, desc: "test", target: "remote_device", type: "cli" })),
      ],
    },
    {
      name: "a script for a target that there is none of is -9001",
      request: call("add", SCRIPTS, { data: { name: "s", target: "the moon", content: "" } }),
      expect: refuses(SCRIPTS, -9001),
    },
    {
      name: "running a script answers a task",
      given: [script("remote_device")],
      request: run,
      expect: answers(RUN, { task: integer }),
    },
    {
      name: "a script for devices changes the FortiGate",
      given: [script("remote_device"), run],
      request: onGate("/api/v2/cmdb/firewall/address/by%20script"),
      expect: answers("/sys/proxy/json", [
        including({
          response: including({ status: "success", results: [including({ subnet: "192.0.2.9 255.255.255.255" })] }),
        }),
      ]),
    },
    {
      name: "a script for the device database changes that, and not the FortiGate",
      given: [script("device_database"), run],
      request: onGate("/api/v2/cmdb/firewall/address/by%20script"),
      expect: answers("/sys/proxy/json", [including({ response: including({ http_status: 404 }) })]),
      afterwards: [
        shows("/pm/config/device/fortigate-1/vdom/root/firewall/address/by script", including({ name: "by script" })),
      ],
    },
    {
      name: "a script for the ADOM changes its objects",
      given: [script("adom_database"), call("exec", RUN, { data: { adom: "root", script: "s", package: "default" } })],
      request: call("get", `${OBJ}/firewall/address/by script`),
      expect: answers(`${OBJ}/firewall/address/by script`, including({ subnet: ["192.0.2.9", "255.255.255.255"] })),
    },
    {
      name: "the task of a script has a line for each device",
      given: [script("remote_device"), { ...run, take: { task: "result.0.data.task" } }],
      request: call("get", "/task/task/{{task}}"),
      expect: answers(
        "/task/task/{{task}}",
        including({
          title: "Run Script",
          src: "device manager",
          line: [
            including({
              name: "fortigate-1",
              vdom: "root",
              state: "done",
              detail: "Running script(s) on device success",
            }),
          ],
        }),
      ),
    },
    {
      name: "a script that a device does not understand fails its line",
      given: [
        script("remote_device", "config firewall nonsense\nedit 1\nnext\nend"),
        { ...run, take: { task: "result.0.data.task" } },
      ],
      request: call("get", "/task/task/{{task}}"),
      expect: answers("/task/task/{{task}}", including({ num_err: 1, line: [including({ state: "error", err: 1 })] })),
    },
    {
      name: "a script that there is none of is -3",
      request: call("exec", RUN, { data: { adom: "root", script: "nothing", scope: SCOPE } }),
      expect: refuses(RUN, -3),
    },
    {
      name: "a script for devices without any is -8",
      given: [script("remote_device")],
      request: call("exec", RUN, { data: { adom: "root", script: "s" } }),
      expect: refuses(RUN, -8),
    },
    {
      name: "a script for the device database does not run on a package: -8",
      given: [script("device_database")],
      request: call("exec", RUN, { data: { adom: "root", script: "s", package: "default" } }),
      expect: refuses(RUN, -8),
    },
    {
      name: "the log of a script is what the device said",
      given: [script("remote_device"), run],
      request: call("get", `${SCRIPTS}/log/latest/device/fortigate-1`),
      expect: answers(`${SCRIPTS}/log/latest/device/fortigate-1`, {
        content: matching(/Starting log \(Run on device\).*config firewall address.*edit "by script"/s),
        exec_time: matching(/^\w{3} \w{3} +\d+ \d\d:\d\d:\d\d \d{4}$/),
        log_id: integer,
        script_name: "s",
      }),
    },
    {
      name: "a log is found by its number",
      given: [
        script("remote_device"),
        run,
        { ...call("get", `${SCRIPTS}/log/latest/device/fortigate-1`), take: { log: "result.0.data.log_id" } },
      ],
      request: call("get", `${SCRIPTS}/log/output/device/fortigate-1/logid/{{log}}`),
      expect: answers(
        `${SCRIPTS}/log/output/device/fortigate-1/logid/{{log}}`,
        including({ log_id: "{{log}}", script_name: "s" }),
      ),
    },
    {
      name: "the summary of logs tells each script's last run",
      given: [script("remote_device"), run],
      request: call("get", `${SCRIPTS}/log/summary/device/fortigate-1`),
      expect: answers(`${SCRIPTS}/log/summary/device/fortigate-1`, someOf(including({ script_name: "s" }))),
    },
    {
      name: "the newer place of scripts takes `add` too",
      request: call("add", `${OBJ}/fmg/script`, { data: { name: "new", type: "cli", target: "0", content: EDIT } }),
      expect: answers(`${OBJ}/fmg/script`, { name: "new" }),
    },
    {
      name: "a script is deleted like any entry",
      given: [script("remote_device")],
      request: call("delete", `${SCRIPTS}/s`),
      expect: answers(`${SCRIPTS}/s`),
      afterwards: [lacks(`${SCRIPTS}/s`)],
    },
    {
      name: "a revision of an ADOM gets the next number",
      request: call("add", "/dvmdb/adom/root/revision", { data: { name: "before", desc: "the change" } }),
      expect: answers("/dvmdb/adom/root/revision", { version: 1 }),
      afterwards: [
        shows("/dvmdb/adom/root/revision", [
          including({
            created_by: "admin",
            created_time: integer,
            desc: "the change",
            locked: 0,
            name: "before",
            version: 1,
          }),
        ]),
      ],
    },
    {
      name: "revisions are listed in the order in which they were made",
      given: [add("/dvmdb/adom/root/revision", { name: "one" }), add("/dvmdb/adom/root/revision", { name: "two" })],
      request: call("get", "/dvmdb/adom/root/revision", { fields: ["name", "version"] }),
      expect: answers("/dvmdb/adom/root/revision", [
        including({ name: "one", version: 1 }),
        including({ name: "two", version: 2 }),
      ]),
    },
    {
      name: "cloning a revision brings the ADOM back to what it was",
      given: [
        add("/dvmdb/adom/root/revision", { name: "before" }),
        add(`${OBJ}/firewall/address`, { name: "later" }),
        call("clone", "/dvmdb/adom/root/revision/1", { data: { name: "revert", created_by: "admin" } }),
      ],
      request: call("get", `${OBJ}/firewall/address/later`),
      expect: refuses(`${OBJ}/firewall/address/later`, -3),
    },
    {
      name: "where something is used is searched for under a token",
      given: [
        add(`${OBJ}/firewall/address`, { name: "a" }),
        add(`${OBJ}/firewall/addrgrp`, { name: "g", member: ["a"] }),
      ],
      request: call("exec", "/cache/search/where/used/start", {
        data: { mkey: "a", obj: "adom/root/obj/firewall/address" },
      }),
      expect: answers("/cache/search/where/used/start", { token: matching(/./) }),
    },
    {
      name: "the search is over when it is 100 %",
      given: [
        add(`${OBJ}/firewall/address`, { name: "a" }),
        add(`${OBJ}/firewall/addrgrp`, { name: "g", member: ["a"] }),
        {
          ...call("exec", "/cache/search/where/used/start", {
            data: { mkey: "a", obj: "adom/root/obj/firewall/address" },
          }),
          take: { token: "result.0.data.token" },
        },
      ],
      request: call("exec", "/cache/search/where/used/get/summary", { token: "{{token}}" }),
      expect: answers("/cache/search/where/used/get/summary", including({ percent: 100, total_num: 1 })),
    },
    {
      name: "the search tells which entry names it in which field",
      given: [
        add(`${OBJ}/firewall/address`, { name: "a" }),
        add(`${OBJ}/firewall/addrgrp`, { name: "g", member: ["a"] }),
        {
          ...call("exec", "/cache/search/where/used/start", {
            data: { mkey: "a", obj: "adom/root/obj/firewall/address" },
          }),
          take: { token: "result.0.data.token" },
        },
      ],
      request: call("exec", "/cache/search/where/used/get/detail", { token: "{{token}}" }),
      expect: answers(
        "/cache/search/where/used/get/detail",
        including({
          percent: 100,
          where_used: listOf(
            including({ data: holding(including({ attr: "member", mkey: "g", mapping_name: "firewall addrgrp" })) }),
          ),
        }),
      ),
    },
    {
      name: "two revisions are compared under a token",
      given: [
        add("/dvmdb/adom/root/revision", { name: "one" }),
        add(`${OBJ}/firewall/address`, { name: "later" }),
        add("/dvmdb/adom/root/revision", { name: "two" }),
      ],
      request: call("exec", "/cache/diff/start", {
        data: { src: "adom/root/revision/1", dst: "adom/root/revision/2", flags: 16 },
      }),
      expect: answers("/cache/diff/start", { token: matching(/./) }),
    },
    {
      name: "what changed in objects is shown as a script",
      given: [
        add("/dvmdb/adom/root/revision", { name: "one" }),
        add(`${OBJ}/firewall/address`, { name: "later" }),
        add("/dvmdb/adom/root/revision", { name: "two" }),
        {
          ...call("exec", "/cache/diff/start", {
            data: { src: "adom/root/revision/1", dst: "adom/root/revision/2", flags: 16 },
          }),
          take: { token: "result.0.data.token" },
        },
      ],
      request: call("exec", "/cache/diff/get/cli/obj", { token: "{{token}}" }),
      expect: answers("/cache/diff/get/cli/obj", {
        percent: 100,
        script: matching(/^config firewall address\nedit "later"\n(?:set .*\n)*next\nend\n$/),
      }),
    },
    {
      name: "a revision that there is none of cannot be compared",
      request: call("exec", "/cache/diff/start", {
        data: { src: "adom/root/revision/7", dst: "adom/root/revision/8" },
      }),
      expect: refuses("/cache/diff/start", -3),
    },
    {
      name: "a token that nobody was given is refused",
      request: call("exec", "/cache/search/where/used/get/detail", { token: "made up" }),
      expect: refuses("/cache/search/where/used/get/detail", -10),
    },
  ],
};
