import type { Identity, Step, Suite } from "../../case.ts";
import { absent, exactly, filled, including, integer, listOf, matching } from "../../shape.ts";
import { add, answers, call, OBJ, post, refusal, refuses, refusesStranger, settings, wait } from "../rpc.ts";

const LOGIN = "sys/login/user";
const ADMINS = "/cli/global/system/admin/user";
const PROFILES = "/cli/global/system/admin/profile";
const PASSWORD = "Wichtig-1";
const ADDRESS = { name: "web", subnet: ["192.0.2.1", "255.255.255.255"] };
const NETWORK = { "admin-lockout-method": "user" };

const logIn = (data: unknown, more: object = {}) =>
  post({ id: 1, method: "exec", params: [{ url: LOGIN, data }], ...more }, "none");
const admin = (userid: string, more: object = {}): Step =>
  add(ADMINS, { userid, password: PASSWORD, profileid: "Super_User", "rpc-permit": "read-write", ...more });
const as = (user: string): Identity => ({ user, password: PASSWORD });
const entered = {
  status: 200,
  body: exactly({
    id: 1,
    result: [{ status: { code: 0, message: "OK" }, url: LOGIN }],
    session: matching(/^[A-Za-z0-9+/=]{40,}$/),
  }),
};
const failed = { ...refusesStranger(LOGIN, -22) };
/** A failed login. */
const wrong = (user: string): Step => ({ ...logIn({ user, passwd: "wrong" }), status: 200 });
const keyOf = (user: string): Step => ({
  control: true,
  method: "POST",
  path: "/keys",
  body: { user },
  take: { key: "apiKey" },
});

/** Who gets in, as whom, and what that person may do. */
export const suite: Suite = {
  product: "fortimanager",
  version: "7.6.4",
  fortigates: 1,
  cases: [
    {
      name: "a login with an object answers a session beside the result",
      given: [admin("soc")],
      request: logIn({ user: "soc", passwd: PASSWORD }),
      expect: entered,
    },
    {
      name: "a login with a list of one object is the same",
      given: [admin("soc")],
      request: logIn([{ user: "soc", passwd: PASSWORD }]),
      expect: entered,
    },
    {
      name: "a login may say `session: null`",
      given: [admin("soc")],
      request: logIn({ user: "soc", passwd: PASSWORD }, { session: null, verbose: 1 }),
      expect: entered,
    },
    {
      name: "a login's url may have a slash in front",
      given: [admin("soc")],
      request: post(
        { id: 1, method: "exec", params: [{ url: "/sys/login/user", data: { user: "soc", passwd: PASSWORD } }] },
        "none",
      ),
      expect: { status: 200, body: including({ session: filled }) },
    },
    { name: "a wrong password is -22", request: logIn({ user: "admin", passwd: "wrong" }), expect: failed },
    {
      name: "an unknown name is -22 like a wrong password",
      request: logIn({ user: "eve", passwd: "x" }),
      expect: failed,
    },
    { name: "a login without data is -22", request: logIn(undefined), expect: failed },
    {
      name: "an administrator who may not use the API is -11 at the login",
      given: [admin("gui", { "rpc-permit": "none" })],
      request: logIn({ user: "gui", passwd: PASSWORD }),
      expect: refusesStranger(LOGIN, -11),
    },
    {
      name: "the third failure locks the address out, so that the right password is -22 too",
      given: [admin("soc"), wrong("soc"), wrong("soc"), wrong("soc")],
      request: logIn({ user: "soc", passwd: PASSWORD }),
      expect: failed,
    },
    {
      name: "after two failures the right password lets in",
      given: [admin("soc"), wrong("soc"), wrong("soc")],
      request: logIn({ user: "soc", passwd: PASSWORD }),
      expect: entered,
    },
    {
      name: "a lockout is over after admin-lockout-duration",
      given: [admin("soc"), ...[wrong("soc"), wrong("soc"), wrong("soc")], wait(60)],
      request: logIn({ user: "soc", passwd: PASSWORD }),
      expect: entered,
    },
    {
      name: "with admin-lockout-method user only the name is locked out",
      given: [
        admin("soc"),
        admin("noc"),
        call("set", "/cli/global/system/global", { data: NETWORK }),
        ...[wrong("soc"), wrong("soc"), wrong("soc")],
      ],
      request: logIn({ user: "noc", passwd: PASSWORD }),
      expect: entered,
    },
    {
      name: "an administrator who comes from no trusted host is -22",
      given: [admin("far", { trusthost1: ["203.0.113.0", "255.255.255.0"] })],
      request: logIn({ user: "far", passwd: PASSWORD }),
      expect: failed,
    },
    {
      name: "an administrator who comes from a trusted host gets in",
      given: [admin("near", { trusthost1: ["127.0.0.0", "255.0.0.0"] })],
      request: logIn({ user: "near", passwd: PASSWORD }),
      expect: entered,
    },
    {
      name: "an administrator for keys has no login",
      given: [add(ADMINS, { userid: "robot", user_type: "api", profileid: "Super_User", "rpc-permit": "read-write" })],
      request: logIn({ user: "robot", passwd: "" }),
      expect: failed,
    },
    {
      name: "a session beyond login-max is -22",
      given: [admin("busy", { "login-max": 1 }), logIn({ user: "busy", passwd: PASSWORD })],
      request: logIn({ user: "busy", passwd: PASSWORD }),
      expect: failed,
    },
    {
      name: "where a second factor is set up, the login answers a question",
      given: [admin("safe"), settings({ twoFactor: true })],
      request: logIn({ user: "safe", passwd: PASSWORD }),
      expect: {
        status: 200,
        body: including({ session: filled, result: [including({ data: { challenge: filled } })] }),
      },
    },
    {
      name: "the right code makes it a session",
      given: [
        admin("safe"),
        settings({ twoFactor: true, tokenCode: "314159" }),
        { ...logIn({ user: "safe", passwd: PASSWORD }), take: { begun: "session" } },
      ],
      request: post(
        {
          id: 1,
          method: "exec",
          params: [{ url: "/sys/login/challenge", data: { session: "{{begun}}", answer: "314159" } }],
        },
        "none",
      ),
      expect: { status: 200, body: including({ session: filled }) },
    },
    {
      name: "a wrong code is -22",
      given: [
        admin("safe"),
        settings({ twoFactor: true, tokenCode: "314159" }),
        { ...logIn({ user: "safe", passwd: PASSWORD }), take: { begun: "session" } },
      ],
      request: post(
        {
          id: 1,
          method: "exec",
          params: [{ url: "/sys/login/challenge", data: { session: "{{begun}}", answer: "0" } }],
        },
        "none",
      ),
      expect: refusesStranger("/sys/login/challenge", -22),
    },
    {
      name: "logging out is answered without data",
      request: call("exec", "sys/logout"),
      expect: answers("sys/logout"),
    },
    {
      name: "a session that was logged out is -11",
      given: [call("exec", "/sys/logout")],
      request: call("get", "/sys/status"),
      expect: refusesStranger("/sys/status", -11),
    },
    {
      name: "logging out twice is -11 the second time",
      given: [call("exec", "/sys/logout")],
      request: call("exec", "/sys/logout"),
      expect: refusesStranger("/sys/logout", -11),
    },
    {
      name: "a session idles out after 900 seconds",
      given: [call("get", "/sys/status"), wait(900)],
      request: call("get", "/sys/status"),
      expect: refusesStranger("/sys/status", -11),
    },
    {
      name: "whatever is asked keeps a session alive",
      given: [call("get", "/sys/status"), wait(800), call("get", "/dvmdb/adom"), wait(800)],
      request: call("get", "/dvmdb/adom/root", { fields: ["name"], loadsub: 0 }),
      expect: answers("/dvmdb/adom/root", { name: "root", oid: integer }),
    },
    {
      name: "a call with keep_session_idle is no sign of life",
      given: [call("get", "/sys/status"), wait(800), call("get", "/sys/status", { keep_session_idle: 1 }), wait(100)],
      request: call("get", "/sys/status"),
      expect: refusesStranger("/sys/status", -11),
    },
    {
      name: "idle_timeout_api sets how long that is",
      given: [
        call("set", "/cli/global/system/admin/setting", { data: { idle_timeout_api: 60 } }),
        call("get", "/sys/status"),
        wait(60),
      ],
      request: call("get", "/sys/status"),
      expect: refusesStranger("/sys/status", -11),
    },
    {
      name: "a key in the header needs no login",
      request: call("get", "/dvmdb/adom/root", { fields: ["name"], loadsub: 0 }, "token"),
      expect: answers("/dvmdb/adom/root", { name: "root", oid: integer }),
    },
    {
      name: "a key may come with a session that is made up",
      request: post(
        { id: 1, method: "get", params: [{ url: "/sys/session", fields: ["login_user"] }], session: "none at all" },
        "token",
      ),
      expect: { status: 200, body: including({ result: [including({ status: { code: 0, message: "OK" } })] }) },
    },
    {
      name: "a wrong key is -11, with HTTP 200",
      request: call("get", "/sys/status", {}, "wrong"),
      expect: refusesStranger("/sys/status", -11),
    },
    {
      name: "a key in the query is refused from 7.6.2 on",
      given: [
        add(ADMINS, { userid: "robot", user_type: "api", profileid: "Super_User", "rpc-permit": "read" }),
        keyOf("robot"),
      ],
      request: { ...call("get", "/sys/status", {}, "none"), path: "/jsonrpc?access_token={{key}}" },
      expect: refusesStranger("/sys/status", -11),
    },
    {
      name: "logging out with a key leaves the key alone",
      given: [call("exec", "/sys/logout", {}, "token")],
      request: call("get", "/dvmdb/adom/root", { fields: ["name"], loadsub: 0 }, "token"),
      expect: answers("/dvmdb/adom/root", { name: "root", oid: integer }),
    },
    {
      name: "a key ends with its administrator",
      given: [
        add(ADMINS, { userid: "robot", user_type: "api", profileid: "Super_User", "rpc-permit": "read" }),
        keyOf("robot"),
        call("delete", `${ADMINS}/robot`),
      ],
      request: call("get", "/sys/status", {}, { token: "{{key}}" }),
      expect: refusesStranger("/sys/status", -11),
    },
    {
      name: "rpc-permit read lets read",
      given: [admin("eye", { "rpc-permit": "read" })],
      request: call("get", `${OBJ}/firewall/address`, { option: "count" }, as("eye")),
      expect: answers(`${OBJ}/firewall/address`, integer),
    },
    {
      name: "rpc-permit read refuses a write with -11, whatever the profile allows",
      given: [admin("eye", { "rpc-permit": "read" })],
      request: call("add", `${OBJ}/firewall/address`, { data: ADDRESS }, as("eye")),
      expect: refuses(`${OBJ}/firewall/address`, -11),
    },
    {
      name: "rpc-permit read refuses a change on a FortiGate by proxy with -11",
      given: [admin("eye", { "rpc-permit": "read" })],
      request: call(
        "exec",
        "/sys/proxy/json",
        {
          data: {
            action: "post",
            resource: "/api/v2/cmdb/firewall/address",
            target: ["adom/root/device/fortigate-1"],
            payload: ADDRESS,
          },
        },
        as("eye"),
      ),
      expect: refuses("/sys/proxy/json", -11),
    },
    {
      name: "a profile of reading refuses a write with -10147",
      given: [admin("guest", { profileid: "Restricted_User" })],
      request: call("add", `${OBJ}/firewall/address`, { data: ADDRESS }, as("guest")),
      expect: refuses(`${OBJ}/firewall/address`, -10_147),
    },
    {
      name: "a profile without system settings hides them with -11",
      given: [admin("guest", { profileid: "Restricted_User" })],
      request: call("get", "/cli/global/system/global", {}, as("guest")),
      expect: refuses("/cli/global/system/global", -11),
    },
    {
      name: "who may not see the system may still ask which version it is",
      given: [admin("guest", { profileid: "Restricted_User" })],
      request: call("get", "/cli/global/system/status", {}, as("guest")),
      expect: answers("/cli/global/system/status", including({ Major: 7, Minor: 6, Patch: 4 })),
    },
    {
      name: "what a new profile does not mention is forbidden",
      given: [
        add(PROFILES, { profileid: "policies", "policy-objects": "read-write" }),
        admin("p", { profileid: "policies" }),
      ],
      request: call("get", "/pm/config/adom/root/pkg/default/firewall/policy", {}, as("p")),
      expect: refuses("/pm/config/adom/root/pkg/default/firewall/policy", -11),
    },
    {
      name: "a profile of objects may write objects",
      given: [
        add(PROFILES, { profileid: "policies", "policy-objects": "read-write" }),
        admin("p", { profileid: "policies" }),
      ],
      request: call("add", `${OBJ}/firewall/address`, { data: ADDRESS }, as("p")),
      expect: answers(`${OBJ}/firewall/address`, { name: "web" }),
    },
    {
      name: "an administrator of another ADOM is refused with -11",
      given: [
        add("/dvmdb/adom", { name: "branch" }),
        admin("local", { "adom-access": "specify", adom: [{ "adom-name": "branch" }] }),
      ],
      request: call("add", `${OBJ}/firewall/address`, { data: ADDRESS }, as("local")),
      expect: refuses(`${OBJ}/firewall/address`, -11),
    },
    {
      name: "an administrator of one ADOM may write there",
      given: [
        add("/dvmdb/adom", { name: "branch" }),
        admin("local", { "adom-access": "specify", adom: [{ "adom-name": "branch" }] }),
      ],
      request: call("add", "/pm/config/adom/branch/obj/firewall/address", { data: ADDRESS }, as("local")),
      expect: answers("/pm/config/adom/branch/obj/firewall/address", { name: "web" }),
    },
    {
      name: "the list of ADOMs shows an administrator of one ADOM no other",
      given: [
        add("/dvmdb/adom", { name: "branch" }),
        admin("local", { "adom-access": "specify", adom: [{ "adom-name": "branch" }] }),
      ],
      request: call("get", "/dvmdb/adom", { fields: ["name"], loadsub: 0 }, as("local")),
      expect: answers("/dvmdb/adom", [{ name: "branch", oid: integer }]),
    },
    {
      name: "the list of all devices shows an administrator of another ADOM none",
      given: [
        add("/dvmdb/adom", { name: "branch" }),
        admin("local", { "adom-access": "specify", adom: [{ "adom-name": "branch" }] }),
      ],
      request: call("get", "/dvmdb/device", { fields: ["name"] }, as("local")),
      expect: answers("/dvmdb/device", []),
    },
    {
      name: "the global database is no ADOM of an administrator of one",
      given: [
        add("/dvmdb/adom", { name: "branch" }),
        admin("local", { "adom-access": "specify", adom: [{ "adom-name": "branch" }] }),
      ],
      request: call("get", "/pm/config/global/obj/firewall/address", {}, as("local")),
      expect: refuses("/pm/config/global/obj/firewall/address", -11),
    },
    {
      name: "sys/session tells who one is, and how long the session lasts",
      request: call("get", "/sys/session"),
      expect: answers(
        "/sys/session",
        including({
          admin_adom: "root",
          admin_prof: "Super_User",
          admin_user: "admin",
          adom_list: listOf(filled, 0),
          adom_override: 0,
          current_adom_name: "root",
          login_user: "admin",
          time_left: 900,
          timestamp: integer,
          valid: 1,
        }),
      ),
    },
    {
      name: "FortiCloud's login takes a token that is one, and nothing else",
      request: { method: "POST", path: "/p/forticloud_jsonrpc_login/", body: { access_token: "guessed" }, as: "none" },
      expect: { status: 401, headers: { "content-type": matching(/html/) } },
    },
    {
      name: "the refusal of a login tells of no session",
      request: logIn({ user: "admin", passwd: "wrong" }),
      expect: { status: 200, body: including({ session: absent, result: [{ status: refusal(-22), url: LOGIN }] }) },
    },
  ],
};
