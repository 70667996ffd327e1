/** What a device tells of its own tables: schemas and defaults. */

import type { Case, Suite } from "../../case.ts";
import { absent, filled, holding, including, integer, type ObjectShape } from "../../shape.ts";
import { get, post, refused, revision } from "../words.ts";

const schema = (name: string, path: string, shape: ObjectShape): Case => ({
  name,
  request: get(`cmdb/${path}?action=schema`),
  expect: { status: 200, body: including({ action: "schema", revision, results: including(shape) }) },
});

const field = (table: string, name: string, shape: ObjectShape): Case =>
  schema(`the schema of ${table} says what ${name} takes`, table, {
    children: including({ [name]: including(shape) }),
  });

const defaults = (path: string, shape: ObjectShape): Case => ({
  name: `the defaults of ${path} are told`,
  request: get(`cmdb/${path}?action=default`),
  expect: { status: 200, body: including({ action: "default", results: including(shape) }) },
});

const options = (...names: readonly string[]) => holding(...names.map((name) => including({ name })));

export const suite: Suite = {
  product: "fortigate",
  version: "7.6.5",
  cases: [
    schema("a table says that it is one, and names its key", "firewall/address", {
      path: "firewall",
      name: "address",
      category: "table",
      mkey: "name",
      mkey_type: "string",
    }),
    schema("a table with numbers says so", "firewall/policy", { mkey: "policyid", mkey_type: "integer" }),
    schema("an object says that it has no key", "system/global", {
      category: "complex",
      mkey: absent,
      children: including({ hostname: including({ type: "string", size: 35 }) }),
    }),
    field("firewall/address", "name", { category: "unitary", type: "string", size: 79, required: true }),
    field("firewall/address", "type", {
      type: "option",
      default: "ipmask",
      options: options("ipmask", "iprange", "fqdn", "geography", "dynamic"),
    }),
    field("firewall/address", "color", { type: "integer", default: 0, "min-value": 0, "max-value": 32 }),
    field("firewall/address", "subnet", { type: "ipv4-classnet-any" }),
    field("firewall/address", "comment", { type: "var-string", size: 255 }),
    field("firewall/addrgrp", "member", { category: "table", mkey: "name" }),
    field("firewall/policy", "schedule", {
      type: "string",
      datasource: holding("firewall.schedule.recurring.name", "firewall.schedule.onetime.name"),
    }),
    field("firewall/policy", "action", { options: options("accept", "deny", "ipsec"), default: "deny" }),
    field("system/interface", "allowaccess", { multiple_values: true, options: options("ping", "https", "ssh") }),
    field("system/global", "admintimeout", { type: "integer", "min-value": 1, "max-value": 480, default: 5 }),
    field("user/local", "passwd", { type: "password" }),
    field("router/static", "dst", { type: "ipv4-classnet" }),
    defaults("firewall/address", { type: "ipmask", color: 0, subnet: "0.0.0.0 0.0.0.0", tagging: [] }),
    defaults("firewall/policy", { action: "deny", status: "enable", nat: "disable", srcintf: [], logtraffic: "utm" }),
    defaults("system/global", { admintimeout: 5, "admin-sport": 443, "admin-login-max": 100 }),
    defaults("router/static", { distance: 10, status: "enable", blackhole: "disable" }),
    defaults("vpn.ipsec/phase1-interface", { "ike-version": "1", keylife: 86_400, authmethod: "psk" }),
    {
      name: "a new entry holds what the defaults say",
      given: [
        get("cmdb/firewall/ippool?action=default", { take: { type: "results.type", arp: "results.arp-reply" } }),
        post("cmdb/firewall/ippool", { name: "p", startip: "203.0.113.1", endip: "203.0.113.1" }),
      ],
      request: get("cmdb/firewall/ippool/p"),
      expect: { status: 200, body: including({ results: [including({ type: "{{type}}", "arp-reply": "{{arp}}" })] }) },
    },
    {
      name: "a table that is not there has no schema",
      request: get("cmdb/firewall/nonsense?action=schema"),
      expect: refused(404),
    },
    {
      name: "the list of tables holds all families",
      request: get("cmdb?action=schema"),
      expect: {
        status: 200,
        body: including({
          results: holding(
            ...(
              [
                ["antivirus", "profile"],
                ["log.syslogd", "setting"],
                ["router", "bgp"],
                ["switch-controller", "managed-switch"],
                ["system.dhcp", "server"],
                ["user", "saml"],
                ["vpn.certificate", "local"],
                ["wireless-controller", "wtp"],
              ] as const
            ).map(([path, name]) => including({ path, name })),
          ),
        }),
      },
    },
    {
      name: "what a field may refer to is told, with the table it is from",
      request: get("cmdb/firewall/policy?action=datasource&attr=service"),
      expect: {
        status: 200,
        body: including({
          results: holding(
            including({ name: "HTTP", datasource: "firewall.service.custom.name" }),
            including({ name: "Web Access", datasource: "firewall.service.group.name" }),
          ),
        }),
      },
    },
    {
      name: "a datasource of no field is refused",
      request: get("cmdb/firewall/policy?action=datasource"),
      expect: refused(424, -56, /attr/),
    },
    {
      name: "meta data come with each entry of a list",
      request: get("cmdb/firewall/address?with_meta=1&filter=name==all"),
      expect: {
        status: 200,
        body: including({
          results: [including({ q_path: "firewall", q_name: "address", q_mkey_type: filled, q_ref: integer })],
        }),
      },
    },
  ],
};
