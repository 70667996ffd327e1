/** What a device tells of itself, and what it does when it is told to: the monitor API. */

import type { Case, Step, Suite } from "../../case.ts";
import {
  absent,
  between,
  bool,
  exactly,
  filled,
  holding,
  including,
  integer,
  lacking,
  listOf,
  matching,
  number,
  type ObjectShape,
  oneOf,
  type Shape,
  someOf,
  text,
} from "../../shape.ts";
import { by, check, control, del, get, monitored, policy, post, put, refused } from "../words.ts";

const BANNED = "monitor/user/banned";
const ban = (...ip_addresses: readonly string[]): Step => post(`${BANNED}/add_users`, { ip_addresses, expiry: 60 });

const shows = (path: string, what: string, results: Shape, given: readonly Step[] = []): Case => ({
  name: `${path} shows ${what}`,
  given,
  request: get(`monitor/${path}`),
  expect: monitored(results),
});

const rows = (shape: ObjectShape): Shape => someOf(including(shape));

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    {
      name: "the envelope of the monitor API has no revision",
      request: get("monitor/system/status"),
      expect: {
        status: 200,
        body: exactly({
          http_method: "GET",
          results: including({}),
          vdom: "root",
          path: "system",
          name: "status",
          action: "",
          status: "success",
          http_status: 200,
          serial: matching(/^FGVM/),
          version: "v7.6.5",
          build: integer,
        }),
      },
    },
    shows(
      "system/status",
      "model and host name",
      including({
        model_name: "FortiGate",
        model_number: "VM64",
        model: "FGVM64",
        hostname: filled,
        log_disk_status: filled,
      }),
    ),
    shows("system/status", "the host name that was configured", including({ hostname: "edge-01" }), [
      put("cmdb/system/global", { hostname: "edge-01" }),
    ]),
    {
      name: "/select behind a path is the same",
      request: get("monitor/system/status/select"),
      expect: monitored(including({ hostname: filled })),
    },
    shows("system/time", "the time as seconds", including({ time: between(1_000_000_000, 4_000_000_000) })),
    shows(
      "system/interface",
      "each interface by its name",
      including({
        port1: including({
          name: "port1",
          ip: "192.168.1.99",
          mask: 24,
          link: bool,
          tx_bytes: integer,
          rx_bytes: integer,
        }),
      }),
    ),
    shows(
      "system/interface",
      "an interface that was switched off without a link",
      including({ port5: including({ link: false }) }),
      [put("cmdb/system/interface/port5", { status: "down" })],
    ),
    shows(
      "system/interface",
      "an address that was configured",
      including({ port5: including({ ip: "10.5.0.1", mask: 24 }) }),
      [put("cmdb/system/interface/port5", { ip: "10.5.0.1/24" })],
    ),
    shows(
      "system/interface",
      "an alias in brackets",
      including({ port5: including({ alias: "(uplink)" }), port6: including({ alias: "" }) }),
      [put("cmdb/system/interface/port5", { alias: "uplink" })],
    ),
    shows(
      "system/interface?include_vlan=true",
      "a VLAN that was made",
      including({ v10: including({ name: "v10" }) }),
      [post("cmdb/system/interface", { name: "v10", vdom: "root", type: "vlan", vlanid: 10, interface: "port5" })],
    ),
    {
      name: "system/interface shows one interface where one is asked for",
      request: get("monitor/system/interface?interface_name=port2"),
      expect: monitored(exactly({ port2: including({ name: "port2" }) })),
    },
    shows(
      "system/available-interfaces",
      "interfaces with their kind",
      holding(including({ name: "port1", type: "physical", vdom: "root" })),
    ),
    shows("system/available-interfaces", "zones too", holding(including({ name: "inside", type: "zone" })), [
      post("cmdb/system/zone", { name: "inside", interface: [{ "interface-name": "port4" }] }),
    ]),
    shows(
      "system/resource/usage",
      "processor and memory, now and before",
      including({
        cpu: rows({ current: between(0, 100), historical: including({}) }),
        mem: [including({ current: between(0, 100) })],
        session: rows({ current: integer }),
      }),
    ),
    {
      name: "system/resource/usage shows one resource where one is asked for",
      request: get("monitor/system/resource/usage?resource=cpu"),
      expect: monitored(including({ cpu: listOf(including({ current: number })), mem: absent })),
    },
    shows(
      "system/firmware",
      "the version that runs",
      including({ current: including({ version: "v7.6.5", major: 7, minor: 6, patch: 5 }) }),
    ),
    shows("system/ha-peer", "no peer of a device alone", listOf(including({}))),
    shows("system/ha-checksums", "a list", listOf(including({}))),
    shows(
      "system/current-admins",
      "who is signed in",
      holding(including({ admin: "admin", method: filled, profile: "super_admin" })),
      [
        post(
          "authentication",
          { username: "{{username}}", secretkey: "{{password}}", request_key: true },
          { as: "none" },
        ),
      ],
    ),
    shows(
      "system/global-resources",
      "limits and what is used of them",
      including({ session: including({ current_usage: integer }) }),
    ),
    shows(
      "system/vdom-resource",
      "what a VDOM uses",
      including({ cpu: integer, memory: integer, session: including({ current_usage: integer }) }),
    ),
    shows("system/csf", "the fabric", including({ devices: including({}) })),
    shows(
      "system/available-certificates",
      "certificates of all kinds",
      holding(including({ name: "Fortinet_CA_SSL", source: "factory" })),
    ),
    shows("system/automation-stitch/stats", "how often a stitch ran", rows({ name: filled, trigger_count: integer })),
    shows("web-ui/state", "what the GUI knows of the device", including({ model: "FGVM64", hostname: filled })),
    shows(
      "license/status",
      "licences",
      including({
        fortiguard: including({ type: "cloud_service_status" }),
        antivirus: including({ status: filled, version: text }),
      }),
    ),
    shows(
      "firewall/policy",
      "the policy that denies the rest",
      holding(including({ policyid: 0, hit_count: integer, bytes: integer, active_sessions: integer })),
    ),
    shows(
      "firewall/policy",
      "each policy with its counters",
      holding(including({ policyid: 1, hit_count: integer, packets: integer })),
      [post("cmdb/firewall/policy", policy({ policyid: 1 }))],
    ),
    {
      name: "firewall/policy shows one policy where one is asked for",
      given: [1, 2].map((policyid) => post("cmdb/firewall/policy", policy({ policyid }))),
      request: get("monitor/firewall/policy?policyid=2"),
      expect: monitored([including({ policyid: 2 })]),
    },
    shows("firewall/policy", "nothing of a policy that was deleted", lacking(including({ policyid: 1 })), [
      post("cmdb/firewall/policy", policy({ policyid: 1 })),
      del("cmdb/firewall/policy/1"),
    ]),
    {
      name: "firewall/session shows as many sessions as are asked for",
      request: get("monitor/firewall/session?count=2"),
      expect: monitored(
        including({ details: listOf(including({ proto: filled, saddr: filled, daddr: filled, policyid: integer })) }),
      ),
    },
    shows("firewall/address-dynamic", "addresses that others fill", including({})),
    shows(
      "router/ipv4",
      "the networks of the interfaces",
      holding(including({ type: "connect", ip_mask: "192.168.1.0/24", interface: "port1" })),
    ),
    shows(
      "router/ipv4",
      "a static route",
      holding(
        including({
          type: "static",
          ip_mask: "10.99.0.0/16",
          gateway: "192.168.1.1",
          interface: "port1",
          distance: 10,
        }),
      ),
      [post("cmdb/router/static", { dst: "10.99.0.0/16", gateway: "192.168.1.1", device: "port1" })],
    ),
    shows("router/ipv4", "no route that is switched off", lacking(including({ ip_mask: "10.99.0.0/16" })), [
      post("cmdb/router/static", { dst: "10.99.0.0/16", gateway: "192.168.1.1", device: "port1", status: "disable" }),
    ]),
    shows("router/statistics", "how many routes there are", including({ total_lines: integer })),
    {
      name: "router/lookup finds the route of an address",
      given: [post("cmdb/router/static", { dst: "10.99.0.0/16", gateway: "192.168.1.1", device: "port1" })],
      request: get("monitor/router/lookup?destination=10.99.1.1"),
      expect: monitored(
        including({
          success: true,
          entries: [including({ network: "10.99.0.0/16", gateway: "192.168.1.1", interface: "port1" })],
        }),
      ),
    },
    {
      name: "firewall/policy-lookup finds the policy of a connection",
      given: [post("cmdb/firewall/policy", policy({ policyid: 7 }))],
      request: get(
        "monitor/firewall/policy-lookup?srcintf=port1&sourceip=192.168.1.10&protocol=6&sourceport=1234&dest=203.0.113.1&destport=443",
      ),
      expect: monitored(including({ success: true, match: true, policy_id: 7 })),
    },
    {
      name: "firewall/policy-lookup finds the denial where no policy fits",
      request: get(
        "monitor/firewall/policy-lookup?srcintf=port1&sourceip=192.168.1.10&protocol=6&sourceport=1234&dest=203.0.113.1&destport=443",
      ),
      expect: monitored(including({ match: false, policy_id: 0 })),
    },
    shows(
      "network/arp",
      "neighbours",
      listOf(
        including({ ip: filled, mac: matching(/^(?:[\da-f]{2}:){5}[\da-f]{2}$/), interface: filled, age: integer }),
      ),
    ),
    shows("vpn/ipsec", "no tunnel where there is none", []),
    {
      name: "vpn/ipsec shows a tunnel that was configured",
      given: [
        post("cmdb/vpn.ipsec/phase1-interface", {
          name: "t",
          interface: "port2",
          proposal: "aes256-sha256",
          "remote-gw": "198.51.100.1",
          psksecret: "geheim-1",
        }),
        post("cmdb/vpn.ipsec/phase2-interface", { name: "t2", phase1name: "t", proposal: "aes256-sha256" }),
      ],
      request: get("monitor/vpn/ipsec"),
      expect: monitored([
        including({
          name: "t",
          rgwy: "198.51.100.1",
          proxyid: [including({ p2name: "t2", status: oneOf("up", "down") })],
        }),
      ]),
    },
    shows("vpn/ssl", "nobody", []),
    shows("user/firewall", "nobody", []),
    shows(
      "virtual-wan/health-check",
      "the measurements of a health check",
      including({ dns: including({ port6: including({ status: filled }) }) }),
      [
        put("cmdb/system/sdwan", {
          status: "enable",
          members: [{ "seq-num": 1, interface: "port6", gateway: "10.6.0.1" }],
          "health-check": [{ name: "dns", server: "9.9.9.9", members: [{ "seq-num": 1 }] }],
        }),
      ],
    ),
    shows(
      "webfilter/fortiguard-categories",
      "categories with their groups",
      holding(including({ id: 26, name: filled, group: filled })),
    ),
    shows(
      "log/device/state",
      "where logs go",
      including({ disk: including({ is_available: bool }), memory: including({}) }),
    ),
    shows(
      "log/current-disk-usage",
      "bytes",
      including({ used_bytes: integer, free_bytes: integer, total_bytes: integer }),
    ),
    shows("system/config-revision", "an empty list at first", including({ revisions: [] })),
    shows("wifi/managed_ap", "no access point", []),
    shows("switch-controller/managed-switch/status", "no switch", []),
    {
      name: "an address is banned",
      request: ban("203.0.113.1"),
      expect: { status: 200, body: including({ status: "success", http_method: "POST" }) },
      afterwards: [
        check(
          get(BANNED),
          monitored([including({ ip_address: "203.0.113.1", ipv6: 0, created: integer, expires: integer })]),
        ),
      ],
    },
    {
      name: "several addresses are banned at once",
      given: [ban("203.0.113.1", "203.0.113.2")],
      request: get(BANNED),
      expect: monitored(listOf(including({ ip_address: matching(/^203/) }), 2)),
    },
    {
      name: "an IPv6 address is banned",
      given: [ban("2001:db8::1")],
      request: get(BANNED),
      expect: monitored([including({ ip_address: "2001:db8::1", ipv6: 1 })]),
    },
    {
      name: "a ban ends",
      given: [ban("203.0.113.1"), control("POST", "/time", { advanceMs: 61_000 })],
      request: get(BANNED),
      expect: monitored([]),
    },
    {
      name: "a ban without an end stays",
      given: [
        post(`${BANNED}/add_users`, { ip_addresses: ["203.0.113.1"], expiry: 0 }),
        control("POST", "/time", { advanceMs: 100_000_000 }),
      ],
      request: get(BANNED),
      expect: monitored([including({ ip_address: "203.0.113.1" })]),
    },
    {
      name: "a ban is lifted",
      given: [ban("203.0.113.1", "203.0.113.2"), post(`${BANNED}/clear_users`, { ip_addresses: ["203.0.113.1"] })],
      request: get(BANNED),
      expect: monitored([including({ ip_address: "203.0.113.2" })]),
    },
    {
      name: "all bans are lifted",
      given: [ban("203.0.113.1", "203.0.113.2"), post(`${BANNED}/clear_all`)],
      request: get(BANNED),
      expect: monitored([]),
    },
    {
      name: "what is no address is not banned",
      request: post(`${BANNED}/add_users`, { ip_addresses: ["nobody"] }),
      expect: refused(500, -651, /nobody/),
    },
    { name: "a ban needs addresses", request: post(`${BANNED}/add_users`, {}), expect: refused(424) },
    { name: "a ban is no GET", request: get(`${BANNED}/add_users`), expect: refused(405) },
    { name: "the list of bans is no POST", request: post(BANNED, {}), expect: refused(405) },
    {
      name: "a feed is filled, and shows what it holds",
      given: [
        post("cmdb/system/external-resource", {
          name: "feed",
          type: "address",
          resource: "https://example.org/list.txt",
          "update-method": "push",
        }),
        post("monitor/system/external-resource/dynamic", {
          commands: [{ name: "feed", command: "snapshot", entries: ["203.0.113.1", "203.0.113.0/24"] }],
        }),
      ],
      request: get("monitor/system/external-resource/entry-list?mkey=feed"),
      expect: monitored(including({ entries: holding(including({ entry: "203.0.113.1" })) })),
    },
    {
      name: "a feed that is not there cannot be filled",
      request: post("monitor/system/external-resource/dynamic", {
        commands: [{ name: "ghost", command: "add", entries: ["203.0.113.1"] }],
      }),
      expect: monitored([including({ name: "ghost", status: "error" })]),
    },
    { name: "an endpoint that is none is 404", request: get("monitor/system/nonsense"), expect: refused(404) },
    {
      name: "an endpoint of a VDOM that is not there is refused",
      request: get("monitor/firewall/policy?vdom=nope"),
      expect: refused(424, -3),
    },
    {
      name: "vdom=* answers an envelope for each VDOM",
      given: [post("cmdb/system/vdom", { name: "branch" })],
      request: get("monitor/firewall/policy?vdom=*"),
      expect: { status: 200, body: [including({ vdom: "root" }), including({ vdom: "branch" })] },
    },
    {
      name: "unknown parameters are passed over",
      request: get("monitor/system/status?flavour=sweet"),
      expect: monitored(including({ hostname: filled })),
    },
    {
      name: "whoever may not read the firewall sees no policy counters",
      given: [post("cmdb/system/accprofile", { name: "soc", authgrp: "read" })],
      request: by({ profile: "soc" }, get("monitor/firewall/policy")),
      expect: { status: 403, body: including({ status: "error" }) },
    },
    { name: "nobody sees nothing", request: by("none", get("monitor/system/status")), expect: { status: 401 } },
    {
      name: "whoever only reads cannot restart the device",
      request: by({ profile: "super_admin_readonly" }, post("monitor/system/os/reboot", { event_log_message: "x" })),
      expect: { status: 403 },
    },
    {
      name: "counters of a policy are set back",
      given: [
        post("cmdb/firewall/policy", policy({ policyid: 1 })),
        control("POST", "/time", { advanceMs: 3_600_000 }),
      ],
      request: post("monitor/firewall/policy/clear_counters", { policy: 1 }),
      expect: { status: 200, body: including({ status: "success" }) },
      afterwards: [
        check(
          get("monitor/firewall/policy?policyid=1"),
          monitored([including({ policyid: 1, hit_count: between(0, 100) })]),
        ),
      ],
    },
    {
      name: "the service API lists captures",
      request: get("service/sniffer/list"),
      expect: { status: 200, body: including({ status: "success" }) },
    },
  ],
};
