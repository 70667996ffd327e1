import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ObjectRow, RpcRow } from "./types.ts";
import { createUrlTree } from "./url-tree.ts";

function object(path: string, urls: readonly string[], more: Partial<ObjectRow> = {}): ObjectRow {
  return { area: "object", path, kind: "table", methods: ["get", "add"], urls, item: path, ...more };
}

function call(path: string, methods: readonly string[]): RpcRow {
  return { area: "call", path, methods };
}

const ADOM = "pm/config/adom/{adom}/obj";
const resolve = createUrlTree<ObjectRow | RpcRow>([
  object("address", [`${ADOM}/address`, "pm/config/global/obj/address"]),
  object("address/mapping", [`${ADOM}/address/{address}/mapping`], { mkey: "_scope", item: "mapping" }),
  object("settings", ["cli/settings"], { kind: "object", item: "settings" }),
  object("policy", ["pm/config/adom/{adom}/pkg/{pkg}/firewall/policy"]),
  object("package", ["pm/pkg/adom/{adom}"], { item: "pkg_path" }),
  object("package/scope member", ["pm/pkg/adom/{adom}/{pkg_path}/scope member"], { kind: "member" }),
  object("rule", ["dvmdb/rule"], { methods: ["set"] }),
  call("dvmdb/rule", ["exec"]),
  call("dvmdb/{any}/log", ["get"]),
]);

describe("a url leads to its row", () => {
  const CASES = {
    "pm/config/adom/root/obj/address": ["address", { adom: "root" }, undefined, []],
    "/pm/config/adom/root/obj/address/": ["address", { adom: "root" }, undefined, []],
    "pm/config/adom/root/obj/address/web": ["address", { adom: "root" }, ["web"], []],
    "pm/config/adom/root/obj/address/10.0.0.0\\/8": ["address", { adom: "root" }, ["10.0.0.0/8"], []],
    "pm/config/global/obj/address/web": ["address", {}, ["web"], []],
    "pm/config/adom/{adom}/obj/address": ["address", { adom: "{adom}" }, undefined, []],
    "pm/config/adom/root/obj/address/web/member": ["address", { adom: "root" }, ["web"], ["member"]],
    "pm/config/adom/a/obj/address/web/mapping": ["address/mapping", { adom: "a", address: "web" }, undefined, []],
    "pm/config/adom/a/obj/address/web/mapping/fgt/root": [
      "address/mapping",
      { adom: "a", address: "web" },
      ["fgt", "root"],
      [],
    ],
    "cli/settings/idle": ["settings", {}, ["idle"], []],
    "pm/config/adom/a/pkg/default/firewall/policy/7": ["policy", { adom: "a", pkg: "default" }, ["7"], []],
    "pm/config/adom/a/pkg/Europe/Paris/firewall/policy": ["policy", { adom: "a", pkg: "Europe/Paris" }, undefined, []],
    "pm/pkg/adom/a/Europe/Paris": ["package", { adom: "a" }, ["Europe/Paris"], []],
    "pm/pkg/adom/a/Europe/Paris/scope member": [
      "package/scope member",
      { adom: "a", pkg_path: "Europe/Paris" },
      undefined,
      [],
    ],
    "dvmdb/rule/log": ["rule", {}, ["log"], []],
    "dvmdb/other/log": ["dvmdb/{any}/log", { any: "other" }, undefined, []],
  } as const;
  for (const [url, [path, params, key, rest]] of Object.entries(CASES)) {
    test(url, () => {
      const found = resolve(url);
      assert.equal(found?.row.path, path);
      assert.deepEqual(found?.params, params);
      assert.deepEqual(found?.key, key);
      assert.deepEqual(found?.rest, rest);
    });
  }
});

test("where two share a url, the method decides", () => {
  assert.equal(resolve("dvmdb/rule", "exec")?.row.area, "call");
  assert.equal(resolve("dvmdb/rule", "set")?.row.area, "object");
  assert.equal(resolve("dvmdb/rule")?.row.area, "object");
});

test("a url that leads nowhere is not guessed at", () => {
  for (const url of [
    "",
    "/",
    "pm",
    "pm/config/adom/root/obj/addres",
    "pm/config/adom/root/obj",
    "dvmdb",
    "dvmdb/x/y",
  ]) {
    assert.equal(resolve(url), undefined, url);
  }
});
