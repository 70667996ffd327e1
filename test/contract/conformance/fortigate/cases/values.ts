/** What fields hold: numbers, options, addresses, text, secrets; their limits and their forms. */

import type { Case, Suite } from "../../case.ts";
import { including, type Shape } from "../../shape.ts";
import { changed, check, entry, get, object, post, put, refused, unchanged } from "../words.ts";

const GLOBAL = "cmdb/system/global";
const SERVICE = "cmdb/firewall.service/custom";
const INTERFACE = "cmdb/system/interface/port5";

/** A value of a field of an object or entry, and what is shown then. */
const takes = (path: string, field: string, sent: unknown, shown: Shape): Case => ({
  name: `${path.slice(5)} ${field} takes ${JSON.stringify(sent)}, and shows ${JSON.stringify(shown)}`,
  request: put(path, { [field]: sent }),
  expect: changed("PUT"),
  afterwards: [
    check(get(path), path === INTERFACE ? entry({ [field]: shown }) : object(including({ [field]: shown }))),
  ],
});

const refuses = (path: string, field: string, sent: unknown, status: number, error: number, cli?: RegExp): Case => ({
  name: `${path.slice(5)} ${field} refuses ${JSON.stringify(sent)?.slice(0, 40)} with ${error}`,
  request: put(path, { [field]: sent }),
  expect: refused(status, error, cli),
});

const ports = (sent: string, error?: number): Case => ({
  name: `a service ${error === undefined ? "takes" : "refuses"} the ports ${JSON.stringify(sent)}`,
  request: post(SERVICE, { name: "s", "tcp-portrange": sent }),
  expect: error === undefined ? changed("POST") : refused(500, error),
});

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    takes(GLOBAL, "admintimeout", 30, 30),
    takes(GLOBAL, "admintimeout", "45", 45),
    takes(GLOBAL, "admintimeout", 480, 480),
    takes(GLOBAL, "hostname", "edge-01", "edge-01"),
    takes(GLOBAL, "admin-sport", 8443, 8443),
    takes(GLOBAL, "admin-https-redirect", "disable", "disable"),
    takes(GLOBAL, "admin-https-ssl-versions", "tlsv1-3", "tlsv1-3"),
    refuses(GLOBAL, "admintimeout", 481, 500, -651, /'481'/),
    refuses(GLOBAL, "admintimeout", 0, 500, -651),
    refuses(GLOBAL, "admintimeout", "soon", 500, -651, /'soon'/),
    refuses(GLOBAL, "admintimeout", 5.5, 500, -651),
    refuses(GLOBAL, "admin-sport", 70_000, 500, -651),
    refuses(GLOBAL, "admin-https-redirect", "yes", 500, -651, /'yes'/),
    refuses(GLOBAL, "admin-https-ssl-versions", "tlsv1-3 tlsv9", 500, -651, /'tlsv9'/),
    refuses(GLOBAL, "hostname", "x".repeat(36), 500, -1, /hostname/),
    refuses(GLOBAL, "hostname", { name: "x" }, 424, -651),
    takes(INTERFACE, "ip", "10.5.0.1/24", "10.5.0.1 255.255.255.0"),
    takes(INTERFACE, "ip", "10.5.0.1 255.255.255.0", "10.5.0.1 255.255.255.0"),
    takes(INTERFACE, "allowaccess", "ping https ssh", "ping https ssh"),
    takes(INTERFACE, "description", "to the office", "to the office"),
    takes(INTERFACE, "mtu-override", "enable", "enable"),
    takes(INTERFACE, "status", "down", "down"),
    takes(INTERFACE, "role", "lan", "lan"),
    refuses(INTERFACE, "ip", "10.5.0.300/24", 500, -651, /'10\.5\.0\.300\/24'/),
    refuses(INTERFACE, "ip", "10.5.0.1/33", 500, -651),
    refuses(INTERFACE, "allowaccess", "ping telepathy", 500, -651, /'telepathy'/),
    refuses(INTERFACE, "alias", "x".repeat(26), 500, -1, /alias/),
    refuses(INTERFACE, "vdom", "nope", 500, -3),
    ...["80", "80-90", "80 443", "1-65535:1024-65535", "8080:0-65535"].map((sent) => ports(sent)),
    ...["90-80", "65536", "http", "80:1:2"].map((sent) => ports(sent, -363)),
    {
      name: "an option that several may be chosen of keeps the order of what was sent",
      given: [put(INTERFACE, { allowaccess: "ssh ping" })],
      request: get(INTERFACE),
      expect: entry({ allowaccess: "ssh ping" }),
    },
    {
      name: "nothing chosen is a choice where several are allowed",
      given: [put(INTERFACE, { allowaccess: "ping" })],
      request: put(INTERFACE, { allowaccess: "" }),
      expect: changed("PUT"),
      afterwards: [check(get(INTERFACE), entry({ allowaccess: "" }))],
    },
    {
      name: "a secret is never shown",
      given: [post("cmdb/user/radius", { name: "r", server: "192.0.2.1", secret: "geheim" })],
      request: get("cmdb/user/radius/r"),
      expect: entry({ secret: "ENC XXXX", server: "192.0.2.1" }),
    },
    {
      name: "a secret that comes back as it is shown stays",
      given: [post("cmdb/user/radius", { name: "r", server: "192.0.2.1", secret: "geheim" })],
      request: put("cmdb/user/radius/r", { secret: "ENC XXXX" }),
      expect: unchanged("PUT"),
    },
    {
      name: "a secret that was never set is empty",
      given: [post("cmdb/user/radius", { name: "r", server: "192.0.2.1" })],
      request: get("cmdb/user/radius/r"),
      expect: entry({ secret: "" }),
    },
    {
      name: "the same secret again changes nothing",
      given: [post("cmdb/user/radius", { name: "r", server: "192.0.2.1", secret: "geheim" })],
      request: put("cmdb/user/radius/r", { secret: "geheim" }),
      expect: unchanged("PUT"),
    },
    {
      name: "a secret cannot be found by a filter",
      given: [post("cmdb/user/radius", { name: "r", server: "192.0.2.1", secret: "geheim" })],
      request: get("cmdb/user/radius?filter=secret==geheim"),
      expect: { status: 200, body: including({ matched_count: 0 }) },
    },
    {
      name: "a refused secret is not repeated",
      request: post("cmdb/user/radius", { name: "r", server: "192.0.2.1", secret: ["geheim"] }),
      expect: refused(424, -651),
    },
    {
      name: "a MAC address is shown in small letters with colons",
      given: [
        post("cmdb/system.dhcp/server", {
          interface: "port5",
          netmask: "255.255.255.0",
          "reserved-address": [{ id: 1, ip: "10.5.0.9", mac: "00-11-22-AA-BB-CC" }],
        }),
      ],
      request: get("cmdb/system.dhcp/server?filter=interface==port5"),
      expect: {
        status: 200,
        body: including({ results: [including({ "reserved-address": [including({ mac: "00:11:22:aa:bb:cc" })] })] }),
      },
    },
    {
      name: "one wrong value spoils the whole update",
      request: put(GLOBAL, { hostname: "edge", admintimeout: 9999 }),
      expect: refused(500, -651),
      afterwards: [check(get(GLOBAL), object(including({ admintimeout: 5 })))],
    },
    {
      name: "a one-time schedule that ends before it starts is refused",
      request: post("cmdb/firewall.schedule/onetime", {
        name: "s",
        start: "08:00 2030/01/02",
        end: "08:00 2030/01/01",
      }),
      expect: refused(500, -48),
    },
    {
      name: "a shaper that guarantees more than it allows is refused",
      request: post("cmdb/firewall.shaper/traffic-shaper", {
        name: "s",
        "guaranteed-bandwidth": 200,
        "maximum-bandwidth": 100,
      }),
      expect: refused(500, -169),
    },
    {
      name: "a pool that ends before it starts is refused",
      request: post("cmdb/firewall/ippool", { name: "p", startip: "203.0.113.9", endip: "203.0.113.1" }),
      expect: refused(500, -73),
    },
    {
      name: "a DHCP range that ends before it starts is refused",
      request: post("cmdb/system.dhcp/server", {
        interface: "port5",
        "ip-range": [{ id: 1, "start-ip": "10.5.0.9", "end-ip": "10.5.0.1" }],
      }),
      expect: refused(500, -40),
    },
    {
      name: "two interfaces cannot lie in one network",
      given: [put(INTERFACE, { ip: "10.5.0.1/24" })],
      request: put("cmdb/system/interface/port6", { ip: "10.5.0.2/24" }),
      expect: refused(500, -54, /Subnets overlap between 'port6' with primary IP of 'port5'/),
    },
    {
      name: "two interfaces may lie in one network where the VDOM allows it",
      given: [put(INTERFACE, { ip: "10.5.0.1/24" }), put("cmdb/system/settings", { "allow-subnet-overlap": "enable" })],
      request: put("cmdb/system/interface/port6", { ip: "10.5.0.2/24" }),
      expect: changed("PUT"),
    },
    {
      name: "a VLAN needs an interface",
      request: post("cmdb/system/interface", { name: "v10", vdom: "root", type: "vlan", vlanid: 10 }),
      expect: refused(424, -56, /interface/),
    },
    {
      name: "a VLAN keeps its number",
      given: [
        post("cmdb/system/interface", { name: "v10", vdom: "root", type: "vlan", vlanid: 10, interface: "port5" }),
      ],
      request: put("cmdb/system/interface/v10", { vlanid: 11 }),
      expect: refused(500, -522),
    },
    {
      name: "an interface needs a VDOM",
      request: post("cmdb/system/interface", { name: "loop", type: "loopback" }),
      expect: refused(424, -56, /vdom/),
    },
    {
      name: "a zone cannot have the name of an interface",
      request: post("cmdb/system/zone", { name: "port5" }),
      expect: refused(500, -553),
    },
    {
      name: "a static route leads somewhere",
      request: post("cmdb/router/static", { dst: "10.0.0.0/8", gateway: "192.0.2.1" }),
      expect: refused(424, -56, /device/),
    },
    {
      name: "a route into nothing needs no interface",
      request: post("cmdb/router/static", { dst: "10.0.0.0/8", blackhole: "enable" }),
      expect: changed("POST"),
    },
    {
      name: "a tunnel with a shared key needs one",
      request: post("cmdb/vpn.ipsec/phase1-interface", {
        name: "t",
        interface: "port2",
        proposal: "aes256-sha256",
        "remote-gw": "198.51.100.1",
      }),
      expect: refused(424, -56, /psksecret/),
    },
    {
      name: "a mapping needs what it maps to",
      request: post("cmdb/firewall/vip", { name: "v", extip: "203.0.113.5", extintf: "any" }),
      expect: refused(424, -56, /mappedip/),
    },
    {
      name: "an external address is mapped once",
      given: [
        post("cmdb/firewall/vip", {
          name: "v",
          extip: "203.0.113.5",
          extintf: "any",
          mappedip: [{ range: "10.0.0.5" }],
        }),
      ],
      request: post("cmdb/firewall/vip", {
        name: "w",
        extip: "203.0.113.5",
        extintf: "any",
        mappedip: [{ range: "10.0.0.6" }],
      }),
      expect: refused(500, -36, /duplicated with another vip/),
    },
    {
      name: "an external address may be mapped port by port",
      given: [
        post("cmdb/firewall/vip", {
          name: "v",
          extip: "203.0.113.5",
          extintf: "any",
          portforward: "enable",
          extport: "80",
          mappedport: "80",
          mappedip: [{ range: "10.0.0.5" }],
        }),
      ],
      request: post("cmdb/firewall/vip", {
        name: "w",
        extip: "203.0.113.5",
        extintf: "any",
        portforward: "enable",
        extport: "443",
        mappedport: "443",
        mappedip: [{ range: "10.0.0.6" }],
      }),
      expect: changed("POST"),
    },
    {
      name: "SSL VPN cannot have the port of the administrators",
      request: put("cmdb/vpn.ssl/settings", { port: 443 }),
      expect: refused(500, -2007),
    },
    {
      name: "servers of different kinds share their names",
      given: [post("cmdb/user/radius", { name: "aaa", server: "192.0.2.1" })],
      request: post("cmdb/user/ldap", { name: "aaa", server: "192.0.2.2", dn: "dc=x" }),
      expect: refused(500, -101),
    },
    {
      name: "a password that the policy of the device does not like is refused",
      given: [put("cmdb/system/password-policy", { status: "enable", "minimum-length": 13, "min-number": 2 })],
      request: post("cmdb/system/admin", { name: "soc", accprofile: "prof_admin", password: "Abcdefghijk-1" }),
      expect: refused(500, -49),
    },
    {
      name: "a password that the policy of the device likes is taken",
      given: [put("cmdb/system/password-policy", { status: "enable", "minimum-length": 12, "min-number": 2 })],
      request: post("cmdb/system/admin", { name: "soc", accprofile: "prof_admin", password: "Abcdefghijk-12" }),
      expect: changed("POST"),
    },
    {
      name: "a service and a group of services cannot have one name",
      request: post("cmdb/firewall.service/group", { name: "HTTP", member: [{ name: "HTTPS" }] }),
      expect: refused(500, -162),
    },
    {
      name: "an address and a mapping cannot have one name",
      given: [post("cmdb/firewall/address", { name: "v" })],
      request: post("cmdb/firewall/vip", {
        name: "v",
        extip: "203.0.113.5",
        extintf: "any",
        mappedip: [{ range: "10.0.0.5" }],
      }),
      expect: refused(500, -164),
    },
  ],
};
