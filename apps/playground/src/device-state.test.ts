import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { differences } from "./compare.ts";
import { expectedState, type Snapshot, toDeviceState } from "./device-state.ts";

const BEFORE: Snapshot = {
  configuration: {
    root: {
      "firewall/address": { entries: [{ name: "by-hand", subnet: "198.18.0.1 255.255.255.255" }] },
      "firewall/addrgrp": { entries: [{ name: "blocked", member: [{ name: "by-hand" }] }] },
      "firewall/addrgrp6": { entries: [{ name: "blocked", member: [] }] },
    },
  },
  banned: [],
};
const EXPECTED = {
  comment: "Blocked",
  addresses: { "blocked-203.0.113.9": "203.0.113.9 255.255.255.255", "blocked-2001:db8::1": "2001:db8::1/128" },
  bans: { "203.0.113.9": 3600, "2001:db8::1": 60 },
};
const AFTER: Snapshot = {
  configuration: {
    root: {
      "firewall/address": {
        entries: [
          { comment: "Blocked", name: "blocked-203.0.113.9", subnet: "203.0.113.9 255.255.255.255" },
          { name: "by-hand", subnet: "198.18.0.1 255.255.255.255" },
        ],
      },
      "firewall/address6": {
        entries: [{ comment: "Blocked", ip6: "2001:db8::1/128", name: "blocked-2001:db8::1" }],
      },
      "firewall/addrgrp": {
        entries: [{ name: "blocked", member: [{ name: "by-hand" }, { name: "blocked-203.0.113.9" }] }],
      },
      "firewall/addrgrp6": { entries: [{ name: "blocked", member: [{ name: "blocked-2001:db8::1" }] }] },
    },
  },
  banned: [
    { ip_address: "203.0.113.9", source: "administrative", seconds: 3600 },
    { ip_address: "2001:db8::1", source: "administrative", seconds: 60 },
  ],
};

describe("the expected state is the state before with the new entries", () => {
  const expected = expectedState(toDeviceState(BEFORE), EXPECTED);
  const check = (after: Snapshot) => differences(["expected", expected], ["got", toDeviceState(after)]);
  const withGroup = (member: { name: string }[]): Snapshot => ({
    ...AFTER,
    configuration: {
      root: { ...AFTER.configuration.root, "firewall/addrgrp": { entries: [{ name: "blocked", member }] } },
    },
  });

  test("and a device that holds that passes", () => {
    assert.deepEqual(check(AFTER), []);
  });

  test("and a member that was there and is gone shows", () => {
    assert.deepEqual(check(withGroup([{ name: "blocked-203.0.113.9" }])), [
      'root firewall/addrgrp blocked, member: expected has ["blocked-203.0.113.9","by-hand"], got has ["blocked-203.0.113.9"]',
    ]);
  });

  test("and a missing ban, another time or a stranger shows", () => {
    const [first, second] = AFTER.banned;
    assert.ok(first && second);
    assert.deepEqual(check({ ...AFTER, banned: [first] }), ["ban 2001:db8::1 is only on expected"]);
    assert.deepEqual(check({ ...AFTER, banned: [first, { ...second, seconds: 0 }] }), [
      "ban 2001:db8::1, seconds: expected has 60, got has 0",
    ]);
    const stranger = { ip_address: "192.0.2.1", source: "administrative", seconds: 0 };
    assert.deepEqual(check({ ...AFTER, banned: [first, second, stranger] }), ["ban 192.0.2.1 is only on got"]);
  });
});

test("entries without a name are told apart, and factory entries that are gone are named", () => {
  const state = toDeviceState({
    configuration: { root: { "firewall/policy": { entries: [{ policyid: 1 }, { policyid: 2 }], deleted: ["7"] } } },
    banned: [],
  });
  assert.deepEqual([...state.keys()], ["root firewall/policy #1", "root firewall/policy #2", "root firewall/policy 7"]);
});
