/** Tokens, and what the profile of their owner lets them do. */

import type { Case, Identity, Step, Suite } from "../../case.ts";
import { exactly, including, integer, matching } from "../../shape.ts";
import { by, changed, check, control, del, entry, get, named, page, policy, post, put, refused } from "../words.ts";

const ADDRESS = get("cmdb/firewall/address/all");
const TABLES = {
  fwgrp: "cmdb/firewall/address",
  authgrp: "cmdb/user/local",
  netgrp: "cmdb/router/static",
  sysgrp: "cmdb/system/global",
  loggrp: "cmdb/log.setting",
  utmgrp: "cmdb/webfilter/profile",
  vpngrp: "cmdb/vpn.ipsec/phase1-interface",
  wifi: "cmdb/wireless-controller/vap",
} as const;

/** A profile of one's own, and whoever has it. */
const soc = (rights: object): Step => post("cmdb/system/accprofile", { name: "soc", ...rights });
const SOC: Identity = { profile: "soc" };

const opens = (group: string, path: string): Case[] => [
  {
    name: `${group} read opens ${path.slice(5)} for reading`,
    given: [soc({ [group]: "read" })],
    request: by(SOC, get(path)),
    expect: { status: 200 },
  },
  {
    name: `without ${group} there is no ${path.slice(5)}`,
    given: [soc({})],
    request: by(SOC, get(path)),
    expect: refused(403, -37),
  },
];

/** With `custom`, a part of a group says what is allowed. */
const part = (group: string, name: string, inside: Step, outside: Step): Case[] => [
  {
    name: `${group} custom with ${name} opens what belongs to it`,
    given: [soc({ [group]: "custom", [`${group}-permission`]: { [name]: "read" } })],
    request: by(SOC, inside),
    expect: { status: 200 },
  },
  {
    name: `${group} custom with ${name} opens nothing else`,
    given: [soc({ [group]: "custom", [`${group}-permission`]: { [name]: "read" } })],
    request: by(SOC, outside),
    expect: refused(403, -37),
  },
];

const apiUser = (more: object = {}): Step =>
  post("cmdb/system/api-user", { name: "soc", accprofile: "super_admin", ...more });
const generate = post(
  "monitor/system/api-user/generate-key",
  { "api-user": "soc" },
  { take: { key: "results.access_token" } },
);
const KEY: Identity = { token: "{{key}}" };

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    { name: "a token opens the API", request: ADDRESS, expect: entry({ name: "all" }) },
    { name: "no token is a page", request: by("none", ADDRESS), expect: page(401) },
    { name: "a wrong token is a page", request: by("wrong", ADDRESS), expect: page(401) },
    {
      name: "a token in the query is refused",
      request: by("none", get("cmdb/firewall/address?access_token={{token}}")),
      expect: page(401),
    },
    {
      name: "a token in the query counts once the device allows it",
      given: [put("cmdb/system/global", { "rest-api-key-url-query": "enable" })],
      request: by("none", get("cmdb/firewall/address/all?access_token={{token}}")),
      expect: entry({ name: "all" }),
    },
    {
      name: "the word Bearer may be written in small letters",
      request: { ...ADDRESS, as: "none", headers: { authorization: "bearer {{token}}" } },
      expect: entry({ name: "all" }),
    },
    {
      name: "a token without the word Bearer is none",
      request: { ...ADDRESS, as: "none", headers: { authorization: "{{token}}" } },
      expect: page(401),
    },
    {
      name: "a key is made for an API user, and shown once",
      given: [apiUser()],
      request: post("monitor/system/api-user/generate-key", { "api-user": "soc" }),
      expect: { status: 200, body: including({ results: including({ access_token: matching(/^[\w-]{25,}$/) }) }) },
    },
    {
      name: "a key opens the API",
      given: [apiUser(), generate],
      request: by(KEY, ADDRESS),
      expect: entry({ name: "all" }),
    },
    {
      name: "a key ends with its user",
      given: [apiUser(), generate, del("cmdb/system/api-user/soc")],
      request: by(KEY, ADDRESS),
      expect: page(401),
    },
    {
      name: "a key from elsewhere is refused",
      given: [apiUser({ trusthost: [{ "ipv4-trusthost": "10.0.0.0 255.0.0.0" }] }), generate],
      request: by(KEY, ADDRESS),
      expect: page(401),
    },
    {
      name: "a key from a trusted host is let in",
      given: [apiUser({ trusthost: [{ "ipv4-trusthost": "127.0.0.0 255.0.0.0" }] }), generate],
      request: by(KEY, ADDRESS),
      expect: entry({ name: "all" }),
    },
    {
      name: "a key for nobody is refused",
      request: post("monitor/system/api-user/generate-key", { "api-user": "nobody" }),
      expect: { status: 404 },
    },
    {
      name: "a key that runs out is refused",
      given: [
        apiUser(),
        post(
          "monitor/system/api-user/generate-key",
          { "api-user": "soc", expiry: 5 },
          { take: { key: "results.access_token" } },
        ),
        control("POST", "/time", { advanceMs: 5 * 60_000 }),
      ],
      request: by(KEY, ADDRESS),
      expect: page(401),
    },
    {
      name: "the API user's profile counts",
      given: [apiUser({ accprofile: "super_admin_readonly" }), generate],
      request: by(KEY, post("cmdb/firewall/address", { name: "web" })),
      expect: refused(403, -37),
    },
    {
      name: "an API user needs a profile",
      request: post("cmdb/system/api-user", { name: "soc" }),
      expect: refused(424, -56, /accprofile/),
    },
    {
      name: "super_admin_readonly reads",
      request: by({ profile: "super_admin_readonly" }, ADDRESS),
      expect: entry({ name: "all" }),
    },
    ...[
      post("cmdb/firewall/address", { name: "web" }),
      put("cmdb/firewall/address/all", { comment: "x" }),
      del("cmdb/firewall/address/none"),
      put("cmdb/system/global", { hostname: "x" }),
      post("monitor/user/banned/add_users", { ip_addresses: ["203.0.113.1"] }),
      post("cmdb/firewall/addrgrp/G%20Suite/member", { name: "all" }),
    ].map((request) => ({
      name: `super_admin_readonly cannot ${request.method} ${request.path.slice(8)}`,
      request: by({ profile: "super_admin_readonly" }, request),
      expect: { status: 403, body: including({ status: "error", http_status: 403 }) },
    })),
    {
      name: "what is refused has not happened",
      given: [
        { ...post("cmdb/firewall/address", { name: "web" }), as: { profile: "super_admin_readonly" }, status: 403 },
      ],
      request: get("cmdb/firewall/address/web"),
      expect: refused(404, -3),
    },
    ...Object.entries(TABLES)
      .filter(([group]) => group !== "loggrp")
      .flatMap(([group, path]) => opens(group, path)),
    ...opens("loggrp", "cmdb/log/setting"),
    ...opens("netgrp", "cmdb/system/interface"),
    ...opens("netgrp", "cmdb/system.dhcp/server"),
    ...opens("secfabgrp", "cmdb/system/csf"),
    {
      name: "a right to write is a right to read",
      given: [soc({ fwgrp: "read-write" })],
      request: by(SOC, post("cmdb/firewall/address", { name: "web" })),
      expect: changed("POST"),
      afterwards: [check({ ...get("cmdb/firewall/address/web"), as: SOC }, entry({ name: "web" }))],
    },
    {
      name: "a right to read is no right to write",
      given: [soc({ fwgrp: "read" })],
      request: by(SOC, post("cmdb/firewall/address", { name: "web" })),
      expect: refused(403, -37),
    },
    ...part("fwgrp", "address", get("cmdb/firewall/addrgrp"), get("cmdb/firewall/policy")),
    ...part("fwgrp", "policy", get("cmdb/firewall/policy"), get("cmdb/firewall/address")),
    ...part("fwgrp", "service", get("cmdb/firewall.service/custom"), get("cmdb/firewall.schedule/recurring")),
    ...part("fwgrp", "schedule", get("cmdb/firewall.schedule/recurring"), get("cmdb/firewall.service/custom")),
    ...part("utmgrp", "webfilter", get("cmdb/webfilter/profile"), get("cmdb/ips/sensor")),
    ...part("utmgrp", "antivirus", get("cmdb/antivirus/profile"), get("cmdb/webfilter/profile")),
    ...part("netgrp", "route-cfg", get("cmdb/router/static"), get("cmdb/system/interface")),
    ...part("netgrp", "cfg", get("cmdb/system/interface"), get("cmdb/router/static")),
    ...part("sysgrp", "admin", get("cmdb/system/admin"), get("cmdb/system/global")),
    ...part("sysgrp", "cfg", get("cmdb/system/global"), get("cmdb/system/admin")),
    ...part("loggrp", "data-access", get("log/disk/traffic/forward?rows=1"), get("cmdb/log/setting")),
    {
      name: "a custom right to write counts for its part alone",
      given: [soc({ fwgrp: "custom", "fwgrp-permission": { address: "read-write", policy: "read" } })],
      request: by(SOC, post("cmdb/firewall/policy", policy())),
      expect: refused(403, -37),
      afterwards: [check({ ...post("cmdb/firewall/address", { name: "web" }), as: SOC }, changed("POST"))],
    },
    {
      name: "a profile changes for those who have it already",
      given: [
        soc({ fwgrp: "read" }),
        { ...get("cmdb/firewall/address"), as: SOC },
        put("cmdb/system/accprofile/soc", { fwgrp: "none" }),
      ],
      request: by(SOC, get("cmdb/firewall/address")),
      expect: refused(403, -37),
    },
    {
      name: "a token for one VDOM is refused another",
      given: [post("cmdb/system/vdom", { name: "branch" })],
      request: by({ profile: "prof_admin", vdoms: ["branch"] }, get("cmdb/firewall/address?vdom=root")),
      expect: refused(403, -37),
    },
    {
      name: "a token for one VDOM starts there",
      given: [post("cmdb/system/vdom", { name: "branch" })],
      request: by({ profile: "prof_admin", vdoms: ["branch"] }, ADDRESS),
      expect: entry({ name: "all" }, { vdom: "branch" }),
    },
    {
      name: "what exists once is closed to the administrator of a VDOM",
      given: [post("cmdb/system/vdom", { name: "branch" })],
      request: by({ profile: "prof_admin", vdoms: ["branch"] }, get("cmdb/system/global")),
      expect: refused(403, -37),
    },
    {
      name: "with one VDOM alone, its administrator has all of the device",
      request: by({ profile: "prof_admin", vdoms: ["root"] }, get("cmdb/system/global")),
      expect: { status: 200 },
    },
    {
      name: "the refusal of a profile is an envelope",
      given: [soc({})],
      request: by(SOC, get("cmdb/firewall/address")),
      expect: {
        status: 403,
        body: exactly({
          http_method: "GET",
          error: -37,
          vdom: "root",
          path: "firewall",
          name: "address",
          status: "error",
          http_status: 403,
          serial: matching(/^FG/),
          version: "v7.6.5",
          build: integer,
        }),
      },
    },
    {
      name: "whoever may not read users may not ban either",
      given: [soc({ fwgrp: "read-write" })],
      request: by(SOC, post("monitor/user/banned/add_users", { ip_addresses: ["203.0.113.1"] })),
      expect: { status: 403 },
    },
    {
      name: "an administrator's session has the rights of its profile",
      given: [
        soc({ fwgrp: "read" }),
        post("cmdb/system/admin", { name: "anna", accprofile: "soc", password: "Geheim-1234", vdom: named("root") }),
      ],
      request: by({ user: "anna", password: "Geheim-1234" }, post("cmdb/firewall/address", { name: "web" })),
      expect: refused(403, -37),
    },
  ],
};
