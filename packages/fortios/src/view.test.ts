import assert from "node:assert/strict";
import { test } from "node:test";
import { createLogger, isFortiError } from "@fortiweave/core";
import { createManualClock, createScriptedTransport, type ScriptedStep } from "@fortiweave/core/testing";
import { createFortiGate, type FortiGateOptions } from "./client.ts";

const ok: ScriptedStep = { body: { status: "success", version: "v7.4.8", results: [{ name: "web" }] } };
const missing: ScriptedStep = { status: 404, body: { status: "error", error: -3 } };

function connect(script: readonly ScriptedStep[], options: Partial<FortiGateOptions> = {}) {
  const transport = createScriptedTransport(script);
  return { transport, fgt: createFortiGate({ transport, runtime: createManualClock(), vdom: "root", ...options }) };
}

test("a view has defaults of its own, and leaves the client's alone", async () => {
  const { fgt, transport } = connect([ok, ok, ok, ok]);
  const guests = fgt.with({ vdom: "guest", timeoutMs: 5 });
  await guests.cmdb("firewall/address").list();
  await guests.with({ scope: "global" }).monitor("system/status").get();
  await guests.untyped().cmdb("firewall/address").list({ vdom: "third" });
  await fgt.cmdb("firewall/address").list();
  assert.deepEqual(
    transport.requests.map(({ query, timeoutMs }) => [query?.[0]?.join("="), timeoutMs]),
    [
      ["vdom=guest", 5],
      ["scope=global", 5],
      ["vdom=third", 5],
      ["vdom=root", undefined],
    ],
  );
  assert.deepEqual([guests.version, fgt.stats().requests], ["7.4.8", 4]);
});

test("closing a view closes nothing", async () => {
  const { fgt, transport } = connect([ok]);
  {
    await using guests = fgt.with({ vdom: "guest" });
    await guests.close();
  }
  assert.equal(transport.closed, false);
  await fgt.cmdb("firewall/address").list();
  await fgt.close();
  assert.equal(transport.closed, true);
});

test("a table and an object have views too, and their children with them", async () => {
  const { fgt, transport } = connect([ok, ok, ok]);
  const addresses = fgt.cmdb("firewall/addrgrp").with({ vdom: "guest", onError: "return" });
  const found = await addresses.get("g");
  assert.deepEqual(found.ok && found.value.name, "web");
  await addresses.child("g", "member").list();
  await fgt.cmdb("system/global").with({ scope: "global" }).get();
  assert.deepEqual(
    transport.requests.map(({ query }) => query),
    [[["vdom", "guest"]], [["vdom", "guest"]], [["scope", "global"]]],
  );
});

test("a client whose calls answer their errors", async () => {
  const { fgt } = connect([missing, missing, missing, ok, missing]);
  const calm = fgt.with({ onError: "return" });
  const answers = [
    await calm.cmdb("firewall/address").get("web"),
    await calm.monitor("system/status").get(),
    await calm.cmdb("firewall/addrgrp").members("g", "member").list(),
  ];
  for (const answer of answers) assert.ok(!answer.ok && isFortiError(answer.error, "NOT_FOUND"));
  const names: unknown[] = [];
  for await (const row of calm.with({ vdom: "guest" }).cmdb("firewall/address").iterate()) names.push(row);
  assert.deepEqual(names, [{ ok: true, value: { name: "web" } }]);
  assert.equal(calm.version, "7.4.8");
  const banned = await calm.quarantine.ban("nonsense");
  assert.ok(!banned.ok && isFortiError(banned.error, "INVALID_INPUT"));
  const options = await calm.options("firewall/address", "comment");
  assert.ok(!options.ok);
  assert.throws(
    () => calm.cmdb("firewall/adress" as "firewall/address"),
    (error) => isFortiError(error, "INVALID_INPUT"),
  );
});

test("a client that logs errors, to its logger or to the host's", async () => {
  const lines: string[] = [];
  const logger = createLogger((_, message) => lines.push(message));
  const own = connect([missing], { logger }).fgt.with({ onError: "log", errorFormat: "code" });
  assert.equal(await own.cmdb("firewall/address").get("web"), undefined);
  const host = connect([missing], { errorLogger: logger }).fgt.with({ onError: "log", errorFormat: "simple" });
  assert.equal(await host.untyped().cmdb("firewall/address").get("web"), undefined);
  assert.deepEqual(lines.slice(-2), ["NOT_FOUND", 'NOT_FOUND: Cannot get firewall/address "web": there is none']);
  assert.throws(
    () => connect([]).fgt.with({ onError: "log" }),
    (error) => isFortiError(error, "INVALID_INPUT"),
  );
});

test("checks can be changed for a view, and for one write", async () => {
  const { fgt, transport } = connect([ok, ok]);
  const odd = { name: "web", color: 99 };
  const rejected = (promise: Promise<unknown>) =>
    assert.rejects(promise, (error) => isFortiError(error, "INVALID_INPUT"));
  await rejected(fgt.cmdb("firewall/address").create(odd));
  await fgt.cmdb("firewall/address").create(odd, { validate: "off" });
  await fgt.with({ validate: "off" }).cmdb("firewall/address").create(odd);
  const unknown = { name: "web", "no-such-field": 1 } as never;
  await rejected(fgt.cmdb("firewall/address").create(unknown, { validate: "strict" }));
  await rejected(fgt.with({ validate: "off" }).cmdb("firewall/address").create(unknown, { validate: "strict" }));
  assert.equal(transport.requests.length, 2);
});
