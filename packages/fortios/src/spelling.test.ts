import assert from "node:assert/strict";
import { test } from "node:test";
import { type Field, fortios } from "@fortiweave/catalog";
import type { Body } from "./body.ts";
import { inDeviceSpelling } from "./spelling.ts";

const fieldsOf = async (path: string): Promise<Readonly<Record<string, Field>>> =>
  (await fortios.load("cmdb", path))?.fields ?? assert.fail(path);
const spelled = (values: Body, fields: Readonly<Record<string, Field>> | undefined, version?: string): Body =>
  inDeviceSpelling(values, fields, version);
const policy = await fieldsOf("firewall/policy");

test("options in the device's capitals, switches by any name", async () => {
  assert.deepEqual(spelled({ status: "Enable", action: "ACCEPT", nat: true, logtraffic: "off" }, policy), {
    status: "enable",
    action: "accept",
    nat: "enable",
    logtraffic: "off",
  });
  assert.deepEqual(spelled({ status: 0, nat: "1" }, policy), { status: "disable", nat: "enable" });
  assert.deepEqual(spelled({ status: "toString" }, policy), { status: "toString" });
  const service = await fieldsOf("firewall.service/custom");
  assert.deepEqual(spelled({ protocol: "tcp/udp/udp-lite/sctp" }, service), {
    protocol: "TCP/UDP/UDP-Lite/SCTP",
  });
  assert.deepEqual(spelled({ "ip-version": 4 }, await fieldsOf("firewall/shaping-policy")), {
    "ip-version": "4",
  });
  const snmp = await fieldsOf("router/ospf");
  assert.deepEqual(spelled({ redistribute: [{ name: "bgp", "metric-type": "02" }] }, snmp), {
    redistribute: [{ name: "bgp", "metric-type": "2" }],
  });
});

test("names alone become entries, several values one text", async () => {
  assert.deepEqual(spelled({ srcaddr: ["a", { name: "b" }], dstaddr: "all" }, policy), {
    srcaddr: [{ name: "a" }, { name: "b" }],
    dstaddr: [{ name: "all" }],
  });
  const port = await fieldsOf("system/interface");
  assert.deepEqual(spelled({ allowaccess: ["HTTPS", "ping"] }, port), { allowaccess: "https ping" });
  assert.deepEqual(spelled({ allowaccess: "HTTPS ping" }, port), { allowaccess: "https ping" });
  const vip = await fieldsOf("firewall/vip");
  assert.deepEqual(
    spelled({ "ssl-certificate": "a" }, vip),
    { "ssl-certificate": "a" },
    "older versions take one name",
  );
});

test("null is the default", () => {
  assert.deepEqual(spelled({ status: null, srcaddr: null, comments: null, "session-ttl": null }, policy), {
    status: "enable",
    srcaddr: [],
    comments: "",
    "session-ttl": "",
  });
});

test("null is what the version has of the default", async () => {
  const snmp = await fieldsOf("system.snmp/user");
  const events = (version?: string) => String(spelled({ events: null }, snmp, version).events).split(" ");
  assert.ok(events("7.6.5").includes("faz"));
  assert.ok(!events("7.2.11").includes("faz") && events("7.2.11").includes("cpu-high"));
});

test("a mask by its length, and what is inside an object", async () => {
  assert.deepEqual(spelled({ netmask: "/24" }, await fieldsOf("system.dhcp/server")), {
    netmask: "255.255.255.0",
  });
  assert.deepEqual(spelled({ ipv6: { "ip6-send-adv": true } }, await fieldsOf("system/interface")), {
    ipv6: { "ip6-send-adv": "enable" },
  });
});

test("what is wrong or unknown stays for the check to name", () => {
  const odd = { status: "on", action: { a: 1 }, nat: [true], srcaddr: 5.5, nonsense: null };
  assert.deepEqual(spelled(odd, policy), { ...odd, srcaddr: [{ name: 5.5 }] });
  assert.equal(spelled(odd, undefined), odd);
});
