import type { Identity, Step, Suite } from "../../case.ts";
import { absent, including, integer } from "../../shape.ts";
import {
  add,
  answers,
  call,
  host,
  lacks,
  OBJ,
  POLICIES,
  policy,
  refuses,
  refusesStranger,
  settings,
  shows,
  wait,
} from "../rpc.ts";

const ADDRESS = `${OBJ}/firewall/address`;
const AT = "/dvmdb/adom/root/workspace";
const LOCK = `${AT}/lock`;
const COMMIT = `${AT}/commit`;
const UNLOCK = `${AT}/unlock`;
const INFO = `${AT}/lockinfo`;
const PASSWORD = "Wichtig-1";
const OTHER: Identity = { user: "other", password: PASSWORD };
const normal = settings({ workspace: "normal" });
const exec = (url: string, as?: Identity): Step => call("exec", url, {}, as);
const lock = exec(LOCK);
const other: Step = add("/cli/global/system/admin/user", {
  userid: "other",
  password: PASSWORD,
  profileid: "Super_User",
  "rpc-permit": "read-write",
});
const record = {
  db_mode: 1,
  dev_oid: integer,
  dirty: 0,
  flags: 0,
  lock_sid: integer,
  lock_time: integer,
  lock_user: "admin",
  obj_cat: 0,
  obj_oid: 0,
  obj_url: "",
  type: 1,
  wfsid: 0,
};
const done = (url: string) => ({
  status: 200,
  body: including({ result: [including({ status: { code: 0, message: "OK" }, url, data: absent })] }),
});

/** Locks, and changes that nobody sees until they are committed. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 1,
  cases: [
    {
      name: "where workspaces are off there is nothing to lock: -9",
      request: exec(LOCK),
      expect: refuses(LOCK, -9),
    },
    {
      name: "where workspaces are off there is no lock to tell of: -9",
      request: call("get", INFO),
      expect: refuses(INFO, -9),
    },
    {
      name: "a lock is answered without data",
      given: [normal],
      request: exec(LOCK),
      expect: answers(LOCK),
    },
    {
      name: "a lock's url may end with a slash, as pyfmg writes it",
      given: [normal],
      request: exec(`${LOCK}/`),
      expect: answers(`${LOCK}/`),
    },
    {
      name: "an ADOM that is not locked has no data in its lockinfo",
      given: [normal],
      request: call("get", INFO),
      expect: answers(INFO),
    },
    {
      name: "the lockinfo of a locked ADOM tells whose lock it is",
      given: [normal, lock],
      request: call("get", INFO),
      expect: answers(INFO, [{ ...record, adom_dirty: 0 }]),
    },
    {
      name: "after a change the lockinfo says that the ADOM is dirty",
      given: [normal, lock, add(ADDRESS, host("web", 1))],
      request: call("get", INFO),
      expect: answers(INFO, [including({ adom_dirty: 1, dirty: 1 })]),
    },
    {
      name: "a write without a lock is -10147",
      given: [normal],
      request: call("add", ADDRESS, { data: host("web", 1) }),
      expect: refuses(ADDRESS, -10_147),
    },
    {
      name: "a get needs no lock",
      given: [normal],
      request: call("get", `${ADDRESS}/all`, { fields: ["name"], loadsub: 0 }),
      expect: answers(`${ADDRESS}/all`, { name: "all", oid: integer }),
    },
    {
      name: "FortiManager's own settings need no lock",
      given: [normal],
      request: call("set", "/cli/global/system/dns", { data: { primary: "192.0.2.53" } }),
      expect: answers("/cli/global/system/dns"),
    },
    {
      name: "the one with the lock sees what it wrote",
      given: [normal, lock, add(ADDRESS, host("web", 1))],
      request: call("get", `${ADDRESS}/web`, { fields: ["name"], loadsub: 0 }),
      expect: answers(`${ADDRESS}/web`, { name: "web", oid: integer }),
    },
    {
      name: "nobody else sees it before it is committed",
      given: [normal, lock, add(ADDRESS, host("web", 1))],
      request: call("get", `${ADDRESS}/web`, {}, "token"),
      expect: refuses(`${ADDRESS}/web`, -3),
    },
    {
      name: "a commit answers the number of a task beside its status",
      given: [normal, lock, add(ADDRESS, host("web", 1))],
      request: exec(COMMIT),
      expect: {
        status: 200,
        body: { id: 1, result: [{ status: { code: 0, message: "OK" }, taskid: integer, url: COMMIT }] },
      },
    },
    {
      name: "everybody sees it once it is committed",
      given: [normal, lock, add(ADDRESS, host("web", 1)), exec(COMMIT)],
      request: call("get", `${ADDRESS}/web`, { fields: ["name"], loadsub: 0 }, "token"),
      expect: answers(`${ADDRESS}/web`, { name: "web", oid: integer }),
    },
    {
      name: "an unlock without a commit loses what was written",
      given: [normal, lock, add(ADDRESS, host("web", 1))],
      request: exec(UNLOCK),
      expect: answers(UNLOCK),
      afterwards: [lacks(`${ADDRESS}/web`), { request: call("get", INFO), expect: answers(INFO) }],
    },
    {
      name: "`dirty` tells what is not committed",
      given: [normal, lock, add(ADDRESS, host("web", 1))],
      request: call("get", `${AT}/dirty`),
      expect: answers(`${AT}/dirty`, { dirty: 1 }),
    },
    {
      name: "`dirty` is 0 again after a commit",
      given: [normal, lock, add(ADDRESS, host("web", 1)), exec(COMMIT)],
      request: call("get", `${AT}/dirty`),
      expect: answers(`${AT}/dirty`, { dirty: 0 }),
    },
    {
      name: "an ADOM that somebody else has locked is -20055",
      given: [other, normal, exec(LOCK, OTHER)],
      request: exec(LOCK),
      expect: refuses(LOCK, -20_055),
    },
    {
      name: "a write to an ADOM that somebody else has locked is -20055",
      given: [other, normal, exec(LOCK, OTHER)],
      request: call("add", ADDRESS, { data: host("web", 1) }),
      expect: refuses(ADDRESS, -20_055),
    },
    {
      name: "a lock belongs to a session: another one of the same administrator has none",
      given: [normal, lock],
      request: call("add", ADDRESS, { data: host("web", 1) }, "token"),
      expect: refuses(ADDRESS, -20_055),
    },
    {
      name: "locking twice is fine for the one that has the lock",
      given: [normal, lock],
      request: exec(LOCK),
      expect: answers(LOCK),
    },
    {
      name: "nobody can unlock what somebody else has locked",
      given: [other, normal, exec(LOCK, OTHER)],
      request: exec(UNLOCK),
      expect: refuses(UNLOCK, -20_055),
    },
    {
      name: "a lock goes when its session ends",
      given: [other, normal, exec(LOCK, OTHER), call("exec", "/sys/logout", {}, OTHER)],
      request: exec(LOCK),
      expect: answers(LOCK),
    },
    {
      name: "a lock goes when its session idles out",
      given: [other, normal, exec(LOCK, OTHER), wait(900)],
      request: call("exec", LOCK, {}, "token"),
      expect: answers(LOCK),
    },
    {
      name: "what a session that idled out has written is lost",
      given: [normal, lock, add(ADDRESS, host("web", 1)), wait(900)],
      request: call("get", `${ADDRESS}/web`, {}, "token"),
      expect: refuses(`${ADDRESS}/web`, -3),
    },
    {
      name: "and the session itself is -11",
      given: [normal, lock, wait(900)],
      request: exec(COMMIT),
      expect: refusesStranger(COMMIT, -11),
    },
    {
      name: "a package is locked by itself",
      given: [normal],
      request: exec(`${LOCK}/pkg/default`),
      expect: answers(`${LOCK}/pkg/default`),
      afterwards: [shows(`${INFO}/pkg/default`, [{ ...record, obj_oid: integer, obj_url: "default", type: 2 }])],
    },
    {
      name: "with the lock of a package its policies can be written",
      given: [normal, exec(`${LOCK}/pkg/default`)],
      request: call("add", POLICIES, { data: policy("p") }),
      expect: answers(POLICIES, { policyid: 1 }),
    },
    {
      name: "the commit of a package has no task",
      given: [normal, exec(`${LOCK}/pkg/default`), add(POLICIES, policy("p"))],
      request: exec(`${COMMIT}/pkg/default`),
      expect: answers(`${COMMIT}/pkg/default`),
    },
    {
      name: "the lock of a package is none of another package",
      given: [add("/pm/pkg/adom/root", { name: "branch", type: "pkg" }), normal, exec(`${LOCK}/pkg/default`)],
      request: call("add", "/pm/config/adom/root/pkg/branch/firewall/policy", { data: policy("p") }),
      expect: refuses("/pm/config/adom/root/pkg/branch/firewall/policy", -10_147),
    },
    {
      name: "a device is locked by itself",
      given: [normal, exec(`${LOCK}/dev/fortigate-1`)],
      request: call("set", "/pm/config/device/fortigate-1/global/system/dns", { data: { primary: "192.0.2.53" } }),
      expect: done("/pm/config/device/fortigate-1/global/system/dns"),
    },
    {
      name: "the lock of a device is none of the ADOM's objects",
      given: [normal, exec(`${LOCK}/dev/fortigate-1`)],
      request: call("add", ADDRESS, { data: host("web", 1) }),
      expect: refuses(ADDRESS, -10_147),
    },
    {
      name: "a device that there is none of cannot be locked",
      given: [normal],
      request: exec(`${LOCK}/dev/nobody`),
      expect: refuses(`${LOCK}/dev/nobody`, -10),
    },
    {
      name: "the global database is locked by a url of its own",
      given: [normal, exec("/dvmdb/global/workspace/lock")],
      request: call("add", "/pm/config/global/obj/firewall/address", { data: host("gweb", 1) }),
      expect: answers("/pm/config/global/obj/firewall/address", { name: "gweb" }),
    },
    {
      name: "the lock of an ADOM is none of the global database",
      given: [normal, lock],
      request: call("add", "/pm/config/global/obj/firewall/address", { data: host("gweb", 1) }),
      expect: refuses("/pm/config/global/obj/firewall/address", -10_147),
    },
    {
      name: "the older urls of locks are taken too",
      given: [normal],
      request: exec("/pm/config/adom/root/_workspace/lock"),
      expect: answers("/pm/config/adom/root/_workspace/lock"),
    },
    {
      name: "a key may hold a lock like a session",
      given: [normal, exec(LOCK, "token")],
      request: call("add", ADDRESS, { data: host("web", 1) }, "token"),
      expect: answers(ADDRESS, { name: "web" }),
    },
    {
      name: "an installation with auto_lock_ws locks by itself",
      given: [
        call("update", "/pm/pkg/adom/root/default", {
          data: { "scope member": [{ name: "fortigate-1", vdom: "root" }] },
        }),
        normal,
      ],
      request: call("exec", "/securityconsole/install/package", {
        data: { adom: "root", pkg: "default", scope: [{ name: "fortigate-1", vdom: "root" }], flags: ["auto_lock_ws"] },
      }),
      expect: answers("/securityconsole/install/package", { task: integer }),
    },
    {
      name: "with workspaces per ADOM, one that has none needs no lock",
      given: [settings({ workspace: "per-adom" })],
      request: call("add", ADDRESS, { data: host("web", 1) }),
      expect: answers(ADDRESS, { name: "web" }),
    },
    {
      name: "with workspaces per ADOM, one that has them needs a lock",
      given: [call("update", "/dvmdb/adom/root", { data: { workspace_mode: 1 } }), settings({ workspace: "per-adom" })],
      request: call("add", ADDRESS, { data: host("web", 1) }),
      expect: refuses(ADDRESS, -10_147),
    },
    {
      name: "which mode it is, clients read from the global settings",
      given: [normal],
      request: call("get", "/cli/global/system/global", { fields: ["workspace-mode"], loadsub: 0 }),
      expect: answers("/cli/global/system/global", { "workspace-mode": "normal" }),
    },
  ],
};
