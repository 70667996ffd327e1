import assert from "node:assert/strict";
import { test } from "node:test";
import { fortimanager } from "./fortimanager/registry.ts";
import type { ObjectEntry, RpcEntry } from "./json-rpc/types.ts";
import { fortios } from "./registry.ts";
import { secretValues } from "./secrets.ts";
import type { CallEntry, CmdbEntry } from "./types.ts";

test("secrets are found at the top, in child tables, and once each", async () => {
  const entry = (await fortios.load("cmdb", "system/interface")) as CmdbEntry;
  const portal = (await fortios.load("cmdb", "vpn.ssl.web/portal")) as CmdbEntry;
  assert.deepEqual(secretValues(entry, { name: "port1", "eap-password": "s3cret", alias: "not secret" }), ["s3cret"]);
  const bookmarks = [
    { name: "a", "logon-password": "one" },
    { name: "b", "logon-password": "two", "sso-password": "one" },
  ];
  assert.deepEqual(secretValues(portal, { "bookmark-group": [{ name: "g", bookmarks }] }), ["one", "two"]);
});

test("what the device shows in place of a secret is none, and neither is an empty text", async () => {
  const entry = (await fortios.load("cmdb", "user/local")) as CmdbEntry;
  assert.deepEqual(secretValues(entry, { passwd: "ENC XXXX" }), []);
  assert.deepEqual(secretValues(entry, { passwd: "" }), []);
  assert.deepEqual(secretValues(entry, undefined), []);
  assert.deepEqual(secretValues(entry, { passwd: 123456 }), ["123456"]);
});

test("parameters of a call can be secret", async () => {
  const entry = (await fortios.load("monitor", "system/config/backup")) as CallEntry;
  assert.deepEqual(secretValues(entry, { scope: "global", password: "hunter2" }), ["hunter2"]);
});

test("FortiManager's secrets are found as texts and as lists, and what it shows in place of them is none", async () => {
  const radius = (await fortimanager.load("object", "user/radius")) as ObjectEntry;
  const mapping = [{ _scope: [{ name: "fgt", vdom: "root" }], secret: "other" }];
  assert.deepEqual(secretValues(radius, { name: "r", secret: ["s3cret"], dynamic_mapping: mapping }), [
    "s3cret",
    "other",
  ]);
  assert.deepEqual(secretValues(radius, [{ secret: "one" }, { secret: "two" }]), ["one", "two"]);
  assert.deepEqual(secretValues(radius, { secret: ["ENC", "abc"] }), []);
});

test("in the params item of a call they are found below data", async () => {
  const add = (await fortimanager.load("call", "dvm/cmd/add/device")) as RpcEntry;
  const data = { adom: "root", device: { name: "fgt", adm_usr: "admin", adm_pass: ["hunter2"] } };
  assert.deepEqual(secretValues(add, { url: "dvm/cmd/add/device", data }), ["hunter2"]);
  const login = (await fortimanager.load("call", "sys/login/user")) as RpcEntry;
  assert.deepEqual(secretValues(login, { data: [{ user: "admin", passwd: "hunter2" }] }), ["hunter2"]);
});
