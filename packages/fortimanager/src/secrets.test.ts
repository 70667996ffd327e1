import assert from "node:assert/strict";
import { test } from "node:test";
import { secretsIn } from "./secrets.ts";

const OBJ = "pm/config/adom/root/obj";

test("secret fields of an object, of its child tables and of several entries", async () => {
  const data = [
    { name: "eve", passwd: "geheim1" },
    { name: "bob", passwd: ["geheim2"] },
  ];
  assert.deepEqual(await secretsIn([{ url: `${OBJ}/user/local`, data }], "add"), ["geheim1", "geheim2"]);
  const items = ["a", "b"].map((name) => ({ url: `${OBJ}/user/local/${name}`, data: { passwd: `geheim-${name}` } }));
  assert.deepEqual(await secretsIn(items, "set"), ["geheim-a", "geheim-b"]);
});

test("what a device shows itself is none", async () => {
  assert.deepEqual(await secretsIn([{ url: `${OBJ}/user/local`, data: { passwd: "ENC abc" } }], "add"), []);
});

test("an attribute that the url names", async () => {
  assert.deepEqual(await secretsIn([{ url: `${OBJ}/user/local/eve/passwd`, data: "geheim" }], "set"), ["geheim"]);
});

test("what a filter compares a secret field with, however deep", async () => {
  const filter = [["name", "==", "eve"], "&&", [["!", "passwd", "==", "geheim"], "||", ["passwd", "in", "x1", "x2"]]];
  assert.deepEqual(await secretsIn([{ url: `${OBJ}/user/local`, filter }], "get"), ["geheim", "x1", "x2"]);
});

test("parameters of calls", async () => {
  const login = { url: "sys/login/user", data: [{ user: "admin", passwd: "geheim" }] };
  assert.deepEqual(await secretsIn([login], "exec"), ["geheim"]);
  const device = { name: "FGT9", adm_usr: "admin", adm_pass: "geheim" };
  const add = { url: "/dvm/cmd/add/device/", data: { adom: "root", device } };
  assert.deepEqual(await secretsIn([add], "exec"), ["geheim"]);
});

test("tables of a device's own database", async () => {
  const url = "pm/config/device/FGT1/vdom/root/vpn/ipsec/phase1-interface";
  assert.deepEqual(await secretsIn([{ url, data: { name: "t", psksecret: "geheim" } }], "add"), ["geheim"]);
  assert.deepEqual(await secretsIn([{ url: `${url}/t`, data: { psksecret: "geheim" } }], "set"), ["geheim"]);
});

test("what goes to a FortiGate through the proxy", async () => {
  const secretsOf = (resource: string, payload?: object) =>
    secretsIn(
      [
        {
          url: "/sys/proxy/json",
          data: { action: "post", target: [], resource, ...(payload && { payload }) } as never,
        },
      ],
      "exec",
    );
  assert.deepEqual(await secretsOf("/api/v2/cmdb/user/local?vdom=root", { passwd: "geheim" }), ["geheim"]);
  assert.deepEqual(await secretsOf("/api/v2/cmdb/user/local/eve", { passwd: "geheim" }), ["geheim"]);
  assert.deepEqual(await secretsOf("/api/v2/cmdb/user/local"), []);
  assert.deepEqual(await secretsOf("/api/v2/monitor/system/status", { passwd: "x" }), []);
  assert.deepEqual(await secretsIn([{ url: "sys/proxy/json", data: null }], "exec"), []);
});

test("a url that nobody knows has no secrets that are known", async () => {
  assert.deepEqual(await secretsIn([{ url: "no/such/url", data: { passwd: "x" } }], "exec"), []);
});
