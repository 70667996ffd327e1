import assert from "node:assert/strict";
import { test } from "node:test";
import { isFortiError } from "@fortiweave/core";
import { no, openProxy, yes } from "../../test/proxy-engine.ts";
import { createDevice, type DeviceOptions } from "./device.ts";

const DEVICE = { adom: "root", name: "FGT1" };

function open(tell: Parameters<typeof openProxy>[0], options: DeviceOptions = {}) {
  const proxy = openProxy(tell);
  return { ...proxy, fgt: createDevice(proxy.engine, DEVICE, options) };
}

test("a read and a write go through, with path, query and body as the device wants them", async () => {
  const { fgt, passed, calls } = open(() => yes([{ name: "a b" }]), { vdom: "root" });
  await fgt.cmdb("firewall/address").get("a b/c", { timeoutMs: 45_500 });
  await fgt
    .cmdb("firewall/address")
    .create({ name: "web", subnet: "10.0.0.5/32" })
    .catch(() => undefined);
  assert.deepEqual(passed[0], {
    target: ["adom/root/device/FGT1"],
    action: "get",
    resource: "/api/v2/cmdb/firewall/address/a%20b%2Fc?vdom=root",
    timeout: 46,
  });
  assert.equal(passed.at(-1)?.action, "post");
  assert.deepEqual(passed.at(-1)?.payload, { name: "web", subnet: "10.0.0.5/32" });
  const [read, write] = [calls[0], calls.at(-1)];
  assert.deepEqual(
    [read?.call.method, read?.call.effect, read?.call.idempotent, read?.options.timeoutMs],
    ["exec", "read", true, 45_500],
  );
  assert.deepEqual([write?.call.effect, write?.call.idempotent], ["write", false]);
  assert.equal(write?.call.operation, "cmdb firewall/address create on device FGT1");
  assert.equal(fgt.version, "7.4.8");
});

test("secrets in a body stay among the secrets of the call", async () => {
  const { fgt, calls } = open(() => yes([]));
  await fgt
    .cmdb("user/local")
    .create({ name: "eve", type: "password", passwd: "geheim" })
    .catch(() => undefined);
  assert.deepEqual(calls.at(-1)?.call.secrets, ["geheim"]);
});

test("what the device refuses is told apart as ever, inside an answer that says all is well", async () => {
  for (const [told, code] of [
    [no(404, -3), "NOT_FOUND"],
    [no(500, -5), "DUPLICATE"],
    [no(500, -23), "IN_USE"],
    [no(403, -37), "FORBIDDEN"],
    [{ envelope: "<html><title>502 Bad Gateway</title></html>" }, "BAD_RESPONSE"],
    [{ envelope: undefined }, "BAD_RESPONSE"],
  ] as const) {
    const { fgt } = open(() => told);
    await assert.rejects(fgt.cmdb("firewall/address").list(), (error) => isFortiError(error, code), code);
  }
});

test("what keeps FortiManager from the device is named, with the device and what to do", async () => {
  for (const [code, message, expected, hint] of [
    [-20_105, "Connection lost", "NETWORK", /device manager/],
    [-1, "Request timed out", "TIMEOUT", /timeoutSeconds/],
    [-3, "Object does not exist", "NOT_FOUND", /names of the device and of the ADOM/],
    [-11, "No permission for the resource", "FORBIDDEN", /profile/],
    [-5, "Unknown device", "NOT_FOUND", /names of the device/],
  ] as const) {
    const { fgt, passed } = open(() => ({ code, message }));
    await assert.rejects(fgt.cmdb("firewall/address").list(), (error) => {
      assert.ok(isFortiError(error, expected), `${expected}: ${String(error)}`);
      assert.match(error.message, /"cmdb firewall\/address list" on device "FGT1" in ADOM "root": .*\(/);
      assert.ok(error.message.includes(message));
      assert.match(error.hint ?? "", hint);
      assert.equal(error.deviceCode, code);
      return true;
    });
    assert.equal(passed.length, 1, "FortiManager's own client has sent again what is to be");
  }
});

test("an answer that says nothing of the device is an error", async () => {
  const { fgt } = open(() => undefined);
  await assert.rejects(fgt.cmdb("firewall/address").list(), (error) => isFortiError(error, "BAD_RESPONSE"));
});

test("what the proxy has no place for is refused before anything is sent", async () => {
  const { fgt, passed } = open(() => yes({}));
  const file = new Uint8Array([1]);
  for (const [call, words] of [
    [() => fgt.monitor("system/config/backup").download({ scope: "global" }), /no downloads/],
    [() => fgt.monitor("system/config/backup").stream({ scope: "global" }), /no downloads/],
    [() => fgt.monitor("system/config/restore").upload(file, { source: "upload", scope: "global" }), /no uploads/],
    [() => fgt.log("disk/event/system/raw").lines().next(), /no downloads/],
  ] as const) {
    await assert.rejects(call(), (error) => {
      assert.ok(isFortiError(error, "UNSUPPORTED"), String(error));
      assert.match(error.message, words);
      return error.reached === "no" && /Connect to the FortiGate itself/.test(error.hint ?? "");
    });
  }
  assert.ok(passed.every(({ resource }) => !/raw|config/.test(resource)));
});

test("a transaction is refused before one is opened on the device", async () => {
  const { fgt, passed } = open(() => yes({}));
  await assert.rejects(
    fgt.transaction(() => Promise.resolve()),
    (error) => isFortiError(error, "UNSUPPORTED") && /no transactions/.test(error.message),
  );
  assert.deepEqual(
    passed.filter(({ action }) => action !== "get"),
    [],
  );
});

test("FortiManager waits as long as the options say, within its limits", async () => {
  const { fgt, passed, calls } = open(() => yes([]), { timeoutSeconds: 300 });
  await fgt.cmdb("firewall/address").list();
  assert.equal(passed[0]?.timeout, 300);
  assert.ok((calls[0]?.options.timeoutMs ?? 0) > 300_000, "FortiManager is to say itself that it took too long");
  await fgt.cmdb("firewall/address").list({ timeoutMs: 1000 });
  assert.deepEqual([passed[1]?.timeout, calls[1]?.options.timeoutMs], [10, 1000]);
  assert.throws(() => open(() => yes([]), { timeoutSeconds: 5 }), /timeoutSeconds/);
});

test("a client of FortiManager that simulates writes simulates those of its devices, as what they would have been", async () => {
  const { engine, passed } = openProxy(() => yes([]), { simulates: true });
  const fgt = createDevice(engine, DEVICE, {});
  const { simulated } = await fgt.cmdb("firewall/address").create({ name: "web", subnet: "10.0.0.5/32" });
  assert.equal(simulated?.path, "/api/v2/cmdb/firewall/address");
  assert.ok(passed.every(({ action }) => action === "get"));
});

test("a name that could lead to another device is refused", () => {
  const { engine } = openProxy(() => yes([]));
  for (const [adom, name] of [
    ["root", ""],
    ["", "FGT1"],
    ["root", "x/../FGT2"],
    ["root/device", "FGT1"],
  ] as const) {
    assert.throws(
      () => createDevice(engine, { adom, name }, {}),
      (error) => isFortiError(error, "INVALID_INPUT"),
    );
  }
});
