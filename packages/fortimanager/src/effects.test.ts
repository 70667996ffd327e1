import assert from "node:assert/strict";
import { test } from "node:test";
import { effectOf } from "./effects.ts";

test("get reads, and what is not known writes", () => {
  assert.equal(effectOf("get", "anything", undefined), "read");
  for (const method of ["add", "set", "update", "replace", "delete", "clone", "move", "unset", "exec"] as const) {
    assert.equal(effectOf(method, "dvm/cmd/add/device", {}), "write", method);
  }
});

test("some calls only read, with or without slashes around the url", () => {
  for (const url of [
    "sys/task/result",
    "/securityconsole/preview/result/",
    "cache/search/where/used/start",
    "connector/get/user",
    "um/image/version/list",
  ]) {
    assert.equal(effectOf("exec", url, {}), "read", url);
  }
  assert.equal(effectOf("exec", "securityconsole/install/preview", {}), "write");
  assert.equal(effectOf("delete", "sys/task/result", undefined), "write");
});

test("what goes through the proxy does what it does to the device", () => {
  assert.equal(effectOf("exec", "sys/proxy/json", { action: "get" }), "read");
  assert.equal(effectOf("exec", "/sys/proxy/json", [{ action: "GET" }]), "read");
  assert.equal(effectOf("exec", "sys/proxy/json", { action: "post" }), "write");
  assert.equal(effectOf("exec", "sys/proxy/json", [{ action: "get" }, { action: "put" }]), "write");
  for (const nothing of [undefined, null, [null]]) assert.equal(effectOf("exec", "sys/proxy/json", nothing), "write");
});
