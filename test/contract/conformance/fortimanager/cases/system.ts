import type { Suite } from "../../case.ts";
import { filled, holding, including, integer, listOf, matching, text } from "../../shape.ts";
import { add, answers, call, lacks, plainCall, refuses, settings, shows, wait } from "../rpc.ts";

const CLI = "/cli/global/system";
const DEVICE_META = "/dvmdb/_meta_fields/device";
const status = {
  "Admin Domain Configuration": "Enabled",
  "BIOS version": text,
  "Branch Point": matching(/^\d+$/),
  Build: matching(/^\d+$/),
  "Current Time": matching(/^\w{3} \w{3} \d\d \d\d:\d\d:\d\d \w+ \d{4}$/),
  "Daylight Time Saving": text,
  "FIPS Mode": "Disabled",
  "HA Mode": "Stand Alone",
  Hostname: "fortimanager-1",
  "License Status": "Valid",
  Major: 7,
  "Max Number of Admin Domains": integer,
  "Max Number of Device Groups": integer,
  Minor: 6,
  "Offline Mode": "Disabled",
  Patch: 4,
  "Platform Full Name": matching(/^FortiManager-VM64/),
  "Platform Type": matching(/^FMG-VM64/),
  "Release Version Information": matching(/GA/),
  "Serial Number": matching(/^FMG-VMTM\d{8}$/),
  TZ: text,
  "Time Zone": text,
  Version: matching(/^v7\.6\.4-build\d+ \d{6} \(GA\)$/),
  "x86-64 Applications": "Yes",
};

/** FortiManager itself. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 0,
  cases: [
    {
      name: "sys/status has every key in the device's own spelling",
      request: call("get", "/sys/status"),
      expect: answers("/sys/status", status),
    },
    {
      name: "the status of the command line is the same",
      request: call("get", `${CLI}/status`),
      expect: answers(`${CLI}/status`, status),
    },
    {
      name: "without ADOMs the status says so",
      given: [call("set", `${CLI}/global`, { data: { "adom-status": "disable" } })],
      request: call("get", "/sys/status"),
      expect: answers("/sys/status", including({ "Admin Domain Configuration": "Disabled" })),
    },
    {
      name: "a machine that stands alone says so",
      request: call("get", "/sys/ha/status"),
      expect: answers(
        "/sys/ha/status",
        including({
          "Cluster-ID": integer,
          "FMG-HA Status": "Standalone",
          "File-Quota": 4096,
          "HA Health Status": "OK",
          "HA Role": filled,
          "HB-Interval": 10,
          "HB-Lost-Threshold": 30,
          Model: matching(/^FortiManager-VM64/),
          Primary: matching(/FMG-VMTM/),
          members: [],
        }),
      ),
    },
    {
      name: "performance tells of processors, disks and memory",
      request: call("get", `${CLI}/performance`),
      expect: answers(
        `${CLI}/performance`,
        including({
          CPU: including({ CPU_num: integer, Used: matching(/%$/) }),
          "Hard Disk": including({ Total: matching(/KB$/), Used: matching(/KB/) }),
          Memory: { Total: matching(/KB$/), Used: matching(/KB .*%$/) },
        }),
      ),
    },
    {
      name: "an object of the settings is written without a key, and answers none",
      request: call("set", `${CLI}/global`, { data: { hostname: "fmg-zurich" } }),
      expect: answers(`${CLI}/global`),
      afterwards: [
        shows(`${CLI}/global`, { hostname: "fmg-zurich" }, { fields: ["hostname"], loadsub: 0 }),
        shows("/sys/status", including({ Hostname: "fmg-zurich" })),
      ],
    },
    {
      name: "`update` of an object does the same",
      request: call("update", `${CLI}/dns`, { data: { primary: "192.0.2.53" } }),
      expect: answers(`${CLI}/dns`),
      afterwards: [shows(`${CLI}/dns`, including({ primary: "192.0.2.53" }))],
    },
    {
      name: "an object cannot be added",
      request: call("add", `${CLI}/global`, { data: { hostname: "x" } }),
      expect: refuses(`${CLI}/global`, -9),
    },
    {
      name: "a value that an option does not have is -9001",
      request: call("set", `${CLI}/global`, { data: { "workspace-mode": "sometimes" } }),
      expect: refuses(`${CLI}/global`, -9001),
    },
    {
      name: "workspace-mode 1 is normal",
      given: [call("set", `${CLI}/global`, { data: { "workspace-mode": 1 } })],
      request: call("get", `${CLI}/global`, { fields: ["workspace-mode"], loadsub: 0 }),
      expect: answers(`${CLI}/global`, { "workspace-mode": "normal" }),
    },
    {
      name: "workspace-mode workflow is 2",
      given: [settings({ workspace: "workflow" })],
      request: plainCall("get", `${CLI}/global`, { fields: ["workspace-mode"], loadsub: 0 }),
      expect: answers(`${CLI}/global`, { "workspace-mode": 2 }),
    },
    {
      name: "the list of interfaces begins with port1",
      request: call("get", `${CLI}/interface`, { fields: ["name", "status"], loadsub: 0 }),
      expect: answers(`${CLI}/interface`, holding(including({ name: "port1", status: "up" }))),
    },
    {
      name: "an address of an interface is shown as a list of address and mask",
      given: [call("set", `${CLI}/interface/port2`, { data: { ip: "198.51.100.3/24", allowaccess: ["ping"] } })],
      request: call("get", `${CLI}/interface/port2`),
      expect: answers(
        `${CLI}/interface/port2`,
        including({ ip: ["198.51.100.3", "255.255.255.0"], allowaccess: ["ping"] }),
      ),
    },
    {
      name: "a route is added with the next number",
      request: call("add", `${CLI}/route`, {
        data: { dst: "10.0.0.0 255.0.0.0", gateway: "192.0.2.1", device: "port1" },
      }),
      expect: answers(`${CLI}/route`, { seq_num: integer }),
    },
    {
      name: "an administrator's password is never shown",
      given: [add(`${CLI}/admin/user`, { userid: "soc", password: "Wichtig-1", profileid: "Super_User" })],
      request: call("get", `${CLI}/admin/user/soc`),
      expect: answers(`${CLI}/admin/user/soc`, including({ password: ["ENC", filled], userid: "soc" })),
    },
    {
      name: "the profiles of the factory are there",
      request: call("get", `${CLI}/admin/profile`, { fields: ["profileid"], loadsub: 0 }),
      expect: answers(
        `${CLI}/admin/profile`,
        holding(
          including({ profileid: "Super_User" }),
          including({ profileid: "Standard_User" }),
          including({ profileid: "Restricted_User" }),
          including({ profileid: "Package_User" }),
        ),
      ),
    },
    {
      name: "a TACACS+ server is named with any sign",
      request: call("set", `${CLI}/admin/tacacs`, {
        data: { name: "tacacs+_001", server: "192.0.2.6", key: "secret", port: 49 },
      }),
      expect: answers(`${CLI}/admin/tacacs`, { name: "tacacs+_001" }),
      afterwards: [shows(`${CLI}/admin/tacacs/tacacs+_001`, including({ server: "192.0.2.6", key: ["ENC", filled] }))],
    },
    {
      name: "and deleted by it",
      given: [add(`${CLI}/admin/tacacs`, { name: "tacacs+_001", server: "192.0.2.6" })],
      request: call("delete", `${CLI}/admin/tacacs/tacacs+_001`),
      expect: answers(`${CLI}/admin/tacacs/tacacs+_001`),
      afterwards: [lacks(`${CLI}/admin/tacacs/tacacs+_001`)],
    },
    {
      name: "a syslog server is a table's entry like others",
      request: call("add", `${CLI}/syslog`, { data: { name: "siem", ip: "192.0.2.7", port: 514 } }),
      expect: answers(`${CLI}/syslog`, { name: "siem" }),
    },
    {
      name: "meta fields are declared by a table of their own",
      request: call("set", DEVICE_META, {
        data: { name: "Site", importance: "required", length: 20, status: "enable" },
      }),
      expect: { status: 200, body: including({ result: [including({ status: { code: 0, message: "OK" } })] }) },
      afterwards: [shows(DEVICE_META, holding(including({ name: "Site", importance: "required" })))],
    },
    {
      name: "a backup needs a password in this version, else it is -10",
      request: call("exec", "/sys/backup", { data: { server: "192.0.2.9", service: "ftp", filename: "fmg.dat" } }),
      expect: { status: 200, body: { id: 1, result: { status: { code: -10, message: filled } } } },
    },
    {
      name: "a backup answers its task in a result that is no list",
      request: call("exec", "/sys/backup", {
        data: { server: "192.0.2.9", service: "ftp", filename: "fmg.dat", passwd: "geheim" },
      }),
      expect: { status: 200, body: { id: 1, result: { status: { code: 0, message: "OK" }, taskid: 1 } } },
    },
    {
      name: "a restart is answered before it happens, in a result that is no list",
      request: call("exec", "/sys/reboot", { message: "back soon" }),
      expect: { status: 200, body: { id: 1, result: { status: { code: 0, message: "OK" } } } },
    },
    {
      name: "after a restart nobody is signed in",
      given: [call("exec", "/sys/reboot")],
      request: call("get", "/sys/status"),
      expect: { status: 200, body: including({ result: [including({ status: including({ code: -11 }) })] }) },
    },
    {
      name: "keys outlive a restart",
      given: [call("exec", "/sys/reboot")],
      request: call("get", "/dvmdb/adom/root", { fields: ["name"], loadsub: 0 }, "token"),
      expect: answers("/dvmdb/adom/root", { name: "root", oid: integer }),
    },
    {
      name: "tasks outlive a restart",
      given: [
        settings({ taskMs: 10_000 }),
        call("exec", "/sys/backup", { data: { server: "192.0.2.9", service: "ftp", passwd: "geheim" } }),
        call("exec", "/sys/reboot"),
        wait(10),
      ],
      request: call("get", "/task/task/1", {}, "token"),
      expect: answers("/task/task/1", including({ state: "done", num_err: 0 })),
    },
    {
      name: "FortiGuard's images are asked for by what they are for",
      request: call("exec", "/um/image/list", { data: { system: "fgt" } }),
      expect: answers("/um/image/list", including({ image_list: listOf(including({})) })),
    },
    {
      name: "the licence is told by contracts",
      request: call("exec", "/um/license/self", { data: { flags: 0 } }),
      expect: answers("/um/license/self", including({ contract: listOf(including({})), count: integer })),
    },
    {
      name: "settings of FortiGuard are objects like others",
      request: call("set", "/cli/global/fmupdate/service", { data: { avips: "enable" } }),
      expect: answers("/cli/global/fmupdate/service"),
      afterwards: [shows("/cli/global/fmupdate/service", including({ avips: "enable" }))],
    },
    {
      name: "a table of the settings that there is none of is -6",
      request: call("get", `${CLI}/nonsense`),
      expect: refuses(`${CLI}/nonsense`, -6),
    },
    {
      name: "a call that there is none of is -6",
      request: call("exec", "/sys/coffee"),
      expect: refuses("/sys/coffee", -6),
    },
  ],
};
