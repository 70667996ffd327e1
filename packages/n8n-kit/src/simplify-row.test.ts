import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fortios } from "@fortiweave/catalog";
import { simplifyRow } from "./simplify-row.ts";

describe("simplifyRow", () => {
  it("keeps the key and what differs from the defaults", async () => {
    const row = {
      name: "web",
      q_origin_key: "web",
      type: "ipmask",
      subnet: "10.0.0.5 255.255.255.255",
      color: 0,
      comment: "",
      tagging: [],
    };
    assert.deepEqual(simplifyRow(row, await fortios.load("cmdb", "firewall/address")), {
      name: "web",
      subnet: "10.0.0.5 255.255.255.255",
    });
  });

  it("makes plain names of lists of names", async () => {
    const member = [
      { name: "a", q_origin_key: "a" },
      { name: "b", q_origin_key: "b" },
    ];
    const row = { name: "group", member, "exclude-member": [] };
    assert.deepEqual(simplifyRow(row, await fortios.load("cmdb", "firewall/addrgrp")), {
      name: "group",
      member: ["a", "b"],
    });
  });

  it("simplifies child tables as it does rows", async () => {
    const entry = await fortios.load("cmdb", "firewall/address");
    const row = {
      name: "web",
      tagging: [{ name: "t", q_origin_key: "t", category: "", tags: [{ name: "x", q_origin_key: "x" }] }],
    };
    assert.deepEqual(simplifyRow(row, entry).tagging, [{ name: "t", tags: ["x"] }]);
  });

  it("shows no secret, masked or not", async () => {
    const row = { name: "alice", passwd: "ENC XXXX" };
    assert.deepEqual(simplifyRow(row, await fortios.load("cmdb", "user/local")), { name: "alice" });
  });

  it("does with a table that the catalogue does not know", () => {
    assert.deepEqual(
      simplifyRow({ id: 1, q_origin_key: 1, list: [{ name: "a", q_origin_key: "a" }], none: null }, undefined),
      {
        id: 1,
        list: ["a"],
      },
    );
  });
});
