import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import fc from "fast-check";
import { screenAlert } from "./screen-alert.ts";

function why(alert: unknown, options?: Parameters<typeof screenAlert>[1]): string {
  const verdict = screenAlert(alert, options);
  assert.ok(verdict.verdict === "refuse", `blocked ${verdict.sourceIp}`);
  return verdict.why;
}

function blocked(alert: unknown, options?: Parameters<typeof screenAlert>[1]) {
  const verdict = screenAlert(alert, options);
  assert.ok(verdict.verdict === "block", verdict.verdict === "refuse" ? verdict.why : "");
  return verdict;
}

test("an alert becomes what to write on the device", () => {
  assert.deepEqual(screenAlert({ source_ip: "203.0.113.9", reason: " port scan ", ttl_minutes: 30 }), {
    verdict: "block",
    sourceIp: "203.0.113.9",
    family: "ipv4",
    reason: "port scan",
    ttlMinutes: 30,
    expirySeconds: 1800,
    addressTable: "firewall/address",
    groupTable: "firewall/addrgrp",
    address: { name: "blocked-203.0.113.9", subnet: "203.0.113.9 255.255.255.255", comment: "Blocked by Fortiweave" },
  });
  assert.deepEqual(screenAlert({ source_ip: "2001:DB8:0::9" }), {
    verdict: "block",
    sourceIp: "2001:db8::9",
    family: "ipv6",
    reason: "no reason given",
    ttlMinutes: 60,
    expirySeconds: 3600,
    addressTable: "firewall/address6",
    groupTable: "firewall/addrgrp6",
    address: { name: "blocked-2001:db8::9", ip6: "2001:db8::9/128", comment: "Blocked by Fortiweave" },
  });
});

test("the alerts of other tools", () => {
  const eve = {
    event_type: "alert",
    src_ip: "203.0.113.9",
    dest_ip: "10.0.0.1",
    alert: { signature: "ET SCAN", severity: 2 },
  };
  assert.deepEqual([blocked(eve).sourceIp, blocked(eve).reason], ["203.0.113.9", "ET SCAN"]);
  const wazuh = {
    rule: { level: 10, description: "sshd: brute force" },
    agent: { ip: "10.0.0.7" },
    data: { srcip: "203.0.113.10" },
  };
  assert.deepEqual([blocked(wazuh).sourceIp, blocked(wazuh).reason], ["203.0.113.10", "sshd: brute force"]);
  assert.equal(
    blocked({ data: { src_ip: "203.0.113.11", alert: {} }, rule: { description: "IDS" } }).sourceIp,
    "203.0.113.11",
  );
  const ecs = { "@timestamp": "x", source: { ip: "203.0.113.12" }, rule: { name: "Port sweep" }, message: "raw" };
  assert.deepEqual([blocked(ecs).sourceIp, blocked(ecs).reason], ["203.0.113.12", "Port sweep"]);
  const flat = { "source.ip": ["203.0.113.13"], "kibana.alert.reason": "process event" };
  assert.deepEqual([blocked(flat).sourceIp, blocked(flat).reason], ["203.0.113.13", "process event"]);
  const half = { kibana: { "alert.rule.name": "Rule" }, source: { ip: "203.0.113.14" } };
  assert.equal(blocked(half).reason, "Rule");
  assert.equal(blocked({ _index: "alerts", _source: ecs }).sourceIp, "203.0.113.12");
});

test("addresses that can only be one's own are refused, each with its reason", () => {
  const cases: readonly [address: string, words: string][] = [
    ["10.1.2.3", "10.1.2.3 is private (RFC 1918)"],
    ["172.16.0.1", "172.16.0.1 is private (RFC 1918)"],
    ["172.31.255.255", "172.31.255.255 is private (RFC 1918)"],
    ["192.168.1.1", "192.168.1.1 is private (RFC 1918)"],
    ["127.0.0.53", "127.0.0.53 is loopback (RFC 1122)"],
    ["169.254.1.1", "169.254.1.1 is link-local (RFC 3927)"],
    ["224.0.0.251", "224.0.0.251 is multicast (RFC 5771)"],
    ["239.255.255.250", "239.255.255.250 is multicast (RFC 5771)"],
    ["0.0.0.0", "0.0.0.0 is unspecified (RFC 1122)"],
    ["255.255.255.255", "255.255.255.255 is broadcast (RFC 919)"],
    ["::", ":: is unspecified (RFC 4291)"],
    ["::1", "::1 is loopback (RFC 4291)"],
    ["fe80::1", "fe80::1 is link-local (RFC 4291)"],
    ["fd00::1", "fd00::1 is private (RFC 4193)"],
    ["ff02::fb", "ff02::fb is multicast (RFC 4291)"],
    ["fec0::1", "fec0::1 is site-local (RFC 3879)"],
    ["::ffff:10.1.2.3", "10.1.2.3 is private (RFC 1918)"],
    ["::ffff:a01:203", "10.1.2.3 is private (RFC 1918)"],
    ["::a01:203", "::a01:203 is IPv4-compatible (RFC 4291)"],
  ];
  for (const [address, words] of cases) assert.equal(why({ source_ip: address }), words);
});

test("the neighbours of those ranges are blocked", () => {
  for (const address of [
    "9.255.255.255",
    "11.0.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "192.169.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "223.255.255.255",
    "1.0.0.0",
    "2001:db8::1",
    "fbff::1",
  ]) {
    assert.equal(blocked({ source_ip: address }).sourceIp, address);
  }
  assert.deepEqual(blocked({ source_ip: "::ffff:203.0.113.9" }).address, blocked({ source_ip: "203.0.113.9" }).address);
});

test("an address in RFC 1918 is refused whatever its last bits, and in every spelling", () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const own = fc.oneof(
    fc.tuple(octet, octet, octet).map(([a, b, c]) => `10.${a}.${b}.${c}`),
    fc.tuple(fc.integer({ min: 16, max: 31 }), octet, octet).map(([a, b, c]) => `172.${a}.${b}.${c}`),
    fc.tuple(octet, octet).map(([a, b]) => `192.168.${a}.${b}`),
  );
  fc.assert(
    fc.property(own, fc.constantFrom("", "::ffff:", "::FFFF:", "0:0:0:0:0:ffff:"), (address, prefix) => {
      assert.equal(why({ source_ip: `${prefix}${address}` }), `${address} is private (RFC 1918)`);
    }),
  );
});

test("listed safe ranges", () => {
  const safeRanges = ["203.0.113.0/24", "198.51.100.7", "2001:db8::/32", "::ffff:192.0.2.0/120"];
  assert.equal(
    why({ source_ip: "203.0.113.9" }, { safeRanges }),
    "203.0.113.9 is in 203.0.113.0/24, a listed safe range",
  );
  assert.match(why({ source_ip: "198.51.100.7" }, { safeRanges }), /198\.51\.100\.7, a listed safe range/);
  assert.match(why({ source_ip: "2001:db8:1::1" }, { safeRanges }), /safe range/);
  assert.match(why({ source_ip: "192.0.2.255" }, { safeRanges }), /safe range/);
  assert.equal(blocked({ source_ip: "198.51.100.8" }, { safeRanges }).sourceIp, "198.51.100.8");
  assert.equal(blocked({ source_ip: "192.0.3.0" }, { safeRanges }).sourceIp, "192.0.3.0");
});

test("a guard with a hole is an error", () => {
  for (const range of [
    "",
    "10.0.0.0/33",
    "2001:db8::/129",
    "nope",
    "10.0.0.0/8/8",
    "10.0.0.0/255.0.0.0",
    "010.0.0.0/8",
    "10.0.0.0/-1",
    "::ffff:10.0.0.0/8",
  ]) {
    assert.throws(
      () => screenAlert({}, { safeRanges: ["192.0.2.0/24", range] }),
      (error) => isFortiError(error, "INVALID_INPUT") && error.message.includes(JSON.stringify(range)),
    );
  }
  for (const defaultTtlMinutes of [0, -1, 1.5, Number.NaN]) {
    assert.throws(
      () => screenAlert({}, { defaultTtlMinutes }),
      (error) => isFortiError(error, "INVALID_INPUT") && /^The option defaultTtlMinutes is /.test(error.message),
    );
  }
});

test("what is no address is refused", () => {
  for (const address of [
    "nope",
    "203.0.113.0/24",
    "203.0.113.9:443",
    "[2001:db8::1]",
    "203.0.113",
    "0xcb.0.113.9",
    "3405803785",
    "203.0.113.009",
    "::ffff:010.1.2.3",
    "fe80::1%eth0",
    "203.0.113.256",
    "1::2::3",
  ]) {
    assert.equal(why({ source_ip: address }), `${JSON.stringify(address)} is not an IP address`);
  }
  assert.equal(why({ source_ip: 3405803785 }), "source_ip must be one IP address as text");
  assert.equal(why({ source: { ip: ["203.0.113.9", "203.0.113.10"] } }), "source.ip must be one IP address as text");
  assert.equal(blocked({ source_ip: " 203.0.113.9\n" }).sourceIp, "203.0.113.9");
});

test("an alert without a source, or that is none", () => {
  const looked = "no source address: looked at source_ip, src_ip, data.srcip, data.src_ip, source.ip";
  for (const alert of [{}, { source_ip: "" }, { source_ip: null }, { dest_ip: "203.0.113.9" }])
    assert.equal(why(alert), looked);
  for (const alert of [undefined, null, 5, "203.0.113.9", [{ source_ip: "203.0.113.9" }]]) {
    assert.equal(why(alert), "the alert is not a JSON object");
  }
  assert.equal(why({ event_type: "flow", src_ip: "203.0.113.9" }), 'event_type is "flow", not "alert"');
  assert.equal(blocked({ event_type: "brute force", source_ip: "203.0.113.9" }).sourceIp, "203.0.113.9");
  assert.equal(screenAlert({ source_ip: "10.1.2.3", reason: "scan" }).reason, "scan");
  assert.equal(screenAlert({ source_ip: "nope" }).sourceIp, "nope");
});

test("the time to live", () => {
  const ttl = (ttl_minutes: unknown) => screenAlert({ source_ip: "203.0.113.9", ttl_minutes });
  for (const [given, minutes] of [
    [1, 1],
    ["90", 90],
    [525_600, 525_600],
    [undefined, 60],
    [null, 60],
    ["", 60],
  ] as const) {
    const verdict = ttl(given);
    assert.equal(verdict.verdict === "block" && verdict.ttlMinutes, minutes);
  }
  for (const bad of [0, -5, 1.5, 525_601, "soon", "1e3", true, [60]]) {
    const verdict = ttl(bad);
    assert.match(
      verdict.verdict === "refuse" ? verdict.why : "blocked",
      /^ttl_minutes must be a whole number from 1 to 525600, not /,
    );
  }
  assert.equal(blocked({ source_ip: "203.0.113.9" }, { defaultTtlMinutes: 5 }).expirySeconds, 300);
});

test("what is written does not depend on the alert, only on the address", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 500 }), (reason, ttl_minutes) => {
      const { address } = blocked({ source_ip: "203.0.113.9", reason, ttl_minutes });
      assert.deepEqual(address, blocked({ src_ip: "203.0.113.9" }).address);
    }),
  );
});

test("no JSON value makes it throw", () => {
  fc.assert(fc.property(fc.jsonValue(), (alert) => void screenAlert(alert)));
  fc.assert(
    fc.property(
      fc.jsonValue(),
      (value) => void screenAlert({ source_ip: value, ttl_minutes: value, rule: value, alert: value, _source: value }),
    ),
  );
});
